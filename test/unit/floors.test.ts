import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** Which rooms a room may import from, beside itself. */
const allowed: Record<string, readonly string[]> = {
  model: [],
  wire: ['model'],
  readydesk: ['wire', 'model'],
  teamsupport: ['wire', 'model'],
  thread: ['model'],
  code: ['thread', 'model'],
  engine: ['readydesk', 'teamsupport', 'wire', 'thread', 'model'],
  webview: ['model'],
  sampledesk: ['model'],
  editor: ['engine', 'code', 'webview', 'model'],
  '': ['editor', 'engine', 'code', 'webview', 'model'],
};
/** What the editor may take from these rooms: types and contracts, never the parts themselves. */
const contracts = new Set([
  'engine/engine.ts',
  'engine/methods.ts',
  'code/code.ts',
  'webview/messages.ts',
  'webview/createMessages.ts',
  'webview/timesheetMessages.ts',
  'webview/overviewMessages.ts',
]);

/** What other extensions are promised: types alone, for the rooms that speak to them. */
const promised = '../api/deskside.d.ts';

const files = globSync('src/**/*.ts').map(file => file.split(sep).join('/'));

describe('floors', () => {
  it('are all there', () => assert.ok(files.length > 30));

  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const room = file.split('/').length > 2 ? (file.split('/')[1] ?? '') : '';
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1] ?? '');

    it(`${file} imports only from below`, () => {
      for (const target of imports) {
        if (target === 'vscode') assert.ok(room === 'editor' || room === '', 'imports vscode');
        if (!target.startsWith('.')) continue;
        const path = relative('src', join(dirname(file), target))
          .split(sep)
          .join('/');
        if (path === promised && (room === 'editor' || room === '')) continue;
        const [other = ''] = path.split('/');
        assert.ok(other === room || allowed[room]?.includes(other), `imports ${path}`);
        if (room === 'editor' && other !== 'editor' && other !== 'model')
          assert.ok(contracts.has(path), `imports ${path}`);
      }
    });

    it(`${file} has at most 400 lines`, () => assert.ok(text.split('\n').length <= 400));
  }
});

describe('the documents', () => {
  const paths = globSync('{src,test,bench,scripts,docs,api}/**/*.*').map(file => `/${file.split(sep).join('/')}`);
  for (const document of ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/assumptions.md']) {
    it(`${document} names files and folders that are there`, () => {
      const named = [...readFileSync(document, 'utf8').matchAll(/`([\w./-]+(?:\.ts|\.mjs|[\w-]\/))`/g)].map(
        found => found[1] ?? '',
      );
      assert.ok(named.length > 5);
      for (const name of named) {
        const isThere = name.endsWith('/')
          ? paths.some(path => path.includes(`/${name}`)) || name === 'dist/'
          : paths.some(path => path.endsWith(`/${name}`));
        assert.ok(isThere, name);
      }
    });
  }

  it('ARCHITECTURE.md has the rooms and the rooms of the editor', () => {
    const text = readFileSync('ARCHITECTURE.md', 'utf8');
    for (const room of Object.keys(allowed).filter(Boolean)) assert.ok(text.includes(`\`src/${room}/\``), room);
    const rooms = new Set(files.flatMap(file => /^src\/editor\/(\w+)\//.exec(file)?.[1] ?? []));
    for (const room of rooms) assert.ok(text.includes(`\`${room}/\``), room);
  });
});
