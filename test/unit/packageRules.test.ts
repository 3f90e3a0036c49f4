import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { packagedReadme } from '../../scripts/package.mjs';
import { problemsOfPackage } from '../../scripts/packagerules.mjs';
import { evenPermissions, listZip } from '../../scripts/zip.mjs';

const fit = [
  'extension.vsixmanifest',
  '[Content_Types].xml',
  'extension/package.json',
  'extension/package.nls.de.json',
  'extension/package.nls.es.json',
  'extension/l10n/bundle.l10n.de.json',
  'extension/l10n/bundle.l10n.es.json',
  'extension/readme.md',
  'extension/dist/extension.cjs',
  'extension/dist/extension-start.cjs',
  'extension/dist/extension-chunk.cjs',
  'extension/dist/extension-chunk12.cjs',
  'extension/dist/extension-accessibilityHelp.cjs',
  'extension/dist/extension-parts.cjs',
  'extension/dist/extension-connectTree.cjs',
  'extension/dist/extension-connectPanels.cjs',
  'extension/dist/extension-connectForms.cjs',
  'extension/dist/extension-codeActions.cjs',
  'extension/dist/extension-markdownHtml.cjs',
  'extension/dist/extension-connectTime.cjs',
  'extension/dist/extension-connectCode.cjs',
  'extension/dist/extension-workCommands.cjs',
  'extension/dist/extension-connectTimesheet.cjs',
  'extension/dist/extension-connectOverview.cjs',
  'extension/dist/extension-reportProblem.cjs',
  'extension/dist/extension-connectAssistant.cjs',
  'extension/dist/extension-guestHost.cjs',
  'extension/dist/extension-connectApi.cjs',
  'extension/dist/extension-allCommands.cjs',
  'extension/dist/extension-workerEngine.cjs',
  'extension/dist/extension-workerCode.cjs',
  'extension/dist/engine.cjs',
  'extension/dist/code.cjs',
  'extension/dist/panel.js',
  'extension/dist/timesheet.js',
  'extension/dist/overview.js',
  'extension/dist/create.js',
  'extension/dist/sampledesk.cjs',
  'extension/dist/ThirdPartyNotices.txt',
].map(path => ({ path, size: 1000 }));

describe('what may be packaged', () => {
  it('is a list of known files', () => {
    assert.deepEqual(problemsOfPackage(fit, 500_000), []);
    for (const path of [
      'extension/src/extension.ts',
      'extension/dist/panel.js.map',
      'extension/.env',
      'extension/docs/a.png',
    ]) {
      const [problem, ...more] = problemsOfPackage([...fit, { path, size: 1 }], 500_000);
      assert.ok(problem?.startsWith(path));
      assert.deepEqual(more, []);
    }
  });

  it('has a size each, and one in all', () => {
    const bigger = (name: string, size: number) =>
      problemsOfPackage(
        fit.map(file => (file.path === `extension/dist/${name}` ? { ...file, size } : file)),
        1_000_000,
      );
    for (const [name, budget] of Object.entries({
      'extension-workerEngine.cjs': 20_000,
      'engine.cjs': 700_000,
      'panel.js': 160_000,
    })) {
      assert.deepEqual(bigger(name, budget), []);
      assert.deepEqual(bigger(name, budget + 1), [
        `extension/dist/${name} has ${budget + 1} bytes; ${budget} are allowed`,
      ]);
    }
    assert.equal(problemsOfPackage(fit, 1_000_001).length, 1);
    // What is loaded at the start has one for all of it; the other file has 1,000 bytes here.
    for (const name of ['extension.cjs', 'extension-start.cjs']) {
      assert.deepEqual(bigger(name, 14_000), []);
      assert.deepEqual(bigger(name, 14_001), ['what is loaded at the start has 15001 bytes; 15000 are allowed']);
    }
  });

  it('is explained, each bundle', () => {
    const text = readFileSync('ARCHITECTURE.md', 'utf8');
    for (const { path } of fit) {
      const name = /\/dist\/(.*)$/.exec(path)?.[1];
      if (name && !/chunk\d/.test(name)) assert.match(text, new RegExp(`[\`/]${name.replace('.', '\\.')}\``), name);
    }
  });

  it('lacks no bundle', () => {
    assert.deepEqual(
      problemsOfPackage(
        fit.filter(file => !file.path.endsWith('engine.cjs')),
        1,
      ),
      ['extension/dist/engine.cjs is missing'],
    );
  });
});

describe('the packaged README', () => {
  it('points at nothing that the package lacks', () => {
    assert.equal(
      packagedReadme(
        'A\n\n![Seen](media/a.png)\n\nSee [docs/b.md](docs/b.md#c) · [the site](https://a.example/) · [up](#a).\n',
      ),
      'A\n\nSee docs/b.md · [the site](https://a.example/) · [up](#a).\n',
    );
    assert.doesNotMatch(packagedReadme(readFileSync('README.md', 'utf8')), /\]\((?!https:|#)/);
  });
});

describe('the README of a release', () => {
  it('has its pictures and links where its files can be read, and how its checks ended', () => {
    const readme =
      '![Seen](media/a.png)\n\nSee [docs/b.md](docs/b.md#c) · [the site](https://a.example/) · [up](#a).\n';
    const at = (pages: string, pictures: string) =>
      `![Seen](${pictures}/media/a.png)\n\nSee [docs/b.md](${pages}/docs/b.md#c) · [the site](https://a.example/) · [up](#a).\n`;
    const [blob, raw] = ['https://git.example/d/blob/v1', 'https://git.example/d/raw/v1'];
    assert.equal(packagedReadme(readme, { base: blob }), at(blob, blob));
    assert.equal(packagedReadme(readme, { base: `${blob}/`, pictures: raw }), at(blob, raw));
    const checks = 'https://git.example/d/checks';
    const badge = `[![Checks](${checks}/badge.svg)](${checks})`;
    assert.equal(packagedReadme('# A\n\nB\n', { base: blob, checks }), `# A\n\n${badge}\n\nB\n`);
  });
});

describe('a zip file', () => {
  /** An entry of the table of contents, followed by some extra bytes that a reader has to skip. */
  const entry = (path: string, size: number) => {
    const fixed = Buffer.alloc(46);
    fixed.writeUInt32LE(0x02014b50, 0);
    fixed.writeUInt32LE(7, 16);
    fixed.writeUInt32LE(size / 2, 20);
    fixed.writeUInt32LE(size, 24);
    fixed.writeUInt16LE(Buffer.byteLength(path), 28);
    fixed.writeUInt16LE(3, 30);
    fixed.writeUInt16LE(2, 32);
    return Buffer.concat([fixed, Buffer.from(path), Buffer.from('xyzcc')]);
  };

  it('lists its files with their sizes, whatever comment follows', () => {
    const body = Buffer.from('content');
    const directory = Buffer.concat([entry('a.txt', 10), entry('dir/ü.txt', 20)]);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(2, 10);
    end.writeUInt32LE(body.length, 16);
    assert.deepEqual(listZip(Buffer.concat([body, directory, end, Buffer.from('a comment')])), [
      { path: 'a.txt', size: 10, crc: 7 },
      { path: 'dir/ü.txt', size: 20, crc: 7 },
    ]);
  });

  it('gets the same permissions for all', () => {
    const directory = Buffer.concat([entry('a.txt', 10), entry('dir/ü.txt', 20)]);
    directory.writeUInt32LE(0o100777 * 0x10000, 38);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(2, 10);
    const zip = Buffer.concat([directory, end]);
    evenPermissions(zip);
    const second = entry('a.txt', 10).length;
    for (const at of [0, second]) assert.equal(zip.readUInt32LE(at + 38) >>> 16, 0o100644);
  });

  it('is told from other files', () => {
    assert.throws(() => listZip(Buffer.from('not at all a zip file, only text')), /Not a zip file/);
    assert.throws(() => listZip(Buffer.alloc(3)), /Not a zip file/);
  });
});
