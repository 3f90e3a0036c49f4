import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import type { TicketLink } from '../../src/model/codeLink.ts';
import { readLinkNotes } from '../../src/model/linkNote.ts';
import { newestFirst } from '../../src/model/search.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import { git as gitIn } from '../git.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';
import { withSetting } from './treeReader.ts';

const teamsupport = 'test-teamsupport';
const readydesk = 'test-readydesk';

const head = ['/** Prices of a cart. */', "import { rates } from './rates';", ''];
const linked = [
  'export function totalOf(lines: Line[]): number {',
  '  const sums = lines.map(line => line.price * line.count);',
  '  return sums.reduce((sum, each) => sum + Math.round(each * 100), 0) / 100;',
  '}',
];
const tail = ['', 'export function taxOf(total: number): number {', '  return total * rates.tax;', '}', ''];
const text = [...head, ...linked, ...tail].join('\n');

describe('links from lines to tickets', function () {
  this.timeout(120_000);
  let api: TestApi;
  let person: Person;
  let root: string;
  /** The commit that each test begins at. */
  let main: string;
  let ticket: TicketSummary;
  let plain: TicketSummary;
  const told: string[] = [];
  const { setStatusBarMessage } = vscode.window;

  const git = (...args: string[]) => gitIn(root, args);
  const write = async (path: string, words: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), words);
  };
  const commit = async (message: string) => {
    await git('add', '--all');
    await git('commit', '--quiet', '--message', message);
    return git('rev-parse', 'HEAD');
  };
  const show = async (path: string) =>
    vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.file(join(root, path))));
  const select = (editor: vscode.TextEditor, first: number, last: number) => {
    editor.selection = new vscode.Selection(first - 1, 0, last, 0);
  };
  const refOf = ({ id, number, subject }: TicketSummary, deskId = teamsupport) => ({
    ...{ deskId, ticketId: id, number, subject },
  });
  const command = (name: string, argument?: unknown) => person.run(`deskside.${name}`, argument);
  const linksOf = async (of: TicketSummary, deskId = teamsupport): Promise<readonly TicketLink[]> => {
    const answer = await api.engine.codeLinks(deskId, { ticketId: of.id });
    assert.ok(answer.ok);
    return answer.value;
  };
  const only = async () => {
    const [found, ...others] = await linksOf(ticket);
    assert.ok(found);
    assert.deepEqual(others, []);
    return found;
  };
  const notes = async (deskId = teamsupport) =>
    (await api.engine.outbox(deskId)).flatMap(entry =>
      entry.write.kind === 'addNote' ? [{ entry, ...entry.write }] : [],
    );
  /** Links the four lines of `cart/prices.ts`, on this machine alone. */
  const link = async (): Promise<TicketLink> => {
    const editor = await show('cart/prices.ts');
    // VS Code may have it as another test left it.
    await until('the file as it is', () => editor.document.getText() === text);
    select(editor, 4, 7);
    command('linkSelection', refOf(ticket));
    await person.choose('Link lines 4-7', 'On this machine only');
    await person.running;
    return only();
  };
  const open = async ({ link: { id } }: TicketLink) => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    told.length = 0;
    await command('openCodeLink', { deskId: teamsupport, ticketId: ticket.id, linkId: id });
  };
  /** What is shown in front, by its path and its selected lines. */
  const inFront = () => {
    const editor = vscode.window.activeTextEditor;
    const lines = editor && `${editor.selection.start.line + 1}-${editor.selection.end.line + 1}`;
    return editor && `${vscode.workspace.asRelativePath(editor.document.uri)} ${lines}`;
  };
  const lenses = async (document: vscode.TextDocument) => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      20,
    );
    return found.flatMap(({ command: does, range }) =>
      does?.title.startsWith('$(link)') ? [`${range.start.line + 1}: ${does.title}`] : [],
    );
  };

  before(async () => {
    api = await extensionUnderTest();
    root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    for (const { config, secret } of sampleDesks()) {
      const own = config.id === teamsupport ? { ...config, technicianName: 'Sam Rivera' } : config;
      await api.desks.add(own, secret);
    }
    await until('both desks', async () => (await api.desks.ready()).length === 2);
    for (const { config } of sampleDesks()) await until('tickets', async () => (await api.engine.sync(config.id)).ok);
    const terms = [{ kind: 'is', is: 'open', not: false } as const];
    const [first] = (await api.engine.list(teamsupport, { terms }, newestFirst, 1)).tickets;
    const [second] = (await api.engine.list(readydesk, { terms }, newestFirst, 1)).tickets;
    assert.ok(first && second);
    [ticket, plain] = [first, second];
    main = await git('rev-parse', 'HEAD');
  });
  beforeEach(async () => {
    person = new Person();
    told.length = 0;
    Object.assign(vscode.window, {
      setStatusBarMessage: (words: string, hide: number) => {
        told.push(words);
        return setStatusBarMessage(words, hide);
      },
    });
    await write('cart/prices.ts', text);
    await commit('Cart: prices');
  });
  afterEach(async () => {
    await person.leave();
    Object.assign(vscode.window, { setStatusBarMessage });
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const [of, deskId] of [
      [ticket, teamsupport],
      [plain, readydesk],
    ] as const)
      for (const { link: each } of await linksOf(of, deskId)) await api.engine.dropCodeLink(deskId, each.id);
    await git('checkout', '--quiet', '--force', 'main');
    await git('reset', '--quiet', '--hard', main);
    await git('clean', '--quiet', '-fd');
  });
  after(async () => {
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  it('are kept on this machine alone when the user wants that: nothing is sent', async () => {
    const requests: string[] = [];
    const stop = api.engine.onRequest((_desk, { method, address }) => requests.push(`${method} ${address}`));
    const found = await link();
    stop();
    assert.equal(found.origin, 'own');
    assert.equal(found.number, ticket.number);
    const { path, startLine, endLine, commit: at, snippet, by } = found.link;
    assert.deepEqual(
      { path, startLine, endLine, at, snippet, by },
      {
        path: 'cart/prices.ts',
        startLine: 4,
        endLine: 7,
        at: await git('rev-parse', 'HEAD'),
        snippet: linked.join('\n'),
        by: 'Sam Rivera',
      },
    );
    assert.deepEqual(await notes(), []);
    assert.deepEqual(
      requests.filter(each => !each.startsWith('GET')),
      [],
    );
    assert.deepEqual(told, [`$(link) cart/prices.ts, lines 4-7 linked to #${ticket.number}.`]);
  });

  it('ask which ticket, and stand in an internal note unless told otherwise; both are taken back by Undo', async () => {
    select(await show('cart/prices.ts'), 5, 5);
    person.press = 'Undo';
    await withSetting('sendDelay', 60, async () => {
      command('linkSelection');
      await person.search('Link Selection to Ticket', ticket.number);
      await person.choose('Link Selection to Ticket', `#${ticket.number} ${ticket.subject}`);
      const rows = await person.rows('Link line 5 to');
      assert.deepEqual(
        rows.map(each => each.label),
        ['Also as an internal note', 'On this machine only', 'Also as a public note'],
      );
      const kept = new Promise<string>(resolve => {
        const stop = api.engine.onChange(async change => {
          const entry = change.kind === 'outbox' ? change.entries.find(each => each.state === 'held') : undefined;
          if (entry?.write.kind !== 'addNote') return;
          stop();
          assert.equal(entry.write.note.visibility, 'internal');
          resolve(entry.write.note.text);
        });
      });
      await person.choose('Link line 5 to', 'Also as an internal note');
      await person.running;
      const note = await kept;
      const [inNote] = readLinkNotes(note);
      assert.equal(inNote?.path, 'cart/prices.ts');
      assert.equal(inNote.by, 'Sam Rivera');
      assert.match(note, /^Code: cart\/prices\.ts, line 5/);
      await until('that it is taken back', async () => (await linksOf(ticket)).length === 0);
      assert.deepEqual(await notes(), []);
    });
  });

  it('are removed with their note as long as that is here, which shows what is for people of it', async () => {
    select(await show('cart/prices.ts'), 4, 7);
    await withSetting('sendDelay', 60, async () => {
      command('linkSelection', refOf(ticket));
      await person.choose('Link lines 4-7', 'Also as an internal note');
      await person.running;
      const { link: own } = await only();
      const entry = await until('the note', () => api.writes.all.find(({ state }) => state === 'held'));
      const row = await api.outbox.getTreeItem({ kind: 'write', deskId: teamsupport, id: entry.id });
      assert.ok(row.tooltip instanceof vscode.MarkdownString);
      const words = `${row.description} ${row.tooltip.value}`;
      assert.match(words, /prices\.ts/);
      assert.doesNotMatch(words, /Deskside.code.link/);
      const ref = { deskId: teamsupport, ticketId: ticket.id, linkId: own.id };
      person.press = 'Undo';
      await command('removeCodeLink', ref);
      assert.match(person.heard.at(-1) ?? '', /is removed, and its note is not sent\.$/);
      await until('both again', async () => (await linksOf(ticket)).length === 1 && (await notes()).length === 1);
      const [note] = await notes();
      person.press = undefined;
      // What was written with the link can be discarded without it.
      assert.ok(note && (await api.engine.choose(teamsupport, note.entry.id, { kind: 'discard' })).ok);
      assert.equal((await linksOf(ticket)).length, 1);
    });
  });

  it('reach the ticket, from where everybody has them', async () => {
    await write('cart/noted.ts', text);
    select(await show('cart/noted.ts'), 4, 7);
    await withSetting('sendDelay', 0, async () => {
      command('linkSelection', refOf(ticket));
      await person.choose('Link lines 4-7', 'Also as an internal note');
      await person.running;
    });
    const own = await only();
    await until('the note', async () => (await notes()).length === 0);
    const found = await until('that the desk has it', async () => {
      await api.engine.details(teamsupport, ticket.id, { fresh: true });
      return (await linksOf(ticket)).find(({ origin }) => origin === 'note');
    });
    // Two times the same link is one.
    assert.deepEqual(found.link, own.link);
    await command('removeCodeLink', { deskId: teamsupport, ticketId: ticket.id, linkId: own.link.id });
    assert.match(person.heard.join(), /in a note of the ticket, for everybody/);
    assert.equal((await linksOf(ticket)).length, 1);
    const words = await api.engine.details(teamsupport, ticket.id);
    assert.ok(words.ok);
    assert.ok(words.value.details.history.some(({ visibility }) => visibility === 'internal'));
    // The other tests begin without it.
    const others = (await api.engine.list(teamsupport, { terms: [] }, newestFirst, 20)).tickets;
    const next = others.find(({ id }) => id !== ticket.id);
    assert.ok(next);
    ticket = next;
  });

  it('are offered for this machine first where a desk does not say who sees a note', async () => {
    select(await show('cart/prices.ts'), 4, 7);
    command('linkSelection', refOf(plain, readydesk));
    const rows = await person.rows('Link lines 4-7');
    assert.deepEqual(
      rows.map(each => each.label),
      ['On this machine only', 'Also as a note'],
    );
    await person.giveUp();
    await person.running;
    assert.deepEqual(await linksOf(plain, readydesk), []);
  });

  it('are refused with words where they could not be followed', async () => {
    const refused = async (words: RegExp) => {
      person.heard.length = 0;
      await command('linkSelection', refOf(ticket));
      assert.match(person.heard.join(), words);
    };
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await refused(/^Select lines of a file/);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: text }));
    await refused(/is not saved yet/);
    const view = vscode.Uri.parse('git:/cart/prices.ts').with({
      path: join(root, 'cart/prices.ts'),
      query: JSON.stringify({ path: join(root, 'cart/prices.ts'), ref: 'HEAD' }),
    });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(view));
    await refused(/no file but a view of one/);
    const outside = await mkdtemp(join(tmpdir(), 'deskside-outside-'));
    await writeFile(join(outside, 'other.ts'), text);
    const uri = vscode.Uri.file(join(outside, 'other.ts'));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await refused(/in no folder that is open here/);
    await rm(outside, { recursive: true, force: true });
    select(await show('cart/prices.ts'), 3, 3);
    await refused(/nothing on these lines/);
    await write('cart/large.ts', `${'x = 1;\n'.repeat(160_000)}`);
    select(await show('cart/large.ts'), 1, 2);
    await refused(/more than 1 MB/);
    await write('cart/a\\b.ts', text);
    select(await show('cart/a\\b.ts'), 4, 7);
    command('linkSelection', refOf(ticket));
    await person.choose('Link lines 4-7', 'On this machine only');
    await person.running;
    assert.match(person.heard.join(), /characters that a link cannot hold/);
    assert.deepEqual(await linksOf(ticket), []);
  });

  it('open the code where it is', async () => {
    await open(await link());
    assert.equal(inFront(), 'cart/prices.ts 4-7');
    assert.deepEqual(told, []);
  });

  it('open it where edits above moved it to, and say so', async () => {
    const found = await link();
    await write('cart/prices.ts', ['// One', '// Two', text].join('\n'));
    await open(found);
    assert.equal(inFront(), 'cart/prices.ts 6-9');
    assert.deepEqual(told, ['$(info) This code moved from lines 4-7 to lines 6-9 since it was linked.']);
  });

  it('open it after its file was renamed, and after that edited', async () => {
    const found = await link();
    await mkdir(join(root, 'shop'), { recursive: true });
    await git('mv', 'cart/prices.ts', 'shop/totals.ts');
    await commit('Shop: totals');
    await open(found);
    assert.equal(inFront(), 'shop/totals.ts 4-7');
    assert.deepEqual(told, ['$(info) This code moved here from cart/prices.ts, lines 4-7 since it was linked.']);
    await write('shop/totals.ts', ['// Moved', text].join('\n'));
    await commit('Shop: say so');
    await open(found);
    assert.equal(inFront(), 'shop/totals.ts 5-8');
  });

  it('open it after a rebase, where its commit is no more', async () => {
    await git('checkout', '--quiet', '-b', 'topic');
    await write('cart/discount.ts', text.replaceAll('totalOf', 'discountOf').replaceAll('sums', 'parts'));
    const before = await commit('Cart: discount');
    select(await show('cart/discount.ts'), 4, 7);
    command('linkSelection', refOf(ticket));
    await person.choose('Link lines 4-7', 'On this machine only');
    await person.running;
    const found = await only();
    assert.equal(found.link.commit, before);
    await git('checkout', '--quiet', 'main');
    await write('README.md', 'Other words\n');
    await commit('README');
    await git('checkout', '--quiet', 'topic');
    await git('rebase', '--quiet', 'main');
    await write(
      'cart/discount.ts',
      `// Rebased\n${text.replaceAll('totalOf', 'discountOf').replaceAll('sums', 'parts')}`,
    );
    await commit('Cart: rebased');
    await git('reflog', 'expire', '--expire=now', '--all');
    await git('gc', '--quiet', '--prune=now');
    await open(found);
    assert.equal(inFront(), 'cart/discount.ts 5-8');
    await git('checkout', '--quiet', 'main');
    await git('branch', '--quiet', '-D', 'topic');
  });

  it('open it as the editor has it, saved or not', async () => {
    const found = await link();
    const editor = await show('cart/prices.ts');
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '// One\n// Two\n// Three\n'));
    await command('openCodeLink', { deskId: teamsupport, ticketId: ticket.id, linkId: found.link.id });
    assert.equal(inFront(), 'cart/prices.ts 7-10');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('say that code was changed, and show what became of it', async () => {
    const found = await link();
    await write('cart/prices.ts', text.replace('line.price * line.count', 'line.price * line.count * line.factor'));
    await open(found);
    assert.equal(inFront(), 'cart/prices.ts 4-7');
    assert.deepEqual(told, ['$(info) This code was changed since it was linked.']);
  });

  it('say that code is gone, with a way to remove the link', async () => {
    const found = await link();
    await write('cart/prices.ts', [...head, ...tail].join('\n'));
    await commit('Cart: no totals');
    person.press = 'Remove Link';
    await open(found);
    assert.equal(inFront(), undefined);
    await until('that it is removed', async () => (await linksOf(ticket)).length === 0);
    assert.match(person.heard[0] ?? '', /^The code of cart\/prices\.ts, lines 4-7 is gone/);
  });

  it('say which repository it is of that is not open', async () => {
    const { link: own } = await link();
    const { commit: _commit, ...rest } = own;
    const foreign = { ...rest, id: 'ffff0001', repository: 'github.com/acme/other' };
    await api.engine.keepCodeLink(teamsupport, ticket.id, ticket.number, foreign);
    await command('openCodeLink', { deskId: teamsupport, ticketId: ticket.id, linkId: 'ffff0001' });
    assert.match(person.heard.join(), /is of github\.com\/acme\/other, which is not open here/);
    await api.engine.dropCodeLink(teamsupport, 'ffff0001');
  });

  it('are removed, and come back by Undo', async () => {
    const found = await link();
    const ref = { deskId: teamsupport, ticketId: ticket.id, linkId: found.link.id };
    await command('removeCodeLink', ref);
    assert.deepEqual(await linksOf(ticket), []);
    await command('openCodeLink', ref);
    assert.match(person.heard.join(), /This link is no more/);
    await api.engine.keepCodeLink(teamsupport, ticket.id, ticket.number, found.link);
    person.press = 'Undo';
    await command('removeCodeLink', ref);
    await until('that it is back', async () => (await linksOf(ticket)).length === 1);
  });

  it('are told by what is kept here alone: a command that brings its own opens nothing', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const path = '../../../../etc/passwd';
    const own = { id: '00ff', path, startLine: 1, endLine: 1 };
    for (const argument of [
      undefined,
      'x',
      { deskId: teamsupport, ticketId: ticket.id, link: own },
      { deskId: teamsupport, ticketId: ticket.id, linkId: '00ff', link: own, path },
      { deskId: teamsupport, ticketId: "' OR 1=1", linkId: '00ff' },
      { deskId: teamsupport, ticketId: ticket.id, linkId: '../x' },
    ]) {
      person.heard.length = 0;
      await command('openCodeLink', argument);
      assert.match(person.heard.join(), /This link is no more/);
    }
    assert.equal(inFront(), undefined);
  });

  it('stand above their lines where the setting says so, and go with what is typed', async () => {
    await link();
    const editor = await show('cart/prices.ts');
    const { document } = editor;
    assert.deepEqual(await lenses(document), []);
    await withSetting('mentions.codeLens', true, async () => {
      const first = await until('the mark', async () => (await lenses(document))[0]);
      assert.ok(first.startsWith(`4: $(link) #${ticket.number} `), first);
      await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '\n\n'));
      const second = (await lenses(document))[0] ?? '';
      assert.ok(second.startsWith('6: '), second);
      await document.save();
      const third = await until('the mark', async () => (await lenses(document))[0]);
      assert.ok(third.startsWith('6: '), third);
      const found = await only();
      await command('removeCodeLink', { deskId: teamsupport, ticketId: ticket.id, linkId: found.link.id });
      await until('that it is gone', async () => (await lenses(document)).length === 0);
    });
  });

  it('have web pages of hosts that only the settings know', async () => {
    await git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    await withSetting('git.hosts', { 'git.quillbay.example': 'gitlab' }, async () => {
      const { link: found } = await link();
      const at = await git('rev-parse', 'HEAD');
      assert.equal(found.permalink, `https://git.quillbay.example/software/quillbay/-/blob/${at}/cart/prices.ts#L4-7`);
      assert.equal(found.repository, 'git.quillbay.example/software/quillbay');
    });
    await git('update-ref', '-d', 'refs/remotes/origin/main');
  });
});
