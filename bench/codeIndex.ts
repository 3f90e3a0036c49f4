import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Code } from '../src/code/code.ts';
import { candidatePatterns } from '../src/code/index/candidates.ts';
import { workerCode } from '../src/code/workerCode.ts';
import type { MentionRules } from '../src/model/mention.ts';
import { type CodeSizes, makeCode } from './codeRepository.ts';
import { figure, type Measured, median } from './figures.ts';

const rules: MentionRules = {
  desks: [
    { deskId: 'ts', prefixes: ['TS'], addresses: ['https://desk.example.com/tickets/{number}'], patterns: [] },
    { deskId: 'rd', prefixes: ['RD'], addresses: ['https://help.example.com/Ticket.aspx?no={number}'], patterns: [] },
  ],
  bare: true,
  places: 'comments',
};
const grepArgs = ['grep', '--untracked', '-I', '-n', '-i', '--no-color', '-P', '-e'];

/** What is measured, and with what. */
export interface CodeBench extends CodeSizes {
  readonly rounds: number;
  /** The worker's file. */
  readonly worker: string;
  readonly say: (line: string) => void;
}

/**
 * The index of mentions: from a new thread to the first answer, all answers, and the answer after a file changed. A bare
 * `git grep` of the same patterns takes turns with it, so that other work of the machine falls on both.
 */
export async function codeIndex({ rounds, worker, say, ...sizes }: CodeBench): Promise<readonly Measured[]> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'deskside-bench-code-')));
  const lines: string[] = [];
  const start = () => workerCode({ file: worker, tools: {}, log: line => lines.push(line) });
  try {
    say(`making ${sizes.files} files`);
    const files = makeCode(folder, sizes);
    const pattern = candidatePatterns(rules).numbered ?? '';
    const grep = async () => {
      const { stdout } = await promisify(execFile)('git', [...grepArgs, pattern], { cwd: folder, maxBuffer: 2 ** 28 });
      return stdout.split('\n').length - 1;
    };
    const found = await grep();
    if (found < sizes.mentions) throw new Error(`git finds ${found} of ${sizes.mentions} mentions`);

    const times = { bare: [] as number[], index: [] as number[], all: [] as number[], update: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      times.bare.push(await milliseconds(grep));
      const code = start();
      try {
        await code.open([folder], rules);
        // The thread itself is started with the first question of any kind.
        await code.frames([]);
        times.index.push(await milliseconds(() => places(code, 1_000)));
        times.all.push(await milliseconds(() => everyPlace(code, sizes.mentions)));
        times.update.push(...(await updates(code, files)));
      } finally {
        await code.dispose();
      }
      if (lines.length > 0) throw new Error(lines.join('\n'));
    }
    const bare = median(times.bare);
    const of = `${sizes.files} files with ${sizes.mentions} mentions`;
    return [
      figure(`Index of ${of}`, 'ms', median(times.index), bare, 'a bare git grep of the same patterns', {
        of: 'ratio',
        most: 1.3,
      }),
      figure('Every mention read and told from what is none, afterwards', 'ms', median(times.all), bare, 'the same'),
      figure('Answer after one file changed', 'ms', median(times.update), bare, 'the same', { of: 'value', most: 20 }),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function places(code: Code, number: number): Promise<number> {
  const found = await code.mentions({ deskId: 'ts', number: String(number) });
  if (found.places.length === 0 || found.partial) throw new Error(`${number}: ${found.places.length} places`);
  return found.places.length;
}

async function everyPlace(code: Code, mentions: number): Promise<void> {
  let count = 0;
  for (let number = 1_000; number < 1_000 + Math.ceil(mentions / 2); number++) count += await places(code, number);
  if (count !== mentions) throw new Error(`${count} of ${mentions} mentions were found`);
}

/** Files that are there, and new ones. */
async function updates(code: Code, files: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < 10; at++) {
    const old = files[Math.floor((at * files.length) / 10)] ?? '';
    const file = at % 2 === 0 ? old : `${old}.new${at}.ts`;
    const number = 900_000 + at;
    await (at % 2 === 0 ? appendFile(file, `// #${number}\n`) : writeFile(file, `// #${number}\n`));
    times.push(
      await milliseconds(async () => {
        await code.changed([file]);
        await places(code, number);
      }),
    );
    if (at % 2 === 1) await rm(file);
  }
  return times;
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
