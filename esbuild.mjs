// Builds the bundles of the extension. `--production` minifies and leaves out source maps.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { slimUndici } from './scripts/slimundici.mjs';

const production = process.argv.includes('--production');

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
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
  // Runs in a worker thread.
  'engine.cjs': { ...node, entryPoints: ['src/engine/worker.ts'], plugins: [slimUndici] },
  'sampledesk.cjs': { ...node, entryPoints: ['src/sampledesk/main.ts'] },
  'panel.js': {
    ...common,
    platform: 'browser',
    format: 'esm',
    target: 'es2023',
    entryPoints: ['src/webview/panel/main.ts'],
  },
};

/**
 * The extension is three files: `extension.cjs`, what is imported while it runs (`await import('./rareCommands.ts')`),
 * and what both share, `extension-chunk.cjs`, so that a class is one class in both. esbuild splits ES modules only;
 * VS Code loads CommonJS surest, so each file is then made that.
 */
async function buildExtension() {
  const { outputFiles } = await esbuild.build({
    ...node,
    format: 'esm',
    splitting: true,
    sourcemap: production ? false : 'inline',
    entryPoints: ['src/extension.ts'],
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    chunkNames: 'extension-[name]',
    write: false,
  });
  for (const { path, text } of outputFiles) {
    const { code } = await esbuild.transform(text, {
      format: 'cjs',
      platform: 'node',
      target: 'node22',
      minify: production,
      sourcemap: production ? false : 'inline',
      supported: { 'dynamic-import': false },
    });
    writeFileSync(path, code);
  }
}

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
for (const file of ['codicon.css', 'codicon.ttf']) {
  copyFileSync(`node_modules/@vscode/codicons/dist/${file}`, `dist/${file}`);
}
await Promise.all([
  buildExtension(),
  ...Object.entries(bundles).map(([name, options]) => esbuild.build({ ...options, outfile: `dist/${name}` })),
]);
