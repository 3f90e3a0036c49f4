import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { Code } from '../../src/code/code.ts';
import { schemes } from '../../src/editor/ids.ts';
import { PanelCode } from '../../src/editor/panel/panelCode.ts';
import type { PanelHost } from '../../src/editor/panel/panelHost.ts';
import type { TestApi } from '../../src/extension.ts';
import type { TicketDetails, TicketSummary } from '../../src/model/ticket.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';

const run = promisify(execFile);
const deskId = 'test-teamsupport';
const folder = 'frames-here';
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `export const line${from + at} = ${from + at};\n`).join('');

describe('code that tickets name', function () {
  this.timeout(120_000);
  let api: TestApi;
  let person: Person;
  let root: string;
  let main: string;
  let ticket: TicketSummary;

  const git = async (date: string, ...args: string[]) => {
    const set = ['core.hooksPath=/dev/null', 'commit.gpgSign=false', 'user.email=s@quillbay.example', 'user.name=Sam'];
    const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    return (await run('git', [...set.flatMap(each => ['-c', each]), ...args], { cwd: root, env })).stdout.trim();
  };
  const commit = async (date: string, files: Record<string, string>) => {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, folder, file)), { recursive: true });
      await writeFile(join(root, folder, file), text);
    }
    await git(date, 'add', '--all');
    await git(date, 'commit', '--quiet', '--message', 'Frames');
  };
  const now = '2026-06-01T10:00:00Z';
  /** The frames of a text, once the files that it names are known. */
  const framesOf = (text: string) =>
    until(`the files of ${text}`, async () => {
      const [found] = await api.code.parts.code.frames([{ id: 'x', text }]);
      return found?.frames.every(({ targets, foreign }) => foreign || targets.length > 0) ? found.frames : undefined;
    });
  const open = async (text: string, ...since: string[]) => {
    const [frame] = await framesOf(text);
    assert.ok(frame);
    return await api.code.frames.open({ frame, since });
  };
  const front = () => {
    const editor = vscode.window.activeTextEditor;
    return editor && `${vscode.workspace.asRelativePath(editor.document.uri)}:${editor.selection.active.line + 1}`;
  };

  before(async () => {
    api = await extensionUnderTest();
    root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    main = await git(now, 'rev-parse', 'HEAD');
    for (const { config, secret } of sampleDesks().filter(each => each.config.id === deskId))
      await api.desks.add(config, secret);
    ticket = await until('a ticket', async () => (await api.engine.tickets(deskId, {}, 1)).tickets[0]);
    await commit('2026-03-01T10:00:00Z', {
      'steps.ts': numbered(1, 30),
      'a/twin.ts': numbered(1, 9),
      'b/twin.ts': numbered(1, 9),
      'named/old.ts': numbered(1, 20),
      'from/inner/wanderer.ts': numbered(1, 20),
    });
    await git('2026-03-01T10:00:00Z', 'tag', 'frames-1');
    await git('2026-04-01T10:00:00Z', 'mv', `${folder}/named/old.ts`, `${folder}/named/young.ts`);
    await mkdir(join(root, folder, 'to'));
    await git('2026-04-01T10:00:00Z', 'mv', `${folder}/from/inner`, `${folder}/to/inner`);
    await commit('2026-04-01T10:00:00Z', {
      'steps.ts': `${'// new\n'.repeat(7)}${numbered(1, 19)}${numbered(21, 30)}`,
    });
  });
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    await person.leave();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    await git(now, 'reset', '--quiet', '--hard', main);
    await git(now, 'tag', '--delete', 'frames-1');
    await rm(join(root, folder), { recursive: true, force: true });
    await api.desks.remove(deskId);
  });

  it('is opened where the line is now, by the time of the text', async () => {
    const moved = await open(`at x (${folder}/steps.ts:12:8)`, '2026-03-10T10:00:00Z');
    assert.equal(front(), `${folder}/steps.ts:19`);
    assert.equal(vscode.window.activeTextEditor?.selection.active.character, 7);
    assert.equal(moved?.words, 'Moved from line 12 to 19 since Mar 10.');
    const same = await open(`at x (${folder}/steps.ts:12:8)`, '2026-05-10T10:00:00Z');
    assert.equal(front(), `${folder}/steps.ts:12`);
    assert.equal(same?.words, undefined);
  });

  it('is followed from the version that the ticket names, and says when the line is no more', async () => {
    await open(`at x (${folder}/steps.ts:12)`, 'frames-1', '2026-05-10T10:00:00Z');
    assert.equal(front(), `${folder}/steps.ts:19`);
    // A version that is none here: the time tells.
    await open(`at x (${folder}/steps.ts:12)`, '9.9.9', '2026-05-10T10:00:00Z');
    assert.equal(front(), `${folder}/steps.ts:12`);
    const gone = await open(`at x (${folder}/steps.ts:20)`, '2026-03-10T10:00:00Z');
    assert.equal(gone?.state, 'gone');
    assert.equal(gone?.words, 'Line 20 is no more since Mar 10; the nearest is shown.');
    assert.match(front() ?? '', /steps\.ts:2[67]$/);
  });

  it('says which file it is in now when that was moved', async () => {
    const moved = await open(`at x (${folder}/from/inner/wanderer.ts:12:8)`, '2026-03-10T10:00:00Z');
    assert.equal(front(), `${folder}/to/inner/wanderer.ts:12`);
    assert.equal(moved?.words, `Moved to ${folder}/to/inner/wanderer.ts since Mar 10.`);
  });

  it('is opened as it is written where nothing tells more, also beyond the end of the file', async () => {
    await open(`at x (${folder}/steps.ts:12)`);
    assert.equal(front(), `${folder}/steps.ts:12`);
    await open(`at x (${folder}/a/twin.ts:900)`);
    assert.equal(front(), `${folder}/a/twin.ts:10`);
  });

  it('is asked for when several files may be meant, the likeliest first', async () => {
    const opening = open('at x (twin.ts:3)');
    person.running = opening.then(undefined, () => undefined);
    const rows = await person.rows('Open twin.ts:3');
    assert.deepEqual(rows.map(({ label, description }) => `${label} ${description}`).sort(), [
      `twin.ts ${folder}/a`,
      `twin.ts ${folder}/b`,
    ]);
    await person.choose('Open twin.ts:3', 'twin.ts');
    await opening;
    assert.equal(front(), `${folder}/${rows[0]?.description.slice(-1)}/twin.ts:3`);
  });

  it('of a library is said to be that', async () => {
    const [frame] = await framesOf('at x (/srv/node_modules/express/lib/router.js:12:3)');
    assert.ok(frame?.foreign);
    assert.equal(await api.code.frames.open({ frame, since: [] }), undefined);
    assert.match(person.heard.at(-1) ?? '', /router\.js is of a library, not of this workspace\./);
  });

  it('is linked in text attachments, and nothing but the place is in the link', async () => {
    const text = `version frames-1\nError: x\n    at x (${folder}/steps.ts:12:8)\n    at y (/srv/node_modules/a/b.js:1:2)\n`;
    await framesOf(text);
    const written = '2026-03-10T10:00:00Z';
    await api.code.parts.documents.show(schemes.attachment, `#1 trace ](command:x) ${Date.now()}.log`, text, {
      writtenAt: written,
    });
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, schemes.attachment);
    const links = await until('the links', async () => {
      const all: vscode.DocumentLink[] = await vscode.commands.executeCommand(
        'vscode.executeLinkProvider',
        document.uri,
      );
      return all.length > 0 ? all : undefined;
    });
    assert.deepEqual(
      links.map(({ range }) => document.getText(range)),
      [`${folder}/steps.ts:12:8`],
    );
    const [link] = links;
    assert.equal(link?.tooltip, `Open ${folder}/steps.ts:12`);
    const [argument] = JSON.parse(link?.target?.query ?? '');
    assert.match(JSON.stringify(argument), /^\{"document":\d+,"place":0\}$/);
    assert.equal(link?.target?.path, 'deskside.openFrame');
    await vscode.commands.executeCommand('deskside.openFrame', argument);
    assert.equal(front(), `${folder}/steps.ts:19`);
    for (const wrong of [
      undefined,
      7,
      {},
      { document: 'file:///etc/passwd', place: 0 },
      { ...argument, place: 99 },
      { document: 0, place: 0 },
    ])
      await vscode.commands.executeCommand('deskside.openFrame', wrong);
    assert.equal(front(), `${folder}/steps.ts:19`);
  });

  const entry = (id: string, body: string, at = '2026-03-10T10:00:00Z') => ({
    ...{ id, at, role: 'customer' as const, visibility: 'public' as const },
    body: { kind: 'text' as const, body },
  });
  const detailsWith = (...history: TicketDetails['history']): TicketDetails => ({
    ticket: { ...ticket, otherFields: [] },
    ...{ history, attachments: [], timeEntries: [], assets: [], schedules: [], totalMinutes: 0, missing: [] },
  });

  it('is in the panel: what texts name, links and where they are now, and mentions; it follows the files', async () => {
    await framesOf(`${folder}/steps.ts:12`);
    const trace = `Error: x\n    at x (${folder}/steps.ts:12:8)\n    at y (/srv/node_modules/a/b.js:1:2)\n    at z (${folder}/a/twin.ts:3)`;
    const file = join(root, folder, 'steps.ts');
    const document = await vscode.workspace.openTextDocument(file);
    const link = await api.code.parts.code.link({ file, text: document.getText(), startLine: 10, endLine: 12 });
    const kept = await api.engine.keepCodeLink(deskId, ticket.id, ticket.number, link);
    assert.ok(kept.ok);
    const ran: unknown[] = [];
    const asked: string[][] = [];
    const watched: Code = {
      ...api.code.parts.code,
      frames: (texts, signal) => {
        asked.push(texts.map(({ id }) => id));
        return api.code.parts.code.frames(texts, signal);
      },
    };
    const shownCode = { ...api.code, parts: { ...api.code.parts, code: watched } };
    const host = {
      ...{ engine: api.engine, log: api.code.parts.log, code: async () => shownCode },
      run: async (...args: unknown[]) => void ran.push(args),
    } as unknown as PanelHost;
    const panel = vscode.window.createWebviewPanel('deskside.test', 'Test', vscode.ViewColumn.One);
    const ref = { deskId, ticketId: ticket.id, number: ticket.number };
    let told = 0;
    const code = new PanelCode(host, ref, panel, () => told++);
    try {
      code.read(detailsWith(entry('1', trace), entry('2', `> quoted\n${trace}`), entry('3', 'See nowhere/lost.ts:3')));
      const shown = await until('all of it', () =>
        code.shown.links[0]?.state && code.shown.mentions && code.shown.traces.length > 0 ? code.shown : undefined,
      );
      assert.ok(told >= 3);
      assert.deepEqual(shown.traces, [{ text: 'entry:1', frames: [0, 2], foreign: 1 }]);
      assert.equal(shown.elsewhere, 1);
      assert.deepEqual(
        shown.texts.map(({ id, frames }) => [id, frames.map(each => each.file)]),
        [
          ['entry:1', [`${folder}/steps.ts`, undefined, `${folder}/a/twin.ts`]],
          ['entry:2', [`${folder}/steps.ts`, undefined, `${folder}/a/twin.ts`]],
          ['entry:3', [undefined]],
        ],
      );
      assert.equal(JSON.stringify(shown).includes(root), false, 'the page is told of no folder of this machine');
      assert.deepEqual(
        shown.links.map(({ id, state, own }) => [id, state, own]),
        [[link.id, 'same', true]],
      );
      assert.deepEqual(shown.mentions, { count: 0, partial: false });

      await code.calls.openFrame('entry:1', 0);
      assert.equal(front(), `${folder}/steps.ts:19`);
      assert.notEqual(vscode.window.activeTextEditor?.viewColumn, panel.viewColumn);
      assert.equal(code.shown.texts[0]?.frames[0]?.now, 'Moved from line 12 to 19 since Mar 10.');
      // Pages that ask for what they were not told of are not answered.
      await code.calls.openFrame('entry:9', 0);
      await code.calls.openFrame('entry:1', 77);
      assert.equal(front(), `${folder}/steps.ts:19`);

      // Another program makes the file that was missing, and an attachment of the ticket is opened.
      await mkdir(join(root, folder, 'nowhere'));
      await writeFile(join(root, folder, 'nowhere', 'lost.ts'), numbered(1, 9));
      await until('the file that was missing', () => code.shown.elsewhere === 0 && code.shown.traces.length === 2);
      await api.code.parts.documents.show(schemes.attachment, '#1 opened.log', `at q (${folder}/b/twin.ts:7)`, {
        of: { deskId, ticketId: ticket.id, id: 'file:1:9' },
      });
      await until('the frame of the attachment', () => code.shown.traces.some(({ text }) => text === 'file:1:9'));
      await code.calls.openFrame('file:1:9', 0);
      assert.equal(front(), `${folder}/b/twin.ts:7`);

      const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.Two);
      await editor.edit(edit => edit.insert(new vscode.Position(0, 0), `// TS-${ticket.number}\n\n`));
      await document.save();
      await until('the link moved and the mention', () => {
        const { links, mentions } = code.shown;
        return links[0]?.state === 'moved' && links[0].shownLine === 12 && mentions?.count === 1;
      });
      assert.equal(code.shown.texts[0]?.frames[0]?.now, undefined, 'what was said of lines that were changed since');
      assert.deepEqual(asked.at(-1), ['file:1:9'], 'texts are read again only where files came or went');
      await code.calls.openCodeLink(link.id);
      await code.calls.removeCodeLink(link.id);
      await code.calls.findReferences();
      await code.calls.openAllFrames();
      assert.deepEqual(ran, [
        ['deskside.openCodeLink', { ...ref, linkId: link.id }],
        ['deskside.removeCodeLink', { ...ref, linkId: link.id }],
        ['deskside.findTicketReferences', ref],
        ['deskside.openAllFrames', ref],
      ]);
    } finally {
      code.dispose();
      panel.dispose();
      await api.engine.dropCodeLink(deskId, link.id);
      await git(now, 'checkout', '--quiet', '--', '.');
    }
  });

  it('is listed as references, each line where it is now', async () => {
    const text = `Error: x\n    at x (${folder}/steps.ts:12:8)\n    at y (/srv/node_modules/a/b.js:1:2)\n    at z (${folder}/a/twin.ts:3)`;
    await framesOf(text);
    const put = await api.engine.put(deskId, {
      ...{ kind: 'addNote', ticketId: ticket.id },
      note: {
        text: `We run version frames-1, commit ${await git(now, 'rev-parse', 'frames-1')}.\n${text}`,
        visibility: 'internal',
      },
    });
    assert.ok(put.ok);
    await until('the note at the desk', async () => {
      const answer = await api.engine.details(deskId, ticket.id, { fresh: true });
      return answer.ok && answer.value.details.history.some(({ body }) => body.body.includes('steps.ts:12'));
    });
    await vscode.commands.executeCommand('deskside.openAllFrames', {
      ...{ deskId, ticketId: ticket.id, number: ticket.number },
    });
    // The list's own way to the next, from what is in front: whatever it shows can be walked.
    await vscode.window.showTextDocument(vscode.Uri.file(join(root, folder, 'steps.ts')));
    const seen = new Set<string>();
    await until('the frames of the list', async () => {
      await vscode.commands.executeCommand('references-view.next');
      const place = front();
      if (place) seen.add(place);
      return seen.has(`${folder}/steps.ts:19`) && seen.has(`${folder}/a/twin.ts:3`);
    });
    await vscode.commands.executeCommand('references-view.clear');
  });
});
