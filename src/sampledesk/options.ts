import { parseArgs } from 'node:util';
import { SwitchError, type Switches, switchKinds, switchValue, usualSwitches, wholeNumber } from './switches.ts';

/** How the sample desk was asked to run. */
export interface Options {
  /** 0: any free port. */
  readonly port: number;
  /** Folder of the database. */
  readonly data: string;
  /** Tickets made for each of the two systems when the database is new. */
  readonly tickets: number;
  readonly seed: number;
  /** How it behaves at first; the control page changes it. */
  readonly switches: Switches;
}

const help: readonly (readonly [option: string, about: string])[] = [
  ['data DIR', "folder that keeps the desk's data (made when it does not exist)"],
  ['port N', 'port on 127.0.0.1; 0, the default, takes a free one'],
  ['tickets N', 'tickets made for each system in a new folder (default 300)'],
  ['seed N', 'another set of tickets for another number (default 7)'],
  ...switchKinds.flatMap(({ option, value, about }) =>
    option ? [[value ? `${option} ${value}` : option, about] as const] : [],
  ),
];

export const usage = `usage: sampledesk --data DIR [options]\n${help.map(([option, about]) => `  --${option.padEnd(18)} ${about}\n`).join('')}`;

/** A command line that cannot be obeyed; the message is for people. */
export class UsageError extends Error {}

/** Reads the command line. @throws UsageError */
export function readOptions(argv: readonly string[]): Options {
  try {
    const values = parse(argv);
    const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
    const data = text('data');
    if (!data) throw new UsageError('--data DIR is missing: the sample desk does not choose a folder by itself');
    const whole = (name: string, usual: string, most: number) => wholeNumber(text(name) ?? usual, `--${name}`, 0, most);
    const switches: Record<string, unknown> = { ...usualSwitches };
    for (const kind of switchKinds) {
      if (kind.option) switches[kind.name] = switchValue(kind, values[kind.option], `--${kind.option}`);
    }
    return {
      port: whole('port', '0', 65_535),
      data,
      tickets: whole('tickets', '300', 1_000_000),
      seed: whole('seed', '7', 0xffffffff),
      switches: switches as unknown as Switches,
    };
  } catch (thrown) {
    throw thrown instanceof SwitchError ? new UsageError(thrown.message) : thrown;
  }
}

function parse(argv: readonly string[]): Record<string, string | boolean | undefined> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const switches = switchKinds.flatMap(({ option, kind }) => (option ? [[option, kind === 'flag' ? flag : text]] : []));
  try {
    return parseArgs({
      args: [...argv],
      options: { port: text, data: text, tickets: text, seed: text, ...Object.fromEntries(switches) },
    }).values as Record<string, string | boolean | undefined>;
  } catch (thrown) {
    throw new UsageError(thrown instanceof Error ? thrown.message : String(thrown));
  }
}
