import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const settings = [
  'core.hooksPath=/dev/null',
  'commit.gpgSign=false',
  // For submodules of the tests' own.
  'protocol.file.allow=always',
  'user.email=srivera@quillbay.example',
  'user.name=Sam Rivera',
].flatMap(each => ['-c', each]);

/**
 * Runs git in a folder as Sam, without hooks and signatures.
 * @param env beside the environment of the tests
 * @returns what it says, without blanks around
 */
export async function git(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const asked = promisify(execFile)('git', [...settings, ...args], { cwd: folder, env: { ...process.env, ...env } });
  return (await asked).stdout.trim();
}
