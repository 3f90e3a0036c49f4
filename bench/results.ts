import { cpus, totalmem, type } from 'node:os';
import { type Figure, isMet, type Measured, type Target } from './figures.ts';

/** Figures that belong together. */
export interface Chapter {
  readonly title: string;
  /** How they were measured. */
  readonly about: string;
  readonly figures: readonly Measured[];
}

/** The figures as data. */
export function asData(chapters: readonly Chapter[]): Figure[] {
  return chapters.flatMap(({ figures }) =>
    figures.map(({ name, value, unit, yardstick, ratio }) => ({ name, value, unit, yardstick, ratio })),
  );
}

/** The figures as a page to read, in Markdown. */
export function asPage(chapters: readonly Chapter[]): string {
  const missed = chapters.flatMap(({ figures }) => figures.filter(each => isMet(each) === false));
  const asked = chapters.flatMap(({ figures }) => figures.filter(each => each.target));
  return [
    '# Figures',
    '',
    'Made by `npm run bench`. Each figure stands beside a yardstick that was measured in the same run on the same machine:',
    'what counts is the ratio of the two, or where a limit is absolute, the value. Another machine gives other values.',
    '',
    `Node.js ${process.versions.node}, ${type()}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB.`,
    `${asked.length - missed.length} of ${asked.length} limits are kept.`,
    '',
    ...chapters.flatMap(chapterOf),
  ].join('\n');
}

/** The figures as lines for a terminal. */
export function asLines({ title, figures }: Chapter): string[] {
  const longest = Math.max(...figures.map(({ name }) => name.length));
  return [
    title,
    ...figures.map(each => {
      const cells = [`${each.value} ${each.unit}`, String(each.yardstick), String(each.ratio)];
      const words = [limitOf(each.target), verdictOf(each)].filter(Boolean).join(': ');
      return `  ${each.name.padEnd(longest)}${cells.map(cell => cell.padStart(14)).join('')}   ${words}`.trimEnd();
    }),
  ];
}

function chapterOf({ title, about, figures }: Chapter): string[] {
  return [
    `## ${title}`,
    '',
    about,
    '',
    '| figure | value | yardstick | ratio | limit | kept |',
    '|---|---:|---:|---:|---|---|',
    ...figures.map(each => {
      const yardstick = `${each.yardstick} ${each.unit} (${each.beside})`;
      return `| ${each.name} | ${each.value} ${each.unit} | ${yardstick} | ${each.ratio} | ${limitOf(each.target)} | ${verdictOf(each)} |`;
    }),
    '',
  ];
}

function limitOf(target: Target | undefined): string {
  if (!target) return '';
  const bound = target.most === undefined ? `at least ${target.least}` : `at most ${target.most}`;
  return `${target.of} ${bound}`;
}

function verdictOf(measured: Measured): string {
  const met = isMet(measured);
  return met === undefined ? '' : met ? 'yes' : 'no';
}
