import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import { newestFirst } from '../../src/model/search.ts';
import type { TicketSummary } from '../../src/model/ticket.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';
import { withSetting } from './treeReader.ts';

const teamsupport = 'test-teamsupport';
const readydesk = 'test-readydesk';

// Files of a language that no extension of VS Code itself looks at: its answers would be waited for.
describe('mentions in the editor', () => {
  let api: TestApi;
  let person: Person;
  let folder: string;
  /** Tickets of TeamSupport, and one whose number both desks have. */
  let open: TicketSummary;
  let other: TicketSummary;
  let closed: TicketSummary;
  let shared: TicketSummary;
  const asked: string[] = [];
  let listening: () => void;

  const list = async (deskId: string, is: 'open' | 'closed') =>
    (await api.engine.list(deskId, { terms: [{ kind: 'is', is, not: false }] }, newestFirst, 500)).tickets;
  const write = async (name: string, text: string) => {
    const file = join(folder, name);
    await mkdir(folder, { recursive: true });
    await writeFile(file, text);
    return vscode.Uri.file(file);
  };
  const show = async (name: string, text: string) =>
    vscode.window.showTextDocument(await vscode.workspace.openTextDocument(await write(name, text)));
  const at = (document: vscode.TextDocument, words: string, behind = 1) =>
    document.positionAt(document.getText().indexOf(words) + behind);
  const hover = async (document: vscode.TextDocument, words: string) => {
    const found = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at(document, words),
    );
    return found.flatMap(({ contents }) => contents).filter(each => each instanceof vscode.MarkdownString);
  };
  const links = async (uri: vscode.Uri) => {
    const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', uri);
    return found.filter(({ target }) => target?.scheme === 'command');
  };
  const commandOf = (uri: vscode.Uri | undefined) => ({
    command: uri?.path,
    argument: JSON.parse(decodeURIComponent(uri?.query ?? 'null'))[0],
  });
  const suggestions = async (document: vscode.TextDocument, position: vscode.Position, trigger?: string) => {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
      ...(trigger === undefined ? [] : [trigger]),
    );
    return items.filter(({ kind }) => kind === vscode.CompletionItemKind.Reference);
  };
  const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === 'string' ? label : label.label);
  /** Requests that name something; desks are read behind all this. */
  const askedFor = (words: string) => asked.filter(each => each.includes(words));
  const hints = (uri: vscode.Uri) => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Deskside');

  before(async () => {
    api = await extensionUnderTest();
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
    await until('both desks', async () => (await api.desks.ready()).length === 2);
    for (const { config } of sampleDesks()) await until('tickets', async () => (await api.engine.sync(config.id)).ok);
    const others = new Set(
      [...(await list(readydesk, 'open')), ...(await list(readydesk, 'closed'))].map(t => t.number),
    );
    const all = await list(teamsupport, 'open');
    const both = all.find(({ number }) => others.has(number));
    const [done] = await list(teamsupport, 'closed');
    // A card cuts long subjects.
    const [first, second] = all.filter(({ number, subject }) => number.length > 2 && subject.length < 60);
    assert.ok(first && second && done && both);
    [open, other, closed, shared] = [first, second, done, both];
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    folder = join(workspace.uri.fsPath, 'mentions');
    listening = api.engine.onRequest((_deskId, entry) => asked.push(JSON.stringify(entry)));
  });
  beforeEach(() => {
    person = new Person();
    asked.length = 0;
  });
  afterEach(async () => {
    await person.leave();
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    listening();
    await rm(folder, { recursive: true, force: true });
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  it('shows a card of what is kept, with what can be done, and asks no desk', async () => {
    const { document } = await show(
      'card.java',
      `// See TS-${open.number} and UTF-8\nexport const x = 1; // #99999999\n`,
    );
    const [card, actions, ...rest] = await hover(document, `TS-${open.number}`);
    assert.ok(card && actions);
    assert.ok(rest.every(each => !each.isTrusted));
    const plain = card.value.replaceAll('\\', '').replaceAll('&nbsp;', ' ');
    assert.ok(plain.includes(`#${open.number} ${open.subject}`), plain);
    for (const part of [open.status, open.assignee?.name, open.customer?.name]) assert.ok(plain.includes(part ?? ''));
    assert.ok(!card.isTrusted);
    const run = [...actions.value.matchAll(/\(command:([\w.]+)\?([^)]+)\)/g)].map(([, command, query]) => [
      command,
      JSON.parse(decodeURIComponent(query ?? ''))[0],
    ]);
    const ref = { deskId: teamsupport, ticketId: open.id, number: open.number };
    assert.deepEqual(run, [
      ['deskside.openTicket', ref],
      ['deskside.startTimer', ref],
      ['deskside.logTime', ref],
      ['deskside.findTicketReferences', ref],
    ]);
    assert.deepEqual(await hover(document, 'UTF-8'), []);
    const [unknown] = await hover(document, '#99999999');
    assert.match(
      unknown?.value ?? '',
      /^Not among the tickets kept here · \[Look It Up\]\(command:deskside\.lookUpMention\?/,
    );
    assert.deepEqual(askedFor('9999999'), []);
  });

  it('shows the newest entry of a conversation that is kept', async () => {
    const details = await api.engine.details(teamsupport, other.id, { fresh: true });
    assert.ok(details.ok);
    const glance = await until('an entry', async () => {
      const glances = await api.engine.glances(teamsupport, [other.number]);
      return glances.ok ? glances.value[0]?.last : undefined;
    });
    const { document } = await show('entry.md', `Fixed with TS-${other.number}.\n`);
    const word = /[a-z]{5,}/i.exec(glance.text)?.[0] ?? '';
    const shown = await until('the entry in the card', async () => {
      const [, , entry] = await hover(document, 'TS-');
      return entry?.value.includes(word) && entry.value.includes(glance.author?.name.split(' ')[0] ?? '')
        ? entry
        : undefined;
    });
    assert.ok(!shown.isTrusted);
  });

  it('links what is known, and what names its desk; a click opens the ticket', async () => {
    const { document } = await show('links.java', `// #99999999, TS-${open.number}, TS-99999998\nconst a = "#fff";\n`);
    const found = await until('links', async () => {
      const all = await links(document.uri);
      return all.length > 0 ? all : undefined;
    });
    assert.deepEqual(
      found.map(({ range, target }) => [document.getText(range), commandOf(target)]),
      [
        [
          `TS-${open.number}`,
          {
            command: 'deskside.openTicket',
            argument: { deskId: teamsupport, ticketId: open.id, number: open.number },
          },
        ],
        ['TS-99999998', { command: 'deskside.lookUpMention', argument: { number: '99999998', deskId: teamsupport } }],
      ],
    );
    assert.deepEqual(askedFor('9999999'), []);
    const { command, argument } = commandOf(found[0]?.target);
    await vscode.commands.executeCommand(command ?? '', argument);
    await until('its panel', () => api.panels.active?.ticketId === open.id);
  });

  it('asks the desks on a click alone, says who has none, and lets choose among several', async () => {
    await vscode.commands.executeCommand('deskside.lookUpMention', { number: '99999998', deskId: teamsupport });
    assert.deepEqual(person.heard, ['Acme TeamSupport has no ticket #99999998.']);
    assert.ok(askedFor('99999998').length > 0);
    await vscode.commands.executeCommand('deskside.lookUpMention', { number: '99999998' });
    assert.equal(person.heard.at(-1), 'No desk has ticket #99999998.');
    asked.length = 0;
    for (const argument of [{ number: '1 OR 1=1' }, { number: 7 }, { number: '7', deskId: '../x' }, 'x', undefined])
      await vscode.commands.executeCommand('deskside.lookUpMention', argument);
    assert.deepEqual(askedFor('OR'), []);
    assert.equal(person.heard.length, 2);
    const running = person.run('deskside.lookUpMention', { number: shared.number });
    const rows = await person.rows(`Open Ticket #${shared.number}`);
    assert.equal(rows.length, 2);
    await person.choose(`Open Ticket #${shared.number}`, new RegExp(`^#${shared.number} `));
    await running;
    await until('its panel', () => api.panels.active?.number === shared.number);
  });

  it('shows the status behind a mention, once a line, but not where somebody types', async () => {
    const text = `// TS-${open.number} and TS-${open.number} again\n// TS-99999998\n// then TS-${other.number}\n`;
    const editor = await show('status.java', text);
    const drawn = () => api.code.mentions.status.drawnIn(editor).split('\n').filter(Boolean);
    const first = `0:${`// TS-${open.number}`.length}${open.status}`;
    const third = `2:${`// then TS-${other.number}`.length}${other.status}`;
    await until('statuses', () => drawn().length === 2);
    assert.deepEqual(drawn(), [first, third]);
    editor.selection = new vscode.Selection(2, text.split('\n')[2]?.length ?? 0, 2, text.split('\n')[2]?.length ?? 0);
    await vscode.commands.executeCommand('type', { text: ' x' });
    await until('none where it is typed', () => drawn().length === 1);
    assert.deepEqual(drawn(), [first]);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await until('both again', () => drawn().length === 2);
    assert.deepEqual(drawn(), [first, third]);
    await withSetting('mentions.status', false, async () => {
      await until('none', () => drawn().length === 0);
    });
    await until('them', () => drawn().length === 2);
  });

  it('suggests tickets in comments, which are mentions then, and not where there is code', async () => {
    const word = /[A-Za-z]{5,}/.exec(open.subject)?.[0] ?? '';
    const text = `// see #${word.slice(0, 4)}\nconst c = #;\nconst s = "#";\n// TS-${open.number.slice(0, 2)}\n// # \n`;
    const { document } = await show('suggest.java', text);
    const end = (line: number) => document.lineAt(line).range.end;
    const items = await suggestions(document, end(0), '#');
    const mine = items.find(each => each.insertText === `#${open.number}`);
    assert.ok(mine, `${word}: ${items.map(labelOf).join(', ')}`);
    assert.ok(labelOf(mine).startsWith(`#${open.number} ${open.subject.slice(0, 30)}`), labelOf(mine));
    assert.deepEqual(await suggestions(document, new vscode.Position(1, 11), '#'), []);
    assert.deepEqual(await suggestions(document, new vscode.Position(2, 12), '#'), []);
    const prefixed = await suggestions(document, end(3));
    assert.ok(prefixed.length > 0);
    assert.ok(prefixed.every(each => String(each.insertText).startsWith('TS-')));
    assert.ok(prefixed.some(each => each.insertText === `TS-${open.number}`));
    assert.ok((await suggestions(document, new vscode.Position(4, 4), '#')).length > 0);
    // What is put in is a mention, each of them.
    for (const item of items) {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, item.range as vscode.Range, String(item.insertText));
      await vscode.workspace.applyEdit(edit);
      const [mention] = api.code.parts.mentions.in(document);
      assert.equal(`#${mention?.number}`, item.insertText, document.getText());
      await vscode.commands.executeCommand('undo');
      await until('the text before', () => document.getText() === text);
    }
    await withSetting('mentions.completion', false, async () => {
      assert.deepEqual(await suggestions(document, end(0), '#'), []);
    });
  });

  it('suggests nothing where a hash begins a comment or a heading', async () => {
    const python = (await show('hash.py', 'x = 1 #\n# see #\ny = "#"\n')).document;
    assert.deepEqual(await suggestions(python, new vscode.Position(0, 7), '#'), []);
    assert.ok((await suggestions(python, new vscode.Position(1, 7), '#')).length > 0);
    assert.deepEqual(await suggestions(python, new vscode.Position(2, 6), '#'), []);
    const markdown = (await show('heading.md', '#\n\nSee #\n\n```sh\n#\n```\n')).document;
    assert.deepEqual(await suggestions(markdown, new vscode.Position(0, 1), '#'), []);
    assert.ok((await suggestions(markdown, new vscode.Position(2, 5), '#')).length > 0);
    assert.deepEqual(await suggestions(markdown, new vscode.Position(5, 1), '#'), []);
  });

  it('marks a TODO whose ticket is closed, with a way to the ticket and none to make another', async () => {
    const text = `// TODO TS-${closed.number}: remove\n// FIXME(TS-${open.number}) later\n// TS-${closed.number} is why\n`;
    const { document } = await show('todo.java', text);
    const [hint, ...others] = await until('the hint', () =>
      hints(document.uri).length > 0 ? hints(document.uri) : undefined,
    );
    assert.equal(others.length, 0);
    assert.equal(hint?.severity, vscode.DiagnosticSeverity.Hint);
    assert.match(hint?.message ?? '', new RegExp(`^TODO: ticket #${closed.number} is closed`));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      hint?.range,
    );
    const titles = actions.map(({ title }) => title);
    assert.ok(titles.includes(`Open Ticket #${closed.number}`), titles.join(', '));
    assert.ok(!titles.some(title => title.startsWith('Create Ticket from Problem')), titles.join(', '));
    await withSetting('mentions.closedTodos', false, async () => {
      await until('no hint', () => hints(document.uri).length === 0);
    });
    await until('the hint again', () => hints(document.uri).length === 1);
  });

  it('finds all references at a mention and by the command, unsaved text included', async () => {
    await write('one.py', `# TS-${open.number} began here\n\nx = 1\n`);
    await write('two.md', `Nothing.\n\nBecause of TS-${open.number}.\n`);
    const editor = await show('three.java', `// for TS-${open.number}\n`);
    await editor.edit(edit => edit.insert(new vscode.Position(1, 0), `\n// and TS-${open.number}\n`));
    const places = (found: readonly vscode.Location[]) =>
      found
        .map(({ uri, range }) => `${uri.path.split('/').at(-1)}:${range.start.line}:${range.start.character}`)
        .sort();
    const expected = ['one.py:0:2', 'three.java:0:7', 'three.java:2:7', 'two.md:2:11'];
    const found = await until('all references', async () => {
      const all = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeReferenceProvider',
        editor.document.uri,
        new vscode.Position(0, 9),
      );
      const here = all.filter(({ uri }) => /\/(?:one\.py|two\.md|three\.java)$/.test(uri.path));
      return here.length >= expected.length ? here : undefined;
    });
    assert.deepEqual(places(found), expected);
    await vscode.commands.executeCommand('workbench.action.files.revert');

    // From the palette, with nothing in front: a ticket is asked for.
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const running = person.run('deskside.findTicketReferences');
    await person.search('Find All References to Ticket', open.subject);
    await person.choose('Find All References to Ticket', `#${open.number} ${open.subject}`);
    await running;
    const front = await until('the first place', () => vscode.window.activeTextEditor);
    assert.ok(front.document.getText(front.document.lineAt(front.selection.active).range).includes(open.number));
    const ref = { deskId: teamsupport, ticketId: 'x', number: '99999997' };
    await vscode.commands.executeCommand('deskside.findTicketReferences', ref);
    assert.equal(person.heard.at(-1), 'Nothing here mentions ticket #99999997.');
  });

  it('shows the tickets of functions above them, when the setting is on', async () => {
    const text = `one\n# TS-${open.number}\nfunction two\n  # TS-${other.number}\n  # TS-${other.number}\nend\n# TS-${closed.number}\n`;
    const { document } = await show('lens.txt', text);
    const symbols = vscode.languages.registerDocumentSymbolProvider('plaintext', {
      provideDocumentSymbols: () => {
        const range = new vscode.Range(2, 0, 5, 3);
        return [new vscode.DocumentSymbol('two', '', vscode.SymbolKind.Function, range, range)];
      },
    });
    const lenses = async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        9,
      );
      return all.filter(({ command }) => command?.command === 'deskside.openTicket');
    };
    try {
      assert.deepEqual(await lenses(), []);
      await withSetting('mentions.codeLens', true, async () => {
        const shown = await until('lenses', async () => {
          const all = await lenses();
          return all.length === 2 ? all : undefined;
        });
        assert.deepEqual(
          shown.map(({ range, command }) => [range.start.line, command?.arguments?.[0].number]),
          [
            [2, open.number],
            [2, other.number],
          ],
        );
        assert.ok(shown[0]?.command?.title.includes(open.status));
        // Lines of it that are linked to the same ticket say so themselves.
        const { code } = api.code.parts;
        const link = await code.link({ file: document.uri.fsPath, text, startLine: 3, endLine: 6 });
        assert.ok((await api.engine.keepCodeLink(teamsupport, open.id, open.number, link)).ok);
        await until('the link in place of the lens', async () => {
          const titles = (await lenses()).map(({ command }) => command?.title ?? '');
          const mine = titles.filter(title => title.includes(`#${open.number}`));
          return mine.length === 1 && mine[0]?.startsWith('$(link)');
        });
        await api.engine.dropCodeLink(teamsupport, link.id);
      });
    } finally {
      symbols.dispose();
    }
  });

  it('lets no text of a desk be anything but text', async () => {
    const subject =
      '[x](command:deskside.startTimer) <command:deskside.startTimer> $(zap) ![p](https://evil.example/p)';
    const created = await api.engine.createTicket(teamsupport, {
      subject,
      description: '# <command:deskside.startTimer>\n\n- [y](command:deskside.logTime?%5B%5D)',
    } as Parameters<typeof api.engine.createTicket>[1]);
    assert.ok(created.ok, JSON.stringify(created));
    const ticket = await until('the ticket', async () => {
      const { hits } = await api.engine.search(
        teamsupport,
        { terms: [{ kind: 'text', text: 'evil', phrase: false, not: false }] },
        5,
      );
      return hits[0]?.ticket;
    });
    await api.engine.details(teamsupport, ticket.id, { fresh: true });
    const { document } = await show('hostile.java', `// TS-${ticket.number}\n// TS-\n`);
    const shown = await until('its card', async () => {
      const all = await hover(document, 'TS-');
      return all.length === 2 ? all : undefined;
    });
    const [card, actions] = shown;
    assert.ok(card && actions && !card.isTrusted);
    assert.ok(!/(?<!\\)\]\(command:/.test(card.value), card.value);
    assert.ok(!/(?<!\\)<command:/.test(card.value) || !card.isTrusted, card.value);
    assert.ok(!actions.value.includes('evil'));
    const items = await suggestions(document, new vscode.Position(1, 6), '-');
    const item = items.find(each => each.insertText === `TS-${ticket.number}`);
    assert.ok(item && !labelOf(item).includes('$(zap)'));
  });
});
