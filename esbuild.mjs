// Builds the bundles of the extension. `--production` minifies and leaves out source maps.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as esbuild from 'esbuild';
import { noticesOf } from './scripts/notices.mjs';
import { iconsIn, slimCss, slimFont } from './scripts/slimicons.mjs';
import { slimStyles } from './scripts/slimstyles.mjs';
import { slimUndici } from './scripts/slimundici.mjs';

const production = process.argv.includes('--production');

/** @type {esbuild.BuildOptions & { metafile: true }} */
const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  metafile: true,
  // A package bears the name it has here, also where the folder of packages is linked.
  preserveSymlinks: true,
  logLevel: 'warning',
};

/** @type {esbuild.BuildOptions & { metafile: true }} */
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  mainFields: ['module', 'main'],
  external: ['vscode'],
};

/** @type {typeof common} */
const page = {
  ...common,
  platform: 'browser',
  format: 'esm',
  target: 'es2023',
  plugins: [slimStyles],
};

/** @type {Record<string, typeof common>} */
const bundles = {
  // These run in worker threads.
  'engine.cjs': { ...node, entryPoints: ['src/engine/worker.ts'], plugins: [slimUndici] },
  'code.cjs': { ...node, entryPoints: ['src/code/worker.ts'] },
  'sampledesk.cjs': { ...node, entryPoints: ['src/sampledesk/main.ts'] },
};

/** The pages' scripts. What several of them need is in the package once, as `page-….js`. */
const pages = ['panel', 'create', 'timesheet', 'overview'];

/**
 * The extension is a few files: `extension.cjs`, what is imported while it runs (`await import('./editor/parts.ts')`),
 * and what these share, so that a class is one class in all: `extension-start.cjs` what `extension.cjs` has its part in,
 * `extension-chunk.cjs` and others the rest. esbuild splits ES modules only; VS Code loads CommonJS surest, so each file
 * is then made that.
 */
async function buildExtension() {
  const { outputFiles, metafile } = await esbuild.build({
    ...node,
    format: 'esm',
    splitting: true,
    sourcemap: production ? false : 'inline',
    entryPoints: ['src/extension.ts'],
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    chunkNames: 'extension-[name]-[hash]',
    write: false,
  });
  // Shared parts by size, so that their names say nothing of what is in them and stay as few.
  const shared = outputFiles.filter(({ path }) => /extension-chunk-\w+\.cjs$/.test(path));
  shared.sort((a, b) => b.contents.length - a.contents.length);
  const entry = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint === 'src/extension.ts');
  const atStart = new Set(
    entry?.imports.filter(({ kind }) => kind === 'import-statement').map(each => basename(each.path)),
  );
  const names = new Map();
  for (const [name, isOf] of /** @type {const} */ ([
    ['start', true],
    ['chunk', false],
  ])) {
    const files = shared.map(({ path }) => basename(path)).filter(file => atStart.has(file) === isOf);
    for (const [place, file] of files.entries()) names.set(file, `extension-${name}${place || ''}.cjs`);
  }
  const renamed = (/** @type {string} */ text) =>
    text.replaceAll(/extension-\w+-[A-Z0-9]+\.cjs/g, name => names.get(name) ?? name.replace(/-\w+\.cjs$/, '.cjs'));
  for (const { path: hashed, text: own } of outputFiles) {
    const path = join(dirname(hashed), renamed(basename(hashed)));
    // As it is: what esbuild makes of it copies every member of the API, in each file anew.
    const plain = renamed(own).replace(
      /\bimport\s*\*\s*as ([\w$]+) from\s*"vscode";/g,
      'const $1 = require("vscode");',
    );
    const { code } = await esbuild.transform(withPlainExports(plain), {
      format: 'cjs',
      platform: 'node',
      target: 'node22',
      minify: production,
      sourcemap: production ? false : 'inline',
      supported: { 'dynamic-import': false },
      logOverride: { 'commonjs-variable-in-esm': 'silent' },
    });
    writeFileSync(path, code);
  }
  return metafile;
}

/**
 * What a file exports as plain members: what esbuild makes of it is half a kilobyte in each.
 * @param {string} text as esbuild writes it: at most one list of exports, at the end
 */
function withPlainExports(text) {
  const [list, inside] = /\bexport\s*\{([^}]*)\};?\s*(?=(?:\/\/#[^\n]*\s*)?$)/.exec(text) ?? [];
  if (list === undefined || inside === undefined) return text;
  const members = inside.split(',').flatMap(each => {
    const [own = '', name = own] = each.trim().split(/\s+as\s+/);
    return own === '' ? [] : [`get ${name}() { return ${own}; }`];
  });
  // First, since files that import each other see what is there of it; in one line with the rest, as source maps count them.
  return `module.exports = { ${members.join(', ')} }; ${text.replace(list, '')}`;
}

/** The icon font and its styles, with the icons whose names are in what was built. */
function writeIcons() {
  const from = 'node_modules/@vscode/codicons/dist';
  const css = readFileSync(`${from}/codicon.css`, 'utf8');
  const built = readdirSync('dist').filter(file => /\.c?js$/.test(file));
  const names = iconsIn(
    css,
    built.map(file => readFileSync(`dist/${file}`, 'utf8').split('//# sourceMappingURL=')[0] ?? ''),
  );
  writeFileSync('dist/codicon.css', slimCss(css, names));
  writeFileSync('dist/codicon.ttf', slimFont(readFileSync(`${from}/codicon.ttf`), css, names));
}

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
const metafiles = await Promise.all([
  buildExtension(),
  ...Object.entries(bundles).map(([name, options]) =>
    esbuild.build({ ...options, outfile: `dist/${name}` }).then(({ metafile }) => metafile),
  ),
  esbuild
    .build({
      ...page,
      splitting: true,
      entryPoints: Object.fromEntries(pages.map(name => [name, `src/webview/${name}/main.ts`])),
      outdir: 'dist',
      chunkNames: 'page-[hash]',
    })
    .then(({ metafile }) => metafile),
]);
writeIcons();
if (production) writeFileSync('dist/ThirdPartyNotices.txt', noticesOf(metafiles));
