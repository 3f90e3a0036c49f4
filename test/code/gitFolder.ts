import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of a test with repositories in it, which git itself makes. */
export interface GitFolder {
  readonly path: string;
  /** Runs git in a folder of it; the output without the last line's end. */
  git(folder: string, ...args: string[]): string;
  /** As `git`, at a time for what is committed: seconds since 1970. */
  gitAt(seconds: number, folder: string, ...args: string[]): string;
  /** Writes a file, given from the folder on; the absolute path. */
  write(file: string, text: string): string;
  /** Makes a repository with a branch `main` and no commit; its absolute path. */
  repository(name: string): string;
  /** Writes files and commits all; the hash. */
  commit(repository: string, message: string, files?: Record<string, string>, seconds?: number): string;
  remove(): void;
}

export const email = 'sam@acme.example';

/** Makes such a folder; neither the user's settings nor the machine's count in it. */
export function gitFolder(): GitFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'deskside-git-')));
  const run = (folder: string, args: readonly string[], dates: NodeJS.ProcessEnv = {}) =>
    execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
      cwd: join(path, folder),
      env: { ...process.env, ...dates, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    }).trimEnd();
  const at = (seconds: number) => ({
    GIT_AUTHOR_DATE: `${seconds} +0000`,
    GIT_COMMITTER_DATE: `${seconds} +0000`,
  });
  const folder: GitFolder = {
    path,
    git: (where, ...args) => run(where, args),
    gitAt: (seconds, where, ...args) => run(where, args, at(seconds)),
    write: (file, text) => {
      const whole = join(path, file);
      mkdirSync(dirname(whole), { recursive: true });
      writeFileSync(whole, text);
      return whole;
    },
    repository: name => {
      mkdirSync(join(path, name), { recursive: true });
      run(name, ['init', '-q', '-b', 'main']);
      run(name, ['config', 'user.email', email]);
      run(name, ['config', 'user.name', 'Sam']);
      return join(path, name);
    },
    commit: (repository, message, files = {}, seconds) => {
      for (const [file, text] of Object.entries(files)) folder.write(join(repository, file), text);
      run(repository, ['add', '--all']);
      run(repository, ['commit', '-q', '--allow-empty', '-m', message], seconds === undefined ? {} : at(seconds));
      return run(repository, ['rev-parse', 'HEAD']);
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
  return folder;
}
