// Minifies the styles of the pages, which are template literals in `…Styles.ts`: to esbuild they are text like any other.
// Literals with anything in them that is not plain CSS stay as they are.
import { readFile } from 'node:fs/promises';
import * as esbuild from 'esbuild';

/** @type {esbuild.Plugin} */
export const slimStyles = {
  name: 'slim-styles',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]webview[\\/].*Styles\.ts$/ }, async ({ path }) => {
      const parts = (await readFile(path, 'utf8')).split(/\bcss`([^`$\\]*)`/);
      const slim = parts.map(async (part, place) => {
        if (place % 2 === 0) return part;
        const { code } = await esbuild.transform(part, { loader: 'css', minify: true });
        return `css\`${code.trim()}\``;
      });
      return { loader: 'ts', contents: (await Promise.all(slim)).join('') };
    });
  },
};
