import { setTimeout as pause } from 'node:timers/promises';
import { startSampleDesk } from '../../test/wire/sampleDesk.ts';
import { figure, type Measured, median } from '../figures.ts';
import { withHost } from './host.ts';
import type { Activated } from './messages.ts';

/** Milliseconds after the start of the extension host in which its main thread is profiled. */
const span = 12_000;

/** What one start of a window showed, by the name of the extension. */
export type Activations = Readonly<Record<'deskside' | 'empty', Activated>>;

/** Deskside's activation with connected desks in real extension hosts, beside an empty extension in the same ones. */
export async function activation(rounds: number, say: (line: string) => void): Promise<Measured[]> {
  const desk = await startSampleDesk(['--tickets', '300']);
  try {
    const { readydesk, teamsupport } = desk;
    const env = { DESKSIDE_SAMPLE_DESK: JSON.stringify({ readydesk, teamsupport }) };
    const quiet = await withHost({ env, say }, async host => {
      const seen: Activations[] = [];
      // The first window connects the desks; it does not count.
      for (let round = 0; round <= rounds; round++) {
        await host.open();
        const found = await activations(() => host.ask<Partial<Activations>>({ do: 'activations' }));
        await host.ask({ do: 'show' });
        await pause(3_000);
        if (round > 0) seen.push(found);
      }
      return seen;
    });
    const profiles = await withHost({ env: { ...env, DESKSIDE_BENCH_PROFILE: String(span) }, say }, async host => {
      const seen: number[] = [];
      for (let round = 0; round < 4; round++) {
        await host.open();
        const milliseconds = await host.ask<number>({ do: 'profile' });
        if (round > 0) seen.push(milliseconds);
      }
      return seen;
    });
    return activationFigures(quiet, profiles);
  } finally {
    await desk.stop();
  }
}

/** The figures of what was seen. */
export function activationFigures(seen: readonly Activations[], profiles: readonly number[]): Measured[] {
  const of = (name: keyof Activations, part: (activated: Activated) => number) =>
    median(seen.map(each => part(each[name])));
  const whole = ({ load, activate }: Activated) => load + activate;
  const empty = 'an empty extension in the same hosts';
  const evaluation = of('deskside', ({ load }) => load) - of('empty', ({ load }) => load);
  return [
    figure('Activation with connected desks, main thread', 'ms', of('deskside', whole), of('empty', whole), empty, {
      of: 'value',
      most: 30,
    }),
    figure(
      `Activation and what follows in ${span / 1000} s, main thread, profiled`,
      'ms',
      median(profiles),
      of('empty', whole),
      'activation of an empty extension',
      { of: 'value', most: 30 },
    ),
    figure(
      'Loading the activation bundle, over an empty one',
      'ms',
      evaluation,
      of('empty', ({ load }) => load),
      'loading of an empty extension in the same hosts',
      { of: 'value', most: 10 },
    ),
    figure(
      'Files loaded until activated, minified',
      'KB',
      of('deskside', ({ bytes }) => bytes) / 1000,
      150,
      'the limit',
      {
        of: 'value',
        most: 150,
      },
    ),
  ];
}

async function activations(look: () => Promise<Partial<Activations>>): Promise<Activations> {
  for (let tries = 0; tries < 600; tries++) {
    const { deskside, empty } = await look();
    if (deskside && empty) return { deskside, empty };
    await pause(100);
  }
  throw new Error('the extensions were not activated');
}
