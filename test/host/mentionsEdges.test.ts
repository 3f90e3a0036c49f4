import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { KnownTickets } from '../../src/editor/code/knownTickets.ts';
import type { Desks } from '../../src/editor/desks/desks.ts';
import type { Engine, EngineChange } from '../../src/engine/engine.ts';
import type { TestApi } from '../../src/extension.ts';
import type { Mention } from '../../src/model/mention.ts';
import { newestFirst } from '../../src/model/search.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { withSetting } from './treeReader.ts';

const teamsupport = 'test-teamsupport';
const readydesk = 'test-readydesk';

describe('mentions in the editor, at the edges', () => {
  let api: TestApi;
  let folder: string;
  let open: TicketSummary;
  /** Its number is one of both desks, and both tickets are closed. */
  let shared: string;

  const list = async (deskId: string, is: 'open' | 'closed') =>
    (await api.engine.list(deskId, { terms: [{ kind: 'is', is, not: false }] }, newestFirst, 500)).tickets;
  const show = async (name: string, text: string) => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, name), text);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(join(folder, name)));
    return vscode.window.showTextDocument(document, { preview: false });
  };
  const connect = async () => {
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
    await until('both desks', async () => (await api.desks.ready()).length === 2);
    for (const { config } of sampleDesks()) await until('tickets', async () => (await api.engine.sync(config.id)).ok);
  };
  const drawn = (editor: vscode.TextEditor) => api.code.mentions.status.drawnIn(editor);
  const links = async ({ uri }: vscode.TextDocument) => {
    const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri);
    return found.flatMap(({ target }) => (target?.scheme === 'command' ? target.path : []));
  };
  const hover = async ({ uri }: vscode.TextDocument, line: number, character: number) => {
    const at = new vscode.Position(line, character);
    const found = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at);
    return found.flatMap(({ contents }) => contents).map(each => (each as vscode.MarkdownString).value);
  };
  const hints = ({ uri }: vscode.TextDocument) =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Deskside');
  const suggestions = async ({ uri }: vscode.TextDocument, line: number, character: number) => {
    const at = new vscode.Position(line, character);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      ...(['vscode.executeCompletionItemProvider', uri, at, '#'] as const),
    );
    return items.filter(({ kind }) => kind === vscode.CompletionItemKind.Reference);
  };

  before(async () => {
    api = await extensionUnderTest();
    folder = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'edges');
    await connect();
    const closed = new Set((await list(readydesk, 'closed')).map(({ number }) => number));
    const both = (await list(teamsupport, 'closed')).find(({ number }) => closed.has(number));
    const [first] = await list(teamsupport, 'open');
    assert.ok(first && both);
    [open, shared] = [first, both.number];
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(async () => {
    await rm(folder, { recursive: true, force: true });
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  it('are others when a document becomes one of another language', async () => {
    const { document } = await show('words.txt', `int a = TS-${open.number};\n`);
    assert.equal(api.code.parts.mentions.in(document).length, 1);
    const now = await vscode.languages.setTextDocumentLanguage(document, 'java');
    assert.deepEqual(api.code.parts.mentions.in(now), []);
  });

  it('are not looked for in what programs write, nor in documents that are too long', async () => {
    const channel = vscode.window.createOutputChannel('Mentions of tests');
    channel.appendLine(`TODO TS-${open.number}`);
    channel.show(true);
    const output = await until('the output', () =>
      vscode.window.visibleTextEditors.find(({ document }) => document.getText().includes(`TS-${open.number}`)),
    );
    const line = `// TODO TS-${open.number} and what else there is to say\n`;
    const editor = await show('short.java', line);
    await until('the status in the file', () => drawn(editor));
    assert.equal(drawn(output), '');
    channel.dispose();
    await vscode.commands.executeCommand('workbench.action.closePanel');
    const long = await show('long.java', line.repeat(50_000));
    assert.equal(long.document.lineCount, 50_001);
    assert.deepEqual(api.code.parts.mentions.in(long.document), []);
    assert.equal(api.code.parts.mentions.in((await show('many.md', '#1234 '.repeat(9_000))).document).length, 5_000);
  });

  it('say of a number that two desks have all there is where there is room, and nothing where there is not', async () => {
    const editor = await show('both.java', `// TODO #${shared}\n`);
    const shown = (await hover(editor.document, 0, 9)).map(each => each.replaceAll('&nbsp;', ' '));
    const cards = shown.filter(each => each.startsWith('**'));
    assert.equal(cards.length, 2);
    for (const { config } of sampleDesks()) assert.equal(cards.filter(each => each.includes(config.name)).length, 1);
    assert.deepEqual(await links(editor.document), ['deskside.lookUpMention']);
    const one = await show('one.java', `// TODO TS-${shared}\n`);
    await until('the hint and the status of the one', () => hints(one.document).length === 1 && drawn(one));
    await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.Beside);
    const other = await until('both files', () => {
      const all = vscode.window.visibleTextEditors;
      return all.length > 1 ? all.find(({ document }) => document === editor.document) : undefined;
    });
    // Another change that is drawn tells that this one was looked at.
    await other.edit(edit => edit.insert(new vscode.Position(1, 0), `// TODO TS-${shared}\n`));
    await until('the hint below', () => hints(editor.document).length > 0);
    assert.deepEqual(
      hints(editor.document).map(({ range }) => range.start.line),
      [1],
    );
    await editor.document.save();
    await vscode.commands.executeCommand('deskside.thisFile.focus');
    const view = api.code.thisFile;
    const names = () => view.getChildren().map(row => String(view.getTreeItem(row).description));
    const wanted = ['Acme ReadyDesk · 1 mention', 'Acme TeamSupport · 2 mentions'];
    await until('the names of their desks', () => names().sort().join() === wanted.join());
    await vscode.commands.executeCommand('workbench.view.explorer');
  });

  it('stand once above a function that is linked to the same ticket from its comment on', async () => {
    const text = `one\n# TS-${open.number}\nfunction two\nend\n`;
    const { document } = await show('lens.txt', text);
    const symbols = vscode.languages.registerDocumentSymbolProvider('plaintext', {
      provideDocumentSymbols: () => {
        const range = new vscode.Range(2, 0, 3, 3);
        return [new vscode.DocumentSymbol('two', '', vscode.SymbolKind.Function, range, range)];
      },
    });
    const titles = async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        ...(['vscode.executeCodeLensProvider', document.uri, 9] as const),
      );
      return all.flatMap(({ command }) => (command?.command === 'deskside.openTicket' ? command.title : []));
    };
    const made = await api.code.parts.code.link({ file: document.uri.fsPath, text, startLine: 2, endLine: 4 });
    try {
      await withSetting('mentions.codeLens', true, async () => {
        await until('the lens', async () => (await titles()).length === 1);
        assert.ok((await api.engine.keepCodeLink(teamsupport, open.id, open.number, made)).ok);
        const shown = await until('the link', async () => {
          const all = await titles();
          return all.some(title => title.startsWith('$(link)')) ? all : undefined;
        });
        assert.equal(shown.length, 1, shown.join(' / '));
      });
    } finally {
      await api.engine.dropCodeLink(teamsupport, made.id);
      symbols.dispose();
    }
  });

  it('are found in what is open of files that are not on this machine', async () => {
    const remote = vscode.workspace.registerTextDocumentContentProvider('vscode-vfs', {
      provideTextDocumentContent: () => `About\n\nTS-${open.number}`,
    });
    const { uri } = await vscode.workspace.openTextDocument(vscode.Uri.parse('vscode-vfs://github/acme/shop/a.md'));
    const { locations } = await api.code.mentions.references.find({ deskId: teamsupport, number: open.number });
    assert.deepEqual(
      locations.filter(each => each.uri.toString() === uri.toString()).map(({ range }) => range.start.line),
      [2],
    );
    remote.dispose();
  });

  it('leave nothing behind when the last desk is disconnected, and are there again with the next', async () => {
    const text = `// TODO TS-${shared}\n// TS-${open.number}\n// see #\n`;
    const editor = await show('last.java', text);
    const { document } = editor;
    await until('all', () => hints(document).length === 1 && drawn(editor).split('\n').length === 2);
    await until('links', async () => (await links(document)).length === 2);
    assert.ok((await suggestions(document, 2, 8)).length > 0);
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
    await until('no hint and no status', () => hints(document).length === 0 && drawn(editor) === '');
    await until('no links', async () => (await links(document)).length === 0);
    assert.deepEqual(await hover(document, 1, 5), []);
    assert.deepEqual(await suggestions(document, 2, 8), []);
    await connect();
    await until('all again', () => hints(document).length === 1 && drawn(editor).split('\n').length === 2);
    assert.ok((await suggestions(document, 2, 8)).length > 0);
  });
});

describe('tickets that mentions may mean', () => {
  const ticket = (number: string) => ({ ticket: { id: `t${number}`, number } });
  const mention = (number: number): Mention => ({ start: 0, end: 0, how: 'hash', number: String(number) });
  let questions: string[][];
  let tell: (change: EngineChange) => void;
  let known: KnownTickets;
  /** Whether the engine answers, and up to which number tickets are kept. */
  let answers: boolean;
  let most: number;

  const ask = async (...numbers: number[]) => {
    const mentions = numbers.map(mention);
    const found = await known.of(mentions);
    return mentions.map(
      each =>
        found
          .get(each)
          ?.map(({ glance }) => glance.ticket.id)
          .join() ?? '',
    );
  };

  beforeEach(() => {
    questions = [];
    answers = true;
    most = 100_000;
    const engine = {
      onChange: (listener: typeof tell) => {
        tell = listener;
        return () => undefined;
      },
      glances: async (_deskId: string, numbers: string[]) => {
        questions.push(numbers);
        const value = numbers.filter(number => Number(number) <= most).map(ticket);
        return answers ? { ok: true, value } : { ok: false, failure: { reason: 'stopped' } };
      },
    };
    const desks = {
      ready: async () => [{ config: { id: 'desk' } }],
      onDidChange: () => ({ dispose: () => undefined }),
    };
    known = new KnownTickets(engine as unknown as Engine, desks as unknown as Desks);
  });
  afterEach(() => known.dispose());

  it('are asked for some hundreds at once, and only once', async () => {
    const numbers = Array.from({ length: 4_000 }, (_, at) => at + 1);
    const found = await ask(...numbers);
    assert.deepEqual([found[0], found[3_999]], ['t1', 't4000']);
    assert.equal(questions.length, 16);
    assert.ok(questions.every(each => each.length <= 250));
    await ask(...numbers);
    assert.equal(questions.length, 16);
  });

  it('are asked for anew where they changed, or where none was kept', async () => {
    most = 2;
    assert.deepEqual(await ask(1, 2, 3), ['t1', 't2', '']);
    most = 3;
    tell({ kind: 'tickets', deskId: 'desk', ticketIds: ['t2'] });
    assert.deepEqual(await ask(1, 2, 3), ['t1', 't2', 't3']);
    assert.deepEqual(questions.slice(1), [['2', '3']]);
    tell({ kind: 'ticket', deskId: 'other', ticketId: 't1' });
    await ask(1, 2, 3);
    assert.equal(questions.length, 2);
    tell({ kind: 'restarted', detail: '' });
    await ask(1, 2, 3);
    assert.deepEqual(questions[2], ['1', '2', '3']);
  });

  it('are asked for again after an engine that did not answer', async () => {
    answers = false;
    assert.deepEqual(await ask(1), ['']);
    answers = true;
    assert.deepEqual(await ask(1), ['t1']);
  });
});
