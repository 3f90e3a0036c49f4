import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { assistantTools } from '../../src/editor/ids.ts';
import type { TestApi } from '../../src/extension.ts';
import { newestFirst } from '../../src/model/search.ts';
import type { TicketDetails, TicketSummary } from '../../src/model/ticket.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';
import { TestModels, textOfResult } from './testModels.ts';
import { withSetting } from './treeReader.ts';

const [readydesk, teamsupport] = sampleDesks();
assert.ok(readydesk && teamsupport);
const deskId = teamsupport.config.id;
const desk = teamsupport.config.name;
const fence = /===== BEGIN HELP DESK DATA (\w+) =====\n(.*)\n===== END HELP DESK DATA \1 =====/s;

/** What a tool answers, asked as any extension or chat asks. The suite's VS Code agrees to what it asks the user. */
async function call(name: string, input: object): Promise<string> {
  return textOfResult(await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }));
}

/** The text of a desk in an answer. */
function dataIn(answer: string): string {
  const found = fence.exec(answer)?.[2];
  assert.ok(found !== undefined, answer);
  assert.equal(answer.replace(fence, '').includes('====='), false);
  return found;
}

describe('language models', function () {
  this.timeout(120_000);
  let api: TestApi;
  let person: Person;
  let tickets: readonly TicketSummary[];
  /** One with an internal note, a contact, and a reply that customers see. */
  let talked: TicketDetails;
  const token = new vscode.CancellationTokenSource().token;

  const detailsOf = async (ticketId: string, fresh = false): Promise<TicketDetails> => {
    const answer = await api.engine.details(deskId, ticketId, { fresh });
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value.details;
  };
  const refOf = ({ id, number, subject }: TicketSummary) => ({ deskId, ticketId: id, number, subject });
  const registered = () => vscode.lm.tools.map(({ name }) => name).filter(name => name.startsWith('deskside_'));
  const wordsOf = ({ body }: { readonly body: { readonly body: string } }) =>
    body.body.replace(/<[^>]*>|&\w+;/g, ' ').match(/\p{L}{4,}(?: \p{L}{2,}){2,4}/u)?.[0] ?? '';

  before(async () => {
    api = await extensionUnderTest();
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
    for (const { config } of sampleDesks())
      await until('the tickets', async () => (await api.desks.ready()) && (await api.engine.sync(config.id)).ok);
    await until('both desks', async () => (await api.desks.ready()).length === 2);
    ({ tickets } = await api.engine.list(deskId, { terms: [] }, newestFirst, 200));
    for (const ticket of tickets.slice(0, 60)) {
      const details = await detailsOf(ticket.id);
      const has = (visibility: string) => details.history.some(each => each.visibility === visibility && wordsOf(each));
      if (!ticket.contact || !has('internal') || !has('public')) continue;
      talked = details;
      break;
    }
    assert.ok(talked, 'no ticket has an internal note');
  });
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    await person.leave();
    await api.context.globalState.update('assistant.model', undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  describe('tools', () => {
    it('are there for chats, with what they do and take', () => {
      assert.deepEqual(new Set(registered()), new Set(Object.values(assistantTools)));
      for (const { name, description, inputSchema } of vscode.lm.tools.filter(each => registered().includes(each.name)))
        assert.ok(description.length > 40 && inputSchema, name);
    });

    it('are gone when they are switched off, and come back', async () => {
      await withSetting('assistant.enabled', false, async () => {
        // The editor lists what a manifest names, there or not.
        const gone = (name: string) =>
          call(name, { query: 'x', ticket: '1' }).then(
            () => false,
            thrown => /implementation/.test(String(thrown)),
          );
        for (const name of Object.values(assistantTools)) await until(`that ${name} is gone`, () => gone(name));
        await vscode.commands.executeCommand('deskside.summariseTicket', refOf(talked.ticket));
        assert.match(person.heard.join(), /switched off/);
      });
      const found = await until('that they are back', () =>
        call(assistantTools.search, { query: 'voucher' }).catch(() => undefined),
      );
      assert.match(found, /found/);
    });

    it('search all desks in the language of searches, and give no names of customers', async () => {
      const answer = await call(assistantTools.search, { query: 'is:open voucher', limit: 10 });
      const rows = dataIn(answer).split('\n');
      assert.ok(rows.length > 1 && rows.length <= 10);
      for (const row of rows) assert.match(row, /^#\d+ \(Acme (?:ReadyDesk|TeamSupport)\) Subject: /);
      const customers = tickets.flatMap(({ customer, contact }) => [customer?.name, contact?.name]).filter(Boolean);
      for (const name of customers) assert.ok(!answer.includes(name ?? ''), name);
      assert.match(await call(assistantTools.search, { query: 'zzzzqqqq' }), /^0 tickets found\.$/);
      assert.match(await call(assistantTools.search, { query: 'due:nonsense' }), /not understood/);
    });

    it('read a ticket with its conversation, without what the user did not allow', async () => {
      const { ticket, history } = talked;
      const closed = dataIn(await call(assistantTools.read, { ticket: `#${ticket.number}`, desk }));
      const secret = history.find(each => each.visibility === 'internal' && wordsOf(each));
      const said = history.find(each => each.visibility === 'public' && wordsOf(each));
      assert.ok(secret && said && ticket.contact);
      assert.ok(closed.includes(wordsOf(said)) || closed.includes('['), closed);
      assert.ok(!closed.includes(wordsOf(secret)) && !closed.includes(ticket.contact.name), closed);
      assert.match(closed, /internal entries are left out/);
      await withSetting('assistant.internalNotes', true, () =>
        withSetting('assistant.customerData', true, async () => {
          const open = dataIn(await call(assistantTools.read, { ticket: Number(ticket.number), desk }));
          for (const words of [wordsOf(secret), wordsOf(said), ticket.contact?.name ?? ''])
            assert.ok(open.includes(words), words);
        }),
      );
    });

    it('say what is wrong instead of guessing', async () => {
      const read = (input: object) => call(assistantTools.read, input);
      assert.match(await read({ ticket: '99999999', desk }), /^Not done: There is no ticket #99999999/);
      assert.match(await read({ ticket: talked.ticket.number, desk: 'Nowhere' }), /no such desk.*"Acme TeamSupport"/);
      assert.match(await read({ ticket: 'none' }), /^Not done: The input is not/);
    });

    it('find the tickets of a file, and of no file outside of the workspace', async () => {
      const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
      const file = join(folder, 'namesTicket.ts');
      await writeFile(file, `// one\n// Fixes TS-${talked.ticket.number}\n`);
      try {
        const answer = await call(assistantTools.file, { file: 'namesTicket.ts' });
        assert.match(dataIn(answer), new RegExp(`^#${talked.ticket.number} .*mentioned in lines: 2`, 'm'));
        const around = `${folder}/../${basename(folder)}/../../../../etc/passwd`;
        for (const outside of [
          '../../../../etc/passwd',
          '/etc/passwd',
          `${folder}/../../../../etc/passwd`,
          around,
          'nowhere.ts',
        ])
          assert.match(await call(assistantTools.file, { file: outside }), /^Not done: There is no such file/);
      } finally {
        await rm(file);
      }
    });

    it('show what they write before it is written, and do what was shown, once', async () => {
      const text = `Looked into it ${Date.now()}`;
      const input = { ticket: talked.ticket.number, desk, text };
      const notes = async () =>
        (await detailsOf(talked.ticket.id, true)).history.filter(({ body }) => body.body.includes(text));
      // Nobody was asked.
      const options = { input, toolInvocationToken: undefined };
      const refused = await api.assistant.invoke(assistantTools.note, options, token);
      assert.match(textOfResult(refused), /was not asked/);
      assert.equal((await notes()).length, 0);

      const { confirmationMessages: asked } = await api.assistant.prepare(assistantTools.note, input, token);
      assert.ok(asked && typeof asked.message !== 'string');
      assert.match(
        String(asked.title),
        new RegExp(`Add this note to ticket #${talked.ticket.number} of Acme TeamSupport\\?`),
      );
      assert.ok(asked.message.value.includes(text), asked.message.value);
      assert.match(asked.message.value, /only/);
      assert.ok(!asked.message.isTrusted);
      // So soon after it was shown VS Code cannot have asked anybody: it was told to agree by itself.
      assert.match(textOfResult(await api.assistant.invoke(assistantTools.note, options, token)), /did not agree/);
      assert.match(person.heard.at(-1) ?? '', /^Add this note to ticket/);
      assert.equal((await notes()).length, 0);
      await api.assistant.prepare(assistantTools.note, input, token);
      person.press = 'Add Note';
      assert.match(
        textOfResult(await api.assistant.invoke(assistantTools.note, options, token)),
        /internal note is on/,
      );
      assert.match(textOfResult(await api.assistant.invoke(assistantTools.note, options, token)), /was not asked/);
      const [note, ...others] = await until('the note', async () => ((await notes()).length > 0 ? notes() : undefined));
      assert.equal(others.length, 0);
      assert.equal(note?.visibility, 'internal');
    });

    it('say who gets a reply, with the names that the model did not have', async () => {
      const { ticket } = talked;
      const data = dataIn(await call(assistantTools.read, { ticket: ticket.number, desk }));
      const [placeholder] = /\[person \d+\]/.exec(data) ?? [];
      assert.ok(placeholder, data);
      const input = { ticket: ticket.number, desk, text: `Hello ${placeholder}`, visibility: 'public' };
      const { confirmationMessages: asked } = await api.assistant.prepare(assistantTools.note, input, token);
      assert.ok(asked && typeof asked.message !== 'string');
      assert.match(String(asked.title), /^Send this reply/);
      assert.doesNotMatch(asked.message.value, /\[person/);
      assert.match(asked.message.value, /the customer sees it/);
    });

    it('show all of a long text before it is written', async () => {
      const text = Array.from({ length: 60 }, (_, at) => `Line ${at} of what I found.`).join('\n');
      const input = { ticket: talked.ticket.number, desk, text };
      const { confirmationMessages: asked } = await api.assistant.prepare(assistantTools.note, input, token);
      assert.ok(asked && typeof asked.message !== 'string');
      assert.match(asked.message.value, /Line 0 of .*Line 59 of/s);
      const options = { input, toolInvocationToken: undefined };
      assert.match(textOfResult(await api.assistant.invoke(assistantTools.note, options, token)), /did not agree/);
      assert.match(person.heard.at(-1) ?? '', /^Add this note to ticket .* All of it is in the editor\.$/);
      const shown = vscode.window.activeTextEditor?.document.getText() ?? '';
      assert.ok(shown.includes(text) && shown.includes('only your team sees it'), shown);
    });

    it('know customers by one word each, whichever tool told it, and write none that is not of the ticket', async () => {
      const { ticket } = talked;
      const found = dataIn(await call(assistantTools.search, { query: `#${ticket.number}`, desk }));
      const [customer] = /\[(?:customer|person) \d+\](?=; Contact)/.exec(found) ?? [];
      assert.ok(customer && ticket.customer, found);
      const read = dataIn(await call(assistantTools.read, { ticket: ticket.number, desk }));
      assert.ok(read.includes(`Customer: ${customer}\n`), read);
      const theirs = dataIn(await call(assistantTools.search, { query: `customer:${customer}`, desk }));
      for (const row of theirs.split('\n')) assert.ok(row.includes(`Customer: ${customer};`), row);

      const other = tickets.find(each => each.customer && each.customer.name !== ticket.customer?.name);
      assert.ok(other);
      await call(assistantTools.read, { ticket: other.number, desk });
      for (const word of [customer, '[person 99999]']) {
        const input = { ticket: other.number, desk, text: `Hello ${word}`, visibility: 'public' };
        const { confirmationMessages } = await api.assistant.prepare(assistantTools.note, input, token);
        assert.equal(confirmationMessages, undefined);
        const options = { input, toolInvocationToken: undefined };
        assert.match(
          textOfResult(await api.assistant.invoke(assistantTools.note, options, token)),
          /stands for no name/,
        );
      }
    });

    it('log time', async () => {
      const notes = `Reproduced ${Date.now()}`;
      person.press = 'Log Time';
      const answer = await call(assistantTools.time, { ticket: talked.ticket.number, desk, time: '1h 10m', notes });
      assert.match(answer, /^70 minutes are logged/);
      const entry = await until('the time', async () =>
        (await detailsOf(talked.ticket.id, true)).timeEntries.find(each => each.notes?.includes(notes)),
      );
      assert.equal(entry.minutes, 70);
      const wrong = await call(assistantTools.time, { ticket: talked.ticket.number, desk, time: 'ages' });
      assert.match(wrong, /^Not done: "time" is written like/);
    });

    it('create a ticket, and say what is missing', async () => {
      assert.match(await call(assistantTools.create, { subject: 'x' }), /several desks.*"desk"/);
      const subject = `Made by a tool ${Date.now()} ${'x'.repeat(220)}`;
      const bad = await call(assistantTools.create, { desk, subject, fields: { type: 'Nonsense', colour: 'red' } });
      assert.match(bad, /^Not done:/);
      assert.match(dataIn(bad), /There is no field colour/);
      assert.match(dataIn(bad), /cannot be "Nonsense"\. It can be: /);
      const lists = await api.engine.pickLists(deskId);
      assert.ok(lists.ok);
      const [type] = lists.value.types;
      const status = lists.value.statuses.find(each => each.typeId === type?.id);
      const priority = lists.value.priorities[0];
      const fields = { type: type?.name ?? '', status: status?.name ?? '', priority: priority?.name ?? '' };
      // Whatever a model calls the text, it is shown, and in nothing that nobody sees.
      const hidden = String.fromCodePoint(0xe0061, 0xe0062);
      const strange = { desk, subject, fields: { ...fields, DESCRIPTION: `Said${hidden} elsewhere` } };
      const { confirmationMessages: asked } = await api.assistant.prepare(assistantTools.create, strange, token);
      assert.ok(asked && typeof asked.message !== 'string');
      assert.match(asked.message.value, /Said elsewhere/);
      person.press = 'Create Ticket';
      const made = await call(assistantTools.create, { desk, subject, description: 'One\nTwo', fields });
      const number = /^Ticket #(\d+) is created/.exec(made)?.[1];
      assert.ok(number, made);
      const found = await api.engine.find(deskId, number);
      assert.ok(found.ok);
      assert.equal(found.value.subject, subject);
      // What anybody may have written does not push away what is sent.
      const { confirmationMessages: onIt } = await api.assistant.prepare(
        assistantTools.note,
        { ticket: number, desk, text: 'Noted' },
        token,
      );
      assert.ok(onIt && typeof onIt.message !== 'string');
      assert.match(onIt.message.value, /^\S+ Made by a tool \d+ x{170,180}…\n\n/);
      assert.equal(found.value.type, type?.name);
    });
  });

  describe('where the editor has none', () => {
    it('are said to be missing', async () => {
      assert.deepEqual(await vscode.lm.selectChatModels(), []);
      for (const name of ['summariseTicket', 'draftReply', 'chooseAssistantModel']) {
        person.heard.length = 0;
        await vscode.commands.executeCommand(`deskside.${name}`, refOf(talked.ticket));
        assert.match(person.heard.join(), /has no language model/, name);
      }
    });

    it('are not needed to find tickets that are alike', async () => {
      const like = tickets.find(({ subject }) => /voucher/i.test(subject));
      assert.ok(like);
      person.run('deskside.findSimilarTickets', refOf(like));
      const rows = await person.rows('Tickets Like');
      assert.ok(rows.length > 0);
      assert.ok(rows.every(({ label }) => !label.startsWith(`#${like.number} `)));
      const pick = await person.pick('Tickets Like');
      assert.match(pick.items[0]?.detail ?? '', /^In common: .*\w/);
      await person.choose('Tickets Like', rows[0]?.label ?? '');
      await until('its panel', () => api.panels.active?.number === /^#(\d+)/.exec(rows[0]?.label ?? '')?.[1]);
    });
  });

  describe('of the editor', () => {
    let models: TestModels;
    beforeEach(async () => {
      models = new TestModels('Parrot');
      await models.ready();
    });
    afterEach(async () => {
      models.dispose();
      await until('that the models are gone', async () => (await vscode.lm.selectChatModels()).length === 0);
    });

    it('are never asked by tools, searches and similar tickets', async () => {
      await call(assistantTools.search, { query: 'voucher' });
      await call(assistantTools.read, { ticket: talked.ticket.number, desk });
      const like = tickets.find(({ subject }) => /voucher/i.test(subject));
      assert.ok(like);
      person.run('deskside.findSimilarTickets', refOf(like));
      await person.rows('Tickets Like');
      assert.equal(models.requests.length, 0);
    });

    it('summarise a ticket once, with names put back, and nothing in it loads or leads anywhere', async () => {
      models.answer = () => ['About [person', ' 1]. ![x](https://evil.example/?q=1) <img src=x>'];
      await vscode.commands.executeCommand('deskside.summariseTicket', refOf(talked.ticket));
      const [request, ...others] = models.requests;
      assert.ok(request && others.length === 0);
      const data = dataIn(request.text);
      assert.match(data, new RegExp(`Ticket #${talked.ticket.number}`));
      assert.ok(talked.ticket.contact && !request.text.includes(talked.ticket.contact.name));
      assert.deepEqual(request.tools, []);
      const summary = await until('the summary', () =>
        vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'deskside-summary'),
      );
      const text = summary.getText();
      assert.match(text, /Written by Parrot/);
      assert.doesNotMatch(text, /\[person|!\[|\]\(|<img/);
    });

    it('draft a reply into the note box, and send nothing', async () => {
      const before = (await detailsOf(talked.ticket.id, true)).history.length;
      models.answer = () => ['Hello [person 1],\nit is fixed.'];
      person.run('deskside.draftReply', refOf(talked.ticket));
      await person.write('Draft Reply', 'fixed in 2.4');
      await person.running;
      const drafts = await until('the draft', () => {
        const kept = JSON.stringify(api.context.workspaceState.get('noteDrafts') ?? []);
        return kept.includes('it is fixed.') ? kept : undefined;
      });
      assert.doesNotMatch(drafts, /\[person/);
      assert.match(drafts, /"visibility":"public"/);
      const [request] = models.requests;
      assert.match(request?.text ?? '', /The user says of it: fixed in 2\.4/);
      assert.equal((await detailsOf(talked.ticket.id, true)).history.length, before);
      assert.equal(api.writes.all.length, 0);
    });

    it('that fail are said so', async () => {
      models.answer = () => {
        throw new Error('out of breath');
      };
      await vscode.commands.executeCommand('deskside.summariseTicket', refOf(talked.ticket));
      assert.match(person.heard.join(), /Parrot did not answer/);
    });
  });

  it('that were chosen and are gone get no other in their place unasked', async () => {
    await api.context.globalState.update('assistant.model', 'local/gone');
    const models = new TestModels('Parrot');
    try {
      await models.ready();
      person.run('deskside.summariseTicket', refOf(talked.ticket));
      assert.equal((await person.rows('Choose Assistant Model')).length, 1);
      assert.equal(models.requests.length, 0);
      await person.leave();
    } finally {
      models.dispose();
      await until('that the models are gone', async () => (await vscode.lm.selectChatModels()).length === 0);
    }
  });

  it('that are several are chosen from, once', async () => {
    const models = new TestModels('Parrot', 'Raven');
    try {
      await models.ready();
      for (const asks of [true, false]) {
        person.run('deskside.summariseTicket', refOf(talked.ticket));
        if (asks) await person.choose('Choose Assistant Model', 'Raven');
        await person.running;
      }
      assert.deepEqual(
        models.requests.map(({ model }) => model),
        ['Raven', 'Raven'],
      );
      person.run('deskside.chooseAssistantModel');
      await person.choose('Choose Assistant Model', 'Parrot');
      await person.running;
      await vscode.commands.executeCommand('deskside.summariseTicket', refOf(talked.ticket));
      assert.equal(models.requests.at(-1)?.model, 'Parrot');
    } finally {
      models.dispose();
      await until('that the models are gone', async () => (await vscode.lm.selectChatModels()).length === 0);
    }
  });

  describe('in the chat', () => {
    let models: TestModels;
    let model: vscode.LanguageModelChat;
    beforeEach(async () => {
      models = new TestModels('Parrot');
      const [first] = await models.ready();
      assert.ok(first);
      model = first;
    });
    afterEach(async () => {
      models.dispose();
      await until('that the models are gone', async () => (await vscode.lm.selectChatModels()).length === 0);
    });

    const forContact = ({ text }: { readonly text: string }) => {
      const [who = 'nobody'] = /(?<=Contact: )\[person \d+\]/.exec(text) ?? [];
      return [`For ${who}.`];
    };

    /** What is answered to a question, without the view that only a signed-in chat shows. */
    const ask = async (
      prompt: string,
      command?: string,
      history: readonly unknown[] = [],
      references: readonly unknown[] = [],
    ) => {
      const said: string[] = [];
      const buttons: vscode.Command[] = [];
      const stream = {
        markdown: (text: string) => said.push(text),
        button: (button: vscode.Command) => buttons.push(button),
      } as unknown as vscode.ChatResponseStream;
      const request = { prompt, command, model, references, toolReferences: [] } as unknown as vscode.ChatRequest;
      const context = { history } as unknown as vscode.ChatContext;
      const result = await api.assistant.chat(request, context, stream, token);
      return { text: said.join(''), buttons, error: result.errorDetails?.message, result };
    };

    it('call tools until they have an answer', async () => {
      models.answer = ({ text }) =>
        fence.test(text)
          ? ['There are some. ', '![x](https://evil.example)']
          : [new vscode.LanguageModelToolCallPart('1', assistantTools.search, { query: 'voucher' })];
      const { text, error } = await ask('Which tickets are about vouchers?');
      assert.equal(error, undefined);
      assert.match(text, /^There are some\./);
      assert.doesNotMatch(text, /!\[/);
      assert.equal(models.requests.length, 2);
      assert.deepEqual(new Set(models.requests[0]?.tools), new Set(Object.values(assistantTools)));
      assert.match(models.requests[1]?.text ?? '', fence);
    });

    it('show names where they stand for the user, and tell them to no model', async () => {
      const { contact, number } = talked.ticket;
      models.answer = ({ text }) => {
        const [who] = /(?<=Contact: )\[person \d+\]/.exec(text) ?? [];
        const input = { ticket: number, desk };
        return who ? [`Ask ${who}.`] : [new vscode.LanguageModelToolCallPart('1', assistantTools.read, input)];
      };
      const { text } = await ask('Who knows more?');
      assert.equal(text, `Ask ${contact?.name}.`);
      for (const request of models.requests) assert.ok(contact && !request.text.includes(contact.name));
    });

    it('are not told texts of tickets that the editor attached', async () => {
      await vscode.commands.executeCommand('deskside.summariseTicket', refOf(talked.ticket));
      const summary = await until('the summary', () =>
        vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'deskside-summary'),
      );
      const { subject } = talked.ticket;
      assert.ok(summary.getText().includes(subject));
      models.requests.length = 0;
      const whole = new vscode.Range(0, 0, summary.lineCount, 0);
      await ask(
        'What is this?',
        undefined,
        [],
        [{ value: summary.uri }, { value: new vscode.Location(summary.uri, whole) }],
      );
      const [request] = models.requests;
      assert.ok(request && !request.text.includes(subject), request?.text);
    });

    it('mean the open ticket where a number is something else', async () => {
      await vscode.commands.executeCommand('deskside.openTicket', refOf(talked.ticket));
      await until('its panel', () => api.panels.active?.number === talked.ticket.number);
      await ask('fixed in 2.4', 'reply');
      const [request] = models.requests;
      assert.match(request?.text ?? '', /The user says of it: fixed in 2\.4$/m);
      assert.match(request?.text ?? '', new RegExp(`^Ticket #${talked.ticket.number} of`, 'm'));
    });

    it('call no tool of others, and come to an end', async () => {
      models.answer = ({ tools }) =>
        tools.length > 0
          ? [new vscode.LanguageModelToolCallPart('1', 'copilot_runInTerminal', { command: 'x' })]
          : ['End.'];
      const { text } = await ask('Do it');
      assert.equal(text, 'End.');
      assert.ok(models.requests.length < 10);
      assert.match(models.requests.at(-1)?.text ?? '', /There is no such tool/);
    });

    it('summarise and draft by a slash', async () => {
      models.answer = forContact;
      const { text, buttons, error } = await ask(`${talked.ticket.number} on ${desk}`, 'summarise');
      assert.equal(error, undefined);
      assert.doesNotMatch(text, /\[person/);
      assert.equal(buttons[0]?.command, 'deskside.openTicket');
      assert.match((await ask('99999999', 'reply')).error ?? '', /There is no ticket/);
      assert.equal(models.requests.length, 1);
    });

    it('are told of earlier answers without the names that were put back', async () => {
      models.answer = forContact;
      const before = await ask(`${talked.ticket.number} on ${desk}`, 'summarise');
      const shown = new vscode.ChatResponseMarkdownPart(before.text);
      await ask('And now?', undefined, [{ response: [shown], result: before.result }]);
      const told = models.requests.at(-1)?.text ?? '';
      assert.match(told, /For \[person \d+\]\./);
      assert.ok(talked.ticket.contact && !told.includes(talked.ticket.contact.name));
    });

    it('are not asked for similar tickets', async () => {
      const like = tickets.find(({ subject }) => /voucher/i.test(subject));
      const { text, buttons, error } = await ask(`#${like?.number} of ${desk.toLowerCase()}`, 'similar');
      assert.equal(error, undefined);
      assert.match(text, /In common/);
      assert.ok(buttons.length > 0);
      assert.equal(models.requests.length, 0);
    });
  });
});
