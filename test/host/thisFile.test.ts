import assert from 'node:assert/strict';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { FileNode } from '../../src/editor/code/thisFile/fileNodes.ts';
import type { TestApi } from '../../src/extension.ts';
import { newestFirst } from '../../src/model/search.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import { git as gitIn } from '../git.ts';
import { extensionUnderTest, sampleDesks, until as untilSoon } from './extensionUnderTest.ts';

const deskId = 'test-teamsupport';
const code = [
  'export function totalOf(lines: readonly Line[]): number {',
  '  const sums = lines.map(line => line.price * line.count);',
  '  return sums.reduce((sum, each) => sum + Math.round(each * 100), 0) / 100;',
  '}',
];

/** What starts git, and threads with it, takes its time on a machine that has much to do. */
async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<Awaited<T>>> {
  for (let patience = 3; patience > 0; patience--) {
    const seen = await untilSoon(what, look).catch(() => undefined);
    if (seen !== undefined) return seen;
  }
  return untilSoon(what, look);
}

describe('the view This File', function () {
  this.timeout(300_000);
  let api: TestApi;
  let root: string;
  let first: TicketSummary;
  let second: TicketSummary;

  const view = () => api.code.thisFile;
  const git = (...args: string[]) => gitIn(root, args);
  const commit = async (message: string) => {
    await git('add', '--all');
    await git('commit', '--quiet', '--message', message);
  };
  const file = (path: string) => vscode.Uri.file(join(root, path));
  const write = async (path: string, lines: readonly string[]) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), lines.join('\n'));
  };
  const show = async (path: string) =>
    vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(path)), { preview: false });
  const words = (node: FileNode) => {
    const { label, description } = view().getTreeItem(node);
    return `${label} | ${description ?? ''}`;
  };
  /** The rows, those of places indented. */
  const rows = () =>
    view()
      .getChildren()
      .flatMap(node => [
        words(node),
        ...view()
          .getChildren(node)
          .map(place => `  ${words(place)}`),
      ]);
  const seen = (what: string, wanted: readonly string[]) =>
    until(`${what}: ${wanted.join(' / ')}`, () => JSON.stringify(rows()) === JSON.stringify(wanted)).catch(thrown => {
      assert.deepEqual(rows(), wanted);
      throw thrown;
    });
  const says = (text: string) =>
    until(`that it says ${text}; it says ${view().view.message}`, () => view().view.message === text);
  const titled = (text: string) =>
    until(`the title ${text}; it is ${view().view.description}`, () => view().view.description === text);
  const place = (at: number) => {
    const [node] = view().getChildren();
    const found = node && view().getChildren(node)[at];
    assert.ok(found?.kind === 'place');
    return found;
  };
  const click = async (node: FileNode) => {
    const { command } = view().getTreeItem(node);
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
  };
  /** Rows are drawn anew this often while something is done. */
  const drawn = async (work: () => Promise<unknown>) => {
    let times = 0;
    const listening = view().onDidChangeTreeData(() => times++);
    try {
      await work();
    } finally {
      listening.dispose();
    }
    return times;
  };
  const closeAll = () => vscode.commands.executeCommand('workbench.action.closeAllEditors');
  /** Links the four lines of `code` in a file to the first ticket. */
  const link = async (path: string, from: number) => {
    const { fsPath: name } = file(path);
    const text = await readFile(name, 'utf8');
    const { document } = await show(path);
    // VS Code may have had the file as another test left it.
    await until('what is on the disk', () => document.getText() === text);
    const made = await api.code.parts.code.link({ file: name, text, startLine: from, endLine: from + 3 });
    assert.ok((await api.engine.keepCodeLink(deskId, first.id, first.number, made)).ok);
    return made;
  };
  const unlink = async () => {
    const answer = await api.engine.codeLinks(deskId, { ticketId: first.id });
    assert.ok(answer.ok);
    for (const { link: each, origin } of answer.value)
      if (origin === 'own') assert.ok((await api.engine.dropCodeLink(deskId, each.id)).ok);
  };
  const connect = async () => {
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
    await until('both desks', async () => (await api.desks.ready()).length === 2);
  };

  before(async () => {
    api = await extensionUnderTest();
    root = join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', 'shop');
    await connect();
    for (const { config } of sampleDesks()) await until('tickets', async () => (await api.engine.sync(config.id)).ok);
    // Numbers that one desk alone has: else a bare one means two tickets.
    const all = async (id: string) => (await api.engine.list(id, { terms: [] }, newestFirst, 500)).tickets;
    const others = new Set((await all('test-readydesk')).map(({ number }) => number));
    const [a, b] = (await all(deskId)).filter(({ number }) => !others.has(number));
    assert.ok(a && b);
    [first, second] = [a, b];
    await vscode.commands.executeCommand('deskside.thisFile.focus');
    await until('the view', () => view().view.visible);
  });
  beforeEach(async () => {
    await mkdir(root, { recursive: true });
    await git('init', '--quiet', '--initial-branch=main');
  });
  afterEach(async () => {
    await closeAll();
    await unlink();
    await rm(root, { recursive: true, force: true });
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.view.explorer');
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  it('has the tickets of the file in front with their lines, and a click goes there', async () => {
    await write('src/cart.ts', [
      `// Rounding, see #${second.number}.`,
      'export const rate = 0.19; // UTF-8, #fff',
      `// TODO TS-${first.number}: cents; again #${second.number}`,
      '// #999999 is no ticket, TS-999998 may be one',
    ]);
    await show('src/cart.ts');
    await seen('its tickets', [
      `#${second.number} ${second.subject} | 2 mentions`,
      `  Line 1 | // Rounding, see #${second.number}.`,
      `  Line 3 | // TODO TS-${first.number}: cents; again #${second.number}`,
      `#${first.number} ${first.subject} | 1 mention`,
      `  Line 3 | // TODO TS-${first.number}: cents; again #${second.number}`,
      '#999998 | 1 mention · not kept here',
      '  Line 4 | // #999999 is no ticket, TS-999998 may be one',
    ]);
    await titled('cart.ts · 3 tickets');
    assert.equal(view().view.message, '');
    await click(place(1));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.getText(editor.selection), `#${second.number}`);
    assert.equal(editor?.selection.start.line, 2);
    const [ticket] = view().getChildren();
    assert.ok(ticket?.kind === 'ticket');
    await vscode.commands.executeCommand('deskside.copyTicketNumber', ticket);
    assert.equal(await vscode.env.clipboard.readText(), `#${second.number}`);
    const card = view().resolveTreeItem(view().getTreeItem(ticket), ticket).tooltip;
    assert.ok(card instanceof vscode.MarkdownString && !card.isTrusted && !card.supportHtml);
  });

  it('follows the editor, draws once, and stays while a ticket is read beside the file', async () => {
    await write('a.md', [`About #${first.number}.`]);
    await write('b.md', [`About #${second.number}.`]);
    await write('c.md', ['About nothing.']);
    const a = [`#${first.number} ${first.subject} | 1 mention`, `  Line 1 | About #${first.number}.`];
    const b = [`#${second.number} ${second.subject} | 1 mention`, `  Line 1 | About #${second.number}.`];
    await show('a.md');
    await seen('those of a', a);
    const times = await drawn(async () => {
      await show('b.md');
      await seen('those of b', b);
      await titled('b.md · 1 ticket');
    });
    assert.equal(times, 1);
    const again = await drawn(async () => {
      await api.panels.open({ deskId, ticketId: first.id, number: first.number });
      await until('the panel', () => api.panels.active);
      await vscode.commands.executeCommand('workbench.action.terminal.new');
      await vscode.commands.executeCommand('workbench.action.closePanel');
    });
    assert.equal(again, 0);
    assert.deepEqual(rows(), b);
    await show('c.md');
    await says('No ticket is mentioned in c.md, and none is linked to its code.');
    assert.deepEqual(rows(), []);
    await titled('c.md');
    await closeAll();
    await says('Open a file to see the tickets that it mentions and that its code is linked to.');
    await titled('');
  });

  it('does not blink while somebody types, and lists at most 100 places of a ticket', async () => {
    await write('a.ts', ['', `// #${first.number}`]);
    const editor = await show('a.ts');
    const ticket = `#${first.number} ${first.subject}`;
    await seen('its ticket', [`${ticket} | 1 mention`, `  Line 2 | // #${first.number}`]);
    const times = await drawn(async () => {
      for (const letter of `// TS-${second.number}\n`)
        await editor.edit(edit => edit.insert(editor.selection.active, letter), {
          ...{ undoStopBefore: false, undoStopAfter: false },
        });
      await seen('both', [
        `#${second.number} ${second.subject} | 1 mention`,
        `  Line 1 | // TS-${second.number}`,
        `${ticket} | 1 mention`,
        `  Line 3 | // #${first.number}`,
      ]);
    });
    // A machine that stalls between two letters may draw between them, too.
    assert.ok(times <= 3, `drawn ${times} times`);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), `// TS-${first.number}\n`.repeat(150)));
    await until('many', () => rows().at(0) === `${ticket} | 151 mentions`);
    assert.equal(rows()[101], '  51 more | ');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('takes a comparison, an older state and a copy of a file for that file', async () => {
    await write('cart.ts', [`// #${second.number}`]);
    await commit('One');
    await write('cart.ts', [`// #${first.number}`]);
    const wanted = [`#${first.number} ${first.subject} | 1 mention`, `  Line 1 | // #${first.number}`];
    const older = file('cart.ts').with({
      ...{ scheme: 'git', query: JSON.stringify({ path: file('cart.ts').fsPath, ref: 'HEAD' }) },
    });
    const reset = async () => {
      await closeAll();
      await seen('nothing', []);
    };
    await vscode.commands.executeCommand('vscode.diff', older, file('cart.ts'), 'cart.ts, before and now');
    await seen('the comparison', wanted);
    await titled('cart.ts · 1 ticket');
    await reset();
    await vscode.commands.executeCommand('vscode.open', older);
    await seen('the older state', wanted);
    await reset();
    const copies = vscode.workspace.registerTextDocumentContentProvider('copy-of-tests', {
      provideTextDocumentContent: () => `// #${second.number}`,
    });
    await vscode.window.showTextDocument(file('cart.ts').with({ scheme: 'copy-of-tests' }));
    await seen('the copy', wanted);
    await reset();
    // What is no file is itself.
    await vscode.window.showTextDocument(vscode.Uri.parse('copy-of-tests:/elsewhere/notes.ts'));
    await seen('the other text', [
      `#${second.number} ${second.subject} | 1 mention`,
      `  Line 1 | // #${second.number}`,
    ]);
    copies.dispose();
    await reset();
    const untitled = await vscode.workspace.openTextDocument({ content: `TS-${first.number}`, language: 'plaintext' });
    await vscode.window.showTextDocument(untitled);
    await seen('a file that has no name yet', [
      `#${first.number} ${first.subject} | 1 mention`,
      `  Line 1 | TS-${first.number}`,
    ]);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('looks into all cells of a notebook', async () => {
    const cell = (kind: string, source: string) => ({
      ...{ cell_type: kind, metadata: {}, source: [source] },
      ...(kind === 'code' ? { execution_count: null, outputs: [] } : {}),
    });
    const cells = [cell('markdown', 'Nothing'), cell('code', `x = 1\n# see TS-${first.number}`)];
    await write('sums.ipynb', [JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 })]);
    const notebook = await vscode.workspace.openNotebookDocument(file('sums.ipynb'));
    await vscode.window.showNotebookDocument(notebook);
    await until('its ticket', () => rows().length === 2);
    assert.equal(rows()[0], `#${first.number} ${first.subject} | 1 mention`);
    assert.match(rows()[1] ?? '', /^ {2}Cell 2, line 2 \| # see TS-/);
    await titled('sums.ipynb · 1 ticket');
  });

  it('has linked code where it is now: after edits, under its new name, and when it is gone', async () => {
    const ticket = `#${first.number} ${first.subject} | 1 link`;
    const shown = code[0];
    await write('src/cart.ts', ['// Prices', ...code, '// End']);
    await commit('One');
    await link('src/cart.ts', 2);
    await seen('the link', [ticket, `  Lines 2-5 | linked on this machine · ${shown}`]);
    const editor = await show('src/cart.ts');
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '// One\n// Two\n'));
    await seen('what was typed above', [ticket, `  Lines 4-7 | linked on this machine · ${shown}`]);
    await editor.document.save();
    await seen('what was saved', [ticket, `  Lines 4-7 | was lines 2-5 · linked on this machine · ${shown}`]);
    await editor.edit(edit => edit.replace(new vscode.Range(0, 0, 0, 0), '// Zero\n'));
    await editor.document.save();
    await commit('Two');
    await closeAll();
    await mkdir(join(root, 'lib'));
    await rename(join(root, 'src/cart.ts'), join(root, 'lib/prices.ts'));
    await commit('Three');
    await show('lib/prices.ts');
    await seen('the renamed file', [ticket, `  Lines 5-8 | was lines 2-5 · linked on this machine · ${shown}`]);
    await click(place(0));
    await until('the code', () => vscode.window.activeTextEditor?.selection.start.line === 4);
    await write('lib/prices.ts', ['// Nothing of it is left', 'export const none = 0;']);
    await commit('Four');
    await seen('that it is gone', [ticket, `  Gone | was lines 2-5 · linked on this machine · ${shown}`]);
  });

  it('leaves out what another repository has at the same path', async () => {
    await write('src/cart.ts', ['// Prices', ...code]);
    await git('remote', 'add', 'origin', 'https://git.quillbay.example/software/other.git');
    await commit('One');
    await link('src/cart.ts', 2);
    await seen('the link', [
      `#${first.number} ${first.subject} | 1 link`,
      `  Lines 2-5 | linked on this machine · ${code[0]}`,
    ]);
    await closeAll();
    await rm(join(root, '.git'), { recursive: true });
    await git('init', '--quiet', '--initial-branch=main');
    await git('remote', 'add', 'origin', 'https://git.quillbay.example/software/third.git');
    await write('src/cart.ts', ['// Something else', 'export const other = 1;']);
    await commit('Other');
    await show('src/cart.ts');
    await says('No ticket is mentioned in cart.ts, and none is linked to its code.');
    await seen('nothing', []);
  });

  it('says why it is empty when no desk can be asked', async () => {
    await write('a.md', [`About #${first.number}.`]);
    await show('a.md');
    await until('its ticket', () => rows().length === 2);
    for (const { config } of sampleDesks()) await api.desks.signOut(config.id);
    await says('Acme ReadyDesk is signed out on this machine.');
    assert.deepEqual(rows(), []);
    await connect();
    await until('its ticket', () => rows().length === 2);
  });
});
