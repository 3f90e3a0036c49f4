import assert from 'node:assert/strict';
import { namedTraces } from '../../src/editor/code/frames/namedTraces.ts';
import { gitPrograms } from '../../src/editor/code/gitPrograms.ts';
import { codeLinkOf } from '../../src/editor/code/links/codeLinkRef.ts';
import { gitHosts } from '../../src/editor/code/links/gitHosts.ts';
import { shiftLines } from '../../src/editor/code/links/shiftLines.ts';
import type { CodeLink } from '../../src/model/codeLink.ts';
import type { ResolvedFrame } from '../../src/model/frame.ts';
import { writeLinkNote } from '../../src/model/linkNote.ts';

describe('lines that edits move', () => {
  const lines = { first: 4, last: 7 };
  /** Start line, end line, end character, breaks, and where the lines are then. */
  const cases: readonly [string, [number, number, number, number], [number, number]][] = [
    ['a line above', [0, 0, 0, 1], [5, 8]],
    ['lines above deleted', [0, 2, 0, 0], [2, 5]],
    ['a word above', [2, 2, 5, 0], [4, 7]],
    ['a line put before the first', [4, 4, 0, 1], [5, 8]],
    ['a line broken in the first', [4, 4, 3, 1], [4, 8]],
    ['a line put within', [5, 5, 0, 1], [4, 8]],
    ['lines deleted within', [5, 7, 0, 0], [4, 5]],
    ['a line put behind the last', [8, 8, 0, 1], [4, 7]],
    ['lines below', [9, 12, 0, 0], [4, 7]],
    ['the line above joined with the first', [3, 4, 0, 0], [3, 6]],
    ['all replaced', [0, 20, 3, 1], [1, 1]],
    ['the last part replaced by more', [6, 9, 2, 5], [4, 11]],
    ['the first part deleted', [2, 5, 1, 0], [2, 4]],
  ];
  for (const [name, [startLine, endLine, endCharacter, breaks], [first, last]] of cases)
    it(`follow ${name}`, () =>
      assert.deepEqual(shiftLines(lines, { startLine, endLine, endCharacter, breaks }), { first, last }));
});

describe('the setting of git hosts', () => {
  it('tells programs by host', () =>
    assert.deepEqual(gitHosts({ ' Git.Acme.example': 'gitlab', 'code.acme.example': 'bitbucket' }), {
      'git.acme.example': 'gitlab',
      'code.acme.example': 'bitbucketServer',
    }));

  it('leaves out what is none', () => {
    for (const setting of [undefined, null, 'gitlab', 7, [], { 'a.example': 'svn' }, { 'a.example': 'constructor' }])
      assert.deepEqual(gitHosts(setting), {});
  });
});

describe('the setting of git itself', () => {
  it('is one path or several, of the user alone', () => {
    assert.deepEqual(gitPrograms({ globalValue: '/opt/git' }), ['/opt/git']);
    assert.deepEqual(gitPrograms({ globalValue: ['/opt/git', '', null, '/usr/bin/git'] }), [
      '/opt/git',
      '/usr/bin/git',
    ]);
    for (const none of [undefined, {}, { globalValue: null }, { globalValue: {} }])
      assert.deepEqual(gitPrograms(none), []);
    const ofWorkspace = { workspaceValue: '/evil', workspaceFolderValue: '/evil', defaultValue: '/evil' };
    assert.deepEqual(gitPrograms(ofWorkspace as object), []);
  });
});

describe('the argument of a command about a link', () => {
  it('names desk, ticket and link, and nothing else counts', () => {
    const ref = { deskId: 'a', ticketId: '1', linkId: '0f' };
    assert.deepEqual(codeLinkOf({ ...ref, path: '/etc/passwd' }), ref);
    for (const each of [
      undefined,
      null,
      'x',
      {},
      { ...ref, linkId: 7 },
      { ...ref, linkId: '../x' },
      { ...ref, deskId: {} },
    ])
      assert.equal(codeLinkOf(each), undefined);
  });
});

describe('a note with a code link', () => {
  const link: CodeLink = {
    ...{ id: '0f0f', path: 'src/a.ts', startLine: 4, endLine: 5, snippet: 'a();', at: '2026-11-20T12:00:00.000Z' },
    fingerprint: { lines: ['0a0a0a0a', '0b0b0b0b'], before: [], after: [], count: 2 },
  };
  const frame = (path: string, line: number): ResolvedFrame => ({
    ...{ start: 0, end: 1, path, line, language: 'other', trace: 0, foreign: false },
    targets: [{ file: `/w/${path}`, shown: path }],
  });
  const named = (text: string, ...frames: ResolvedFrame[]) =>
    namedTraces([{ id: 'entry:1', text, since: [] }], [{ id: 'entry:1', frames }]).traces.flatMap(trace =>
      trace.frames.map(each => `${each.frame.path}:${each.frame.line}`),
    );

  it('is that link and no trace; other places of the same text are', () => {
    const frames = [frame('src/a.ts', 4), frame('src/a.ts', 9), frame('lib/src/a.ts', 4), frame('src/b.ts', 4)];
    assert.deepEqual(named(writeLinkNote(link), ...frames), ['src/a.ts:9', 'src/b.ts:4']);
    assert.equal(named('src/a.ts, line 4', ...frames).length, 4);
  });
});
