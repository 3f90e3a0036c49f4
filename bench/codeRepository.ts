import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A repository of so many files with so many mentions in their comments. */
export interface CodeSizes {
  readonly files: number;
  readonly mentions: number;
}

const filesInFolder = 100;
/** Numbers are mentioned twice on average. */
const firstNumber = 1_000;

/** Makes the repository in an empty folder, with all files tracked; its files. */
export function makeCode(folder: string, { files, mentions }: CodeSizes): readonly string[] {
  const paths: string[] = [];
  for (let at = 0; at < files; at++) {
    const within = join(folder, `part${Math.floor(at / filesInFolder)}`);
    if (at % filesInFolder === 0) mkdirSync(within, { recursive: true });
    // Spread evenly, so that some files have several where there are more mentions than files.
    const [from, to] = [Math.floor((at * mentions) / files), Math.floor(((at + 1) * mentions) / files)];
    const numbers = Array.from({ length: to - from }, (_, index) => firstNumber + Math.floor((from + index) / 2));
    const path = join(within, `module${at}.ts`);
    writeFileSync(path, source(at, numbers));
    paths.push(path);
  }
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'ignore' });
  git('init', '-q');
  git('add', '.');
  return paths;
}

/** About three kilobytes that look like code, with what looks like a mention and is none. */
function source(at: number, numbers: readonly number[]): string {
  const forms = [(n: number) => `#${n}`, (n: number) => `TS-${n}`, (n: number) => `ticket ${n}`];
  const marks = numbers.map(
    (number, index) => `  // See ${forms[(at + index) % 3]?.(number)} before this is changed.\n`,
  );
  const lines = Array.from(
    { length: 22 },
    (_, line) =>
      `  const value${line} = compute(input.field${(at * 7 + line) % 97}, '#ff${line}a0', ${at + line}); // keeps the order of rows as it was given\n`,
  );
  return [
    `import { compute } from './compute${at % 13}.ts';\n\n`,
    `/** Module ${at} of the shop: UTF-8 in, ISO-8601 out. */\n`,
    `export function module${at}(input: Record<string, number>): number[] {\n`,
    ...marks,
    ...lines,
    `  return [${Array.from({ length: 22 }, (_, line) => `value${line}`).join(', ')}];\n}\n`,
  ].join('');
}
