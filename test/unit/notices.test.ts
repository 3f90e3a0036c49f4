import assert from 'node:assert/strict';
import type { Metafile } from 'esbuild';
import { describe, it } from 'mocha';
import { noticesPage, packagesIn, partsOf } from '../../scripts/notices.mjs';

/** What esbuild says of one bundle with these files in it, by the bytes that are left of each. */
const bundle = (files: Record<string, number>): Metafile => ({
  inputs: {},
  outputs: {
    'dist/a.js': {
      bytes: 1,
      imports: [],
      exports: [],
      inputs: Object.fromEntries(Object.entries(files).map(([file, bytesInOutput]) => [file, { bytesInOutput }])),
    },
  },
});

const lock = {
  packages: {
    'node_modules/a': { version: '1.2.3', license: 'MIT' },
    'node_modules/@s/b': { version: '2.0.0', license: 'ISC' },
    'node_modules/a/node_modules/@s/b': { version: '1.0.0', license: 'ISC' },
    'node_modules/c': { version: '3.0.0', license: 'GPL-3.0' },
    'node_modules/d': { version: '4.0.0' },
  },
};

describe('notices of what others wrote', () => {
  it('are of each package with a byte in a bundle, also of one within another', () => {
    const places = packagesIn([
      bundle({ 'src/a.ts': 9, 'node_modules/a/x.js': 3, 'node_modules/a/y.js': 1, 'node_modules/c/z.js': 0 }),
      bundle({ 'node_modules/a/node_modules/@s/b/lib/x.js': 3, 'some-plugin:node_modules/@s/b/y.js': 1 }),
    ]);
    assert.deepEqual(places, ['node_modules/@s/b', 'node_modules/a', 'node_modules/a/node_modules/@s/b']);
    assert.deepEqual(
      partsOf(places, lock, name => `Words of ${name}\r\nend\n`),
      [
        { name: '@s/b', version: '1.0.0', license: 'ISC', text: 'Words of @s/b\nend' },
        { name: '@s/b', version: '2.0.0', license: 'ISC', text: 'Words of @s/b\nend' },
        { name: 'a', version: '1.2.3', license: 'MIT', text: 'Words of a\nend' },
      ],
    );
  });

  it('are refused for a licence that is not accepted, not known, or without its words', () => {
    const words = () => 'Words';
    assert.throws(() => partsOf(['node_modules/c'], lock, words), /c is in a bundle under GPL-3\.0/);
    assert.throws(() => partsOf(['node_modules/d'], lock, words), /not in the lock file with its licence/);
    assert.throws(() => partsOf(['node_modules/e'], lock, words), /not in the lock file/);
    assert.throws(() => partsOf(['node_modules/a'], lock, () => ' \n'), /its licence cannot be found/);
  });

  it('name each with its version and licence', () => {
    const page = noticesPage([{ name: 'a', version: '1.2.3', license: 'MIT', text: 'Words of a' }]);
    assert.match(page, /^-+\na 1\.2\.3 \(MIT\)\n-+\n\nWords of a\n$/m);
  });
});
