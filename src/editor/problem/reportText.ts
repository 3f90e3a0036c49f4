import type { Translate } from '../translate.ts';

/** A part of a report, as Markdown. */
export interface ReportSection {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** A report as Markdown: what the user is to fill in first, then what was gathered. */
export function reportText(sections: readonly ReportSection[], t: Translate): string {
  const asked = [
    `## ${t('What happened')}\n\n`,
    `## ${t('What was expected instead')}\n\n`,
    `## ${t('How it can be made to happen again')}\n\n1. `,
  ];
  const gathered = sections.map(({ heading, lines }) => `## ${heading}\n\n${lines.join('\n')}`);
  const said = t(
    'Gathered by Deskside on this machine and sent to nobody. Names of desks and people, addresses, paths, and everything with the shape of a password are masked: read it all the same before you hand it on.',
  );
  return `${[`# ${t('A problem with Deskside')}`, ...asked, said, ...gathered].join('\n\n')}\n`;
}

/** Lines as they are, in a block that none of them ends. */
export function asBlock(lines: readonly string[]): readonly string[] {
  const longest = Math.max(2, ...lines.flatMap(line => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...lines, fence];
}

/** A document as a part of another one: its headings are two levels lower. */
export function lowered(markdown: string): string {
  return markdown.trim().replace(/^#{1,4} /gm, '##$&');
}
