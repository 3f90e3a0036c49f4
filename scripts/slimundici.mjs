// Takes out of undici, while bundling, what Deskside never runs: 490 of its 730 KB are fetch, WebSocket, EventSource,
// mocks, caches, HTTP/2, SOCKS and second builds of its parsers. Nothing is changed in the package itself. This rests
// on paths inside of undici, which therefore is pinned to one version; a build fails when one of them is gone, and
// test/wire/bundle.test.ts runs requests through the result.
import { existsSync } from 'node:fs';
import * as path from 'node:path';

/** All that the code may import from undici; anything else fails the build. */
const entry = `
import Dispatcher from './lib/dispatcher/dispatcher.js';
import request from './lib/api/api-request.js';
import connect from './lib/api/api-connect.js';
Object.assign(Dispatcher.prototype, { request, connect });
export { default as Agent } from './lib/dispatcher/agent.js';
export { default as Pool } from './lib/dispatcher/pool.js';
export { default as ProxyAgent } from './lib/dispatcher/proxy-agent.js';
`;

/** Modules that are replaced by one that throws when it is used, and some when it is loaded. */
const unused = {
  // Connections are made with `allowH2: false`.
  'lib/dispatcher/client-h2.js': 'used',
  'lib/dispatcher/socks5-proxy-agent.js': 'used',
  // An experimental parser that undici itself leaves out of Node.
  'lib/dispatcher/parser-h1.js': 'parser',
  // The parser comes in two builds; undici takes the other one, which runs on every processor, when this one fails.
  'lib/llhttp/llhttp_simd-wasm.js': 'loaded',
  // Loaded by undici only for bodies that are forms or streams.
  'lib/web/fetch/body.js': 'loaded',
  'lib/web/fetch/formdata.js': 'loaded',
  'lib/web/webidl/index.js': 'loaded',
};

/** @type {Record<string, (name: string) => string>} */
const substitutes = {
  used: name => `module.exports = function () { throw new Error('${name} is not in this bundle'); };`,
  loaded: name => `throw new Error('${name} is not in this bundle');`,
  parser: () => 'module.exports = { getMiloEnabled: () => false };',
};

/** @type {import('esbuild').Plugin} */
export const slimUndici = {
  name: 'slim-undici',
  setup(build) {
    const root = path.resolve('node_modules/undici');
    for (const file of Object.keys(unused)) {
      if (!existsSync(path.join(root, file))) throw new Error(`undici has no ${file} any more: look at slimundici.mjs`);
    }
    build.onLoad({ filter: /[\\/]undici[\\/]index\.js$/ }, ({ path: file }) =>
      file === path.join(root, 'index.js') ? { contents: entry, resolveDir: root, loader: 'js' } : undefined,
    );
    build.onLoad({ filter: /[\\/]undici[\\/]lib[\\/]/ }, ({ path: file }) => {
      const name = path.relative(root, file).split(path.sep).join('/');
      const kind = /** @type {Record<string, string>} */ (unused)[name];
      const substitute = kind === undefined ? undefined : substitutes[kind];
      return substitute ? { contents: substitute(name), loader: 'js' } : undefined;
    });
  },
};
