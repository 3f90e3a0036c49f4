import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inRoot } from '../../scripts/places.mjs';
import { run } from '../../scripts/processes.mjs';

/** Packages the probe and an extension that does nothing; answers their files. */
export async function packExtensions(dir: string): Promise<readonly string[]> {
  const probe = join(dir, 'probe');
  await mkdir(probe, { recursive: true });
  await build({
    entryPoints: [inRoot('bench/host/probe.ts')],
    outfile: join(probe, 'probe.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    logLevel: 'warning',
  });
  const empty = join(dir, 'empty');
  await mkdir(empty, { recursive: true });
  await writeFile(join(empty, 'empty.cjs'), 'exports.activate = () => undefined;\n');
  return [
    // Before all that waits for the end of the start: it must be there when those are loaded.
    await pack(probe, 'bench-probe', './probe.cjs', '*'),
    await pack(empty, 'bench-empty', './empty.cjs', 'onStartupFinished'),
  ];
}

async function pack(folder: string, name: string, main: string, activation: string): Promise<string> {
  const manifest = {
    ...{ name, publisher: 'deskside', version: '0.0.1', engines: { vscode: '^1.108.0' }, description: name },
    ...{ main, activationEvents: [activation], extensionKind: ['workspace'] },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'README.md'), `${name}\n`);
  const packagePath = `${folder}.vsix`;
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--allow-star-activation'];
  await run(process.execPath, [inRoot('node_modules/@vscode/vsce/vsce'), 'package', ...options, '--out', packagePath], {
    cwd: folder,
  });
  return packagePath;
}
