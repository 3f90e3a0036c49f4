// Builds the sample consumer of the API, for the tests that install it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as esbuild from 'esbuild';
import { inRoot } from '../../scripts/places.mjs';

/**
 * Builds it into a folder in which VS Code has its extensions.
 * @param manifest members that are otherwise than in its manifest
 * @returns the folder of this extension
 */
export async function buildConsumer(extensions: string, manifest: Record<string, unknown> = {}): Promise<string> {
  const source = inRoot('test/consumer');
  const own = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8'));
  const folder = path.join(extensions, `${own.publisher}.${own.name}-${own.version}`);
  mkdirSync(folder, { recursive: true });
  await esbuild.build({
    entryPoints: [path.join(source, 'src/extension.ts')],
    outfile: path.join(folder, own.main),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    logLevel: 'warning',
  });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...own, ...manifest }));
  return folder;
}
