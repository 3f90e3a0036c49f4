import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TicketForm } from '../../src/editor/writing/ticketForm.ts';
import type { TestApi } from '../../src/extension.ts';
import type { FormField } from '../../src/webview/createMessages.ts';
import { extensionUnderTest, sampleDesks, until } from './extensionUnderTest.ts';
import { Person } from './person.ts';

describe('form of a new ticket', () => {
  let api: TestApi;
  let person: Person;
  const files: vscode.Uri[] = [];
  const [readydesk, teamsupport] = sampleDesks();
  assert.ok(readydesk && teamsupport);

  before(async () => {
    api = await extensionUnderTest();
    for (const { config, secret } of sampleDesks()) await api.desks.add(config, secret);
  });
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    await person.leave();
    for (const form of api.forms.open) await form.functions.startAnew();
    // Nobody would answer whether what was changed is to be saved.
    await vscode.workspace.saveAll(false);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until('that all is closed', () => api.forms.open.length === 0);
  });
  after(async () => {
    for (const file of files) await vscode.workspace.fs.delete(file);
    for (const { config } of sampleDesks()) await api.desks.remove(config.id);
  });

  const run = (command: string, argument?: unknown) => vscode.commands.executeCommand(command, argument);
  /** The form that a command opened, with its fields. */
  const opened = async (): Promise<TicketForm> => {
    const form = await until('a form', () => api.forms.open.at(-1));
    await until('its fields', () => form.state.fields);
    return form;
  };
  const fieldOf = (form: TicketForm, role: FormField['role']): FormField => {
    const found = form.state.fields?.find(each => each.role === role);
    assert.ok(found, `there is no ${role}`);
    return found;
  };
  const valueIn = (form: TicketForm, role: FormField['role']) =>
    form.state.start.values[fieldOf(form, role).name] ?? '';
  /** Types into the form as its page does; answers what is wrong. */
  const fill = async (form: TicketForm, values: Partial<Record<FormField['role'], string>>, others = {}) => {
    const named = Object.entries(values).map(([role, value]) => [fieldOf(form, role as FormField['role']).name, value]);
    const { customers } = await form.functions.customers('');
    const customer = customers.find(each => each.id === values.customer) ?? null;
    return form.functions.changed({ ...form.state.start.values, ...Object.fromEntries(named), ...others }, customer);
  };
  const someCustomer = async (form: TicketForm) => {
    const [customer] = (await form.functions.customers('')).customers;
    assert.ok(customer);
    return customer;
  };
  /** Creates the ticket, and answers it as the desk has it. */
  const created = async (form: TicketForm) => {
    await form.functions.create();
    await until(
      `the ticket: ${JSON.stringify(form.state.refused)} ${form.state.problem?.message ?? ''}`,
      () => !api.forms.open.includes(form),
    );
    const ticket = await until('its panel', () => api.panels.active);
    const details = await api.engine.details(ticket.deskId, ticket.ticketId, { fresh: true });
    assert.ok(details.ok, JSON.stringify(details));
    return { ...details.value.details.ticket, history: details.value.details.history };
  };
  const textOf = ({ description, history }: Awaited<ReturnType<typeof created>>) =>
    [description?.body, ...history.map(({ body }) => body.body)].join('\n').replaceAll('&nbsp;', ' ');

  it('creates a TeamSupport ticket with a type, a status of it, a due date and a field of the desk’s own', async () => {
    await run('deskside.createTicket', { deskId: teamsupport.config.id });
    const form = await opened();
    const wrong = await fill(form, { subject: '', dueAt: 'soon' });
    assert.equal(wrong[fieldOf(form, 'subject').name], 'A ticket needs a subject.');
    assert.match(wrong[fieldOf(form, 'dueAt').name] ?? '', /^Write a date like/);
    await form.functions.create();
    await until('what is wrong', () => Object.keys(form.state.refused).length === 2);
    const [type] = fieldOf(form, 'type').choices?.slice(1) ?? [];
    const status = fieldOf(form, 'status').choices?.filter(each => each.typeId === type?.id)[1];
    const custom = form.state.fields?.find(
      each => each.role === 'custom' && each.type === 'text' && !/ID$/.test(each.name),
    );
    const customer = await someCustomer(form);
    assert.ok(type && status && custom);
    const subject = 'Form & <b>fields</b>';
    const values = {
      subject,
      description: 'Line one\n\n  code()',
      type: type.id,
      status: status.id,
      dueAt: '12/24/2031',
    };
    assert.deepEqual(await fill(form, { ...values, customer: customer.id }, { [custom.name]: 'own value' }), {});
    const ticket = await created(form);
    assert.deepEqual([ticket.subject, ticket.type, ticket.status], [subject, type.name, status.name]);
    assert.match(ticket.dueAt ?? '', /^2031-12-2[45]/);
    assert.equal(ticket.otherFields.find(({ name }) => name === custom.name)?.value, 'own value');
    assert.match(textOf(ticket), /code\(\)/);

    // The next one begins with what is the same for many, and offers the same customer first.
    await run('deskside.createTicket', { deskId: teamsupport.config.id });
    const next = await opened();
    assert.equal(next.state.start.lastUsed, true);
    assert.equal(valueIn(next, 'type'), type.id);
    assert.equal(valueIn(next, 'subject') + valueIn(next, 'status') + valueIn(next, 'customer'), '');
    assert.equal((await someCustomer(next)).id, customer.id);
    await next.functions.startAnew();
    await until('an empty form', () => next.state.fields && !next.state.start.lastUsed);
    assert.equal(valueIn(next, 'type'), '');
  });

  it('shows what ReadyDesk refuses at the field that it means, and creates it when that is mended', async () => {
    await run('deskside.createTicket', { deskId: readydesk.config.id });
    const form = await opened();
    const subject = 'Refused at first';
    assert.equal(
      (await fill(form, { subject }))[fieldOf(form, 'customer').name],
      'On this desk a ticket needs a customer.',
    );
    await form.functions.changed({ subject, cid: 'nobody-has-this' }, { id: 'nobody-has-this', name: 'Nobody' });
    await form.functions.create();
    const refused = await until('the refusal', () => form.state.refused.cid);
    assert.match(refused, /^Acme ReadyDesk did not accept this\. It said: /);
    assert.equal(form.state.start.values.subject, subject);
    const [status] = fieldOf(form, 'status').choices ?? [];
    await fill(
      form,
      { subject, customer: (await someCustomer(form)).id, status: status?.id ?? '' },
      { phone: '555 0100' },
    );
    const ticket = await created(form);
    assert.deepEqual([ticket.subject, ticket.status], [subject, status?.name]);
    assert.deepEqual(person.heard, []);
  });

  it('keeps what was typed when the tab is closed, and goes on with it, also after a reload', async () => {
    await run('deskside.createTicket', { deskId: readydesk.config.id });
    const form = await opened();
    await fill(form, { subject: 'Half a sen', description: 'More' });
    await run('workbench.action.closeActiveEditor');
    await until('that it is closed', () => api.forms.open.length === 0);
    await run('deskside.createTicket');
    const again = await opened();
    assert.equal(again.id, form.id);
    assert.deepEqual([valueIn(again, 'subject'), valueIn(again, 'description')], ['Half a sen', 'More']);
    assert.ok(again.state.start.begunAt);
    await run('workbench.action.closeActiveEditor');
    await until('that it is closed', () => api.forms.open.length === 0);
    // As VS Code brings a tab back.
    const panel = vscode.window.createWebviewPanel('deskside.newTicket', 'x', vscode.ViewColumn.Active);
    await api.forms.restore(panel, { formId: form.id });
    assert.equal(valueIn(await opened(), 'subject'), 'Half a sen');
    // Another desk has other choices; the words stay.
    const restored = await opened();
    await restored.functions.chooseDesk(teamsupport.config.id);
    await until('the fields of the other desk', () =>
      restored.state.fields?.some(each => each.name === 'TicketTypeID'),
    );
    assert.deepEqual([valueIn(restored, 'subject'), valueIn(restored, 'description')], ['Half a sen', 'More']);
  });

  it('begins with the template of the desk', async () => {
    const section = vscode.workspace.getConfiguration('deskside');
    const template = { priority: 'High', subject: 'Report: ', description: 'Steps:' };
    await section.update('ticketTemplates', { 'Acme TeamSupport': template }, vscode.ConfigurationTarget.Global);
    try {
      await run('deskside.createTicket', { deskId: teamsupport.config.id });
      const form = await opened();
      assert.equal(valueIn(form, 'subject'), 'Report: ');
      assert.equal(valueIn(form, 'description'), 'Steps:');
      const priority = fieldOf(form, 'priority').choices?.find(each => each.id === valueIn(form, 'priority'));
      assert.equal(priority?.name, 'High');
    } finally {
      await section.update('ticketTemplates', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  /** A file in an editor, its first line with the cursor. An untitled document would share its name with one before it. */
  const shown = async (content: string) => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder.uri, `shown-${files.length + 1}.txt`);
    files.push(file);
    await vscode.workspace.fs.writeFile(file, Buffer.from(content));
    return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
  };
  const actionsAt = async (uri: vscode.Uri, line: number) => {
    const range = new vscode.Range(line, 0, line, 6);
    const all = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
    );
    return all.filter(each => each.title.startsWith('Create Ticket'));
  };
  const take = async ({ command }: vscode.CodeAction) => {
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    return opened();
  };

  it('makes a ticket of a TODO comment, and puts its number into it', async () => {
    const { document } = await shown(
      'const a = 1;\n\nfunction f() {\n  // TODO(ana): round the sum <twice>\n  return a;\n}\n',
    );
    assert.deepEqual(await actionsAt(document.uri, 0), []);
    const [action, ...more] = await actionsAt(document.uri, 3);
    assert.ok(action && more.length === 0);
    assert.equal(action.title, 'Create Ticket from TODO');
    const form = await take(action);
    await form.functions.chooseDesk(readydesk.config.id);
    await until('its fields', () => form.state.fields?.some(each => each.name === 'cid'));
    assert.equal(valueIn(form, 'subject'), 'round the sum <twice>');
    assert.match(valueIn(form, 'description'), /lines 4-7:\n\n {2}\/\/ TODO\(ana\): round[\s\S]*return a;/);
    await fill(form, { customer: (await someCustomer(form)).id });
    // Lines come above it meanwhile.
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// new\n\n');
    await vscode.workspace.applyEdit(edit);
    const ticket = await created(form);
    await until('the number', () => document.lineAt(5).text.includes('#'));
    assert.equal(document.lineAt(5).text, `  // TODO(ana) #${ticket.number}: round the sum <twice>`);
    assert.deepEqual(await actionsAt(document.uri, 5), []);
  });

  it('makes a ticket of a problem by its quick fix', async () => {
    const { document } = await shown('let x = 1;\nlet y: string = x;\n');
    const problems = vscode.languages.createDiagnosticCollection('test');
    try {
      const range = new vscode.Range(1, 4, 1, 5);
      const problem = new vscode.Diagnostic(range, 'Type number is not\nassignable.', vscode.DiagnosticSeverity.Error);
      Object.assign(problem, { source: 'checker', code: 2322 });
      problems.set(document.uri, [problem]);
      const action = await until('the quick fix', async () => (await actionsAt(document.uri, 1))[0]);
      const form = await take(action);
      assert.equal(valueIn(form, 'subject'), 'Type number is not');
      const said = valueIn(form, 'description');
      assert.match(
        said,
        /^Error \(checker 2322\): Type number is not\nassignable\.\n\n.*, line 2:\n\nlet y: string = x;$/,
      );
      assert.match(form.state.origin ?? '', /line 2$/);
    } finally {
      problems.dispose();
    }
  });

  it('makes a ticket of the selected lines, and of the problem or comment at the cursor from the palette', async () => {
    const editor = await shown('first();\nsecond();\n// FIXME third\n');
    editor.selection = new vscode.Selection(0, 0, 1, 9);
    await run('deskside.createTicketFromSelection');
    const form = await opened();
    assert.match(valueIn(form, 'description'), /, lines 1-2:\n\nfirst\(\);\nsecond\(\);$/);
    await vscode.window.showTextDocument(editor.document);
    const cursor = new vscode.Selection(2, 0, 2, 0);
    const again = vscode.window.activeTextEditor;
    assert.ok(again);
    again.selection = cursor;
    await run('deskside.createTicketFromTodo');
    await until('another form', () => api.forms.open.length === 2);
    assert.equal(valueIn(await opened(), 'subject'), 'third');
    await vscode.window.showTextDocument(editor.document);
    await run('deskside.createTicketFromProblem');
    assert.deepEqual(person.heard, ['There is no problem at the cursor.']);
  });

  it('makes a ticket of a test that failed, as the menu of its message hands it over', async () => {
    const tests = vscode.tests.createTestController('deskside-test', 'Tests');
    try {
      const test = tests.createTestItem('t', 'adds up', vscode.Uri.file('/w/sum.test.ts'));
      const message = vscode.TestMessage.diff('sums differ', '3', '4');
      message.location = new vscode.Location(vscode.Uri.file('/w/sum.test.ts'), new vscode.Position(6, 2));
      await run('deskside.createTicketFromProblem', { test, message });
      const form = await opened();
      assert.equal(valueIn(form, 'subject'), 'Test fails: adds up');
      assert.equal(
        valueIn(form, 'description'),
        'adds up · /w/sum.test.ts, line 7\n\nsums differ\n\nExpected:\n\n3\n\nActual:\n\n4',
      );
      // As the menu of its result does, which tells no message; here its file cannot be read either.
      await run('deskside.createTicketFromProblem', test);
      await until('another form', () => api.forms.open.length === 2);
      assert.equal(valueIn(await opened(), 'description'), 'adds up · /w/sum.test.ts');
    } finally {
      tests.dispose();
    }
  });

  it('makes a ticket of what is selected in a terminal, and leaves the clipboard as it was', async () => {
    const wrote = new vscode.EventEmitter<string>();
    const terminal = vscode.window.createTerminal({
      name: 'Build',
      pty: {
        onDidWrite: wrote.event,
        open: () => wrote.fire('compiling\r\nError: no such file: a.ts\r\n    at main\r\n'),
        close: () => undefined,
      },
    });
    try {
      terminal.show();
      await until('the terminal', () => vscode.window.activeTerminal === terminal);
      await vscode.env.clipboard.writeText('mine');
      const form = await until('the form', async () => {
        // What the terminal was given is drawn a moment later.
        await run('workbench.action.terminal.selectAll');
        await run('deskside.createTicketFromTerminal');
        return api.forms.open.at(-1);
      });
      await until('its fields', () => form.state.fields);
      assert.equal(valueIn(form, 'subject'), 'Error: no such file: a.ts');
      assert.match(valueIn(form, 'description'), /^Terminal Build:\n\n[\s\S]*Error: no such file: a\.ts\n {4}at main$/);
      assert.equal(await vscode.env.clipboard.readText(), 'mine');
    } finally {
      terminal.dispose();
      wrote.dispose();
    }
  });
});
