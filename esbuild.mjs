// Builds the four bundles of the extension. `--production` minifies and leaves out source maps.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { slimUndici } from './scripts/slimundici.mjs';

const production = process.argv.includes('--production');

/** The engine is a bundle of its own, loaded when first needed: an import of its entry stays an import at run time. */
const engineApart = {
  name: 'engine-apart',
  /** @param {esbuild.PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: /\/engine\/main\.ts$/ }, args =>
      args.kind === 'dynamic-import' ? { path: './engine.cjs', external: true } : undefined,
    );
  },
};

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

/** @type {esbuild.BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  mainFields: ['module', 'main'],
  external: ['vscode'],
};

/** @type {Record<string, esbuild.BuildOptions>} */
const bundles = {
  'extension.cjs': { ...node, entryPoints: ['src/extension.ts'], plugins: [engineApart] },
  'engine.cjs': { ...node, entryPoints: ['src/engine/main.ts'], plugins: [slimUndici] },
  'sampledesk.cjs': { ...node, entryPoints: ['src/sampledesk/main.ts'] },
  'panel.js': {
    ...common,
    platform: 'browser',
    format: 'esm',
    target: 'es2023',
    entryPoints: ['src/webview/panel/main.ts'],
  },
};

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
for (const file of ['codicon.css', 'codicon.ttf']) {
  copyFileSync(`node_modules/@vscode/codicons/dist/${file}`, `dist/${file}`);
}
await Promise.all(
  Object.entries(bundles).map(async ([name, options]) => {
    const { metafile } = await esbuild.build({ ...options, outfile: `dist/${name}` });
    if (!production) writeFileSync(`dist/${name}.meta.json`, JSON.stringify(metafile));
  }),
);
