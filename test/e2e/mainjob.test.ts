import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { browseRecords, checkConnection } from '../../scripts/lookaround.mjs';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { folderContents } from '../folderContents.ts';
import { withVsCode } from './harness.ts';

/** Where a running sample desk is, as it prints it. */
interface Line {
  readonly readydesk: { readonly url: string; readonly key: string };
  readonly teamsupport: { readonly url: string; readonly organizationId: string; readonly token: string };
}

/** Asks the sample desk over its own protocol, past Deskside. */
async function readydesk({ readydesk: { url, key } }: Line, action: string, variables: Record<string, string>) {
  const query = new URLSearchParams({ key, action, format: 'json', ...variables });
  const answer = await fetch(`${url}?${query}`);
  assert.equal(answer.status, 200);
  const [list] = Object.values((await answer.json()) as Record<string, Record<string, string>[]>);
  return list ?? [];
}

async function teamsupport<T>({ teamsupport: { url, organizationId, token } }: Line, path: string): Promise<T> {
  const authorization = `Basic ${Buffer.from(`${organizationId}:${token}`).toString('base64')}`;
  const answer = await fetch(`${url}/api/json/${path}`, { headers: { authorization } });
  assert.equal(answer.status, 200);
  return (await answer.json()) as T;
}

/** The values of a record, for looking for what was written whatever a field is called. */
const values = (record: Record<string, unknown>) =>
  Object.values(record).map(value => decodeURIComponent(String(value).replaceAll('+', ' ')));

describe('the main job through the workbench', () => {
  const person = withVsCode({ connected: true, viewport: { width: 1280, height: 1000 } });
  let newcomer: Newcomer;
  let line: Line;

  before(async () => {
    newcomer = new Newcomer(person.workbench);
    line = JSON.parse(person.desk.line);
    await newcomer.showDesks();
  });

  it('shows a group with its tickets and their count', async () => {
    const { workbench } = person;
    await newcomer.openList(desks.readydesk, 'Groups');
    const [group] = await readydesk(line, 'get_tech_groups', { name: '*' });
    assert.ok(group?.name);
    const name = decodeURIComponent(group.name.replaceAll('+', ' '));
    await newcomer.openList(desks.readydesk, name);
    const row = await newcomer.rowBelow(desks.readydesk, name);
    const count = Number(/(\d+)$/.exec((await row.textContent())?.trim() ?? '')?.[1]);
    assert.ok(count > 0);
    await newcomer.rowBelow(name, '#');
    await newcomer.openList(desks.readydesk, name, false);
    await newcomer.openList(desks.readydesk, 'Groups', false);
    assert.ok(await workbench.activityIcon('Deskside').isVisible());
  });

  it('creates a ReadyDesk ticket and logs time on it', async () => {
    const subject = 'Export stops after 500 rows & says nothing';
    const panel = await newcomer.createTicket({
      desk: desks.readydesk,
      subject,
      customer: 'Anna',
      description: 'Seen with the June report.',
    });
    await panel.getByRole('heading', { name: subject }).waitFor();
    await newcomer.logTime({ duration: '1h 20m', notes: 'Read the export code', total: '1 h 20 min' });

    const [ticket] = await readydesk(line, 'get_tickets', { tid: '*', count: '1', page: '1', order: 'ID DESC' });
    assert.ok(ticket && values(ticket).includes(subject), `the newest ticket is another: ${JSON.stringify(ticket)}`);
    const tid = ticket.tid ?? ticket.ticket_id ?? ticket.id ?? '';
    const items = await readydesk(line, 'get_line_items', { tid });
    assert.equal(items.length, 1);
    const [item = {}] = items;
    assert.equal(Number(item.duration), 80);
    assert.equal(item.time_unit, 'Minutes');
    assert.ok(values(item).includes('Read the export code'));
  });

  it('creates a TeamSupport ticket and logs time on it', async () => {
    const subject = 'Second login <b>fails</b> after a reset';
    const panel = await newcomer.createTicket({
      desk: desks.teamsupport,
      subject,
      customer: 'Anna',
      description: 'Only with a + in the address.',
    });
    await panel.getByRole('heading', { name: subject }).waitFor();
    await newcomer.logTime({ duration: '45', notes: 'Reproduced it', sees: 'Internal', total: '45 min' });

    const query = new URLSearchParams({ Name: subject });
    const { Tickets } = await teamsupport<{ Tickets: Record<string, string>[] }>(line, `tickets?${query}`);
    assert.equal(Tickets.length, 1);
    const [ticket = {}] = Tickets;
    assert.equal(ticket.HoursSpent, '0.750000');
    const { Actions } = await teamsupport<{ Actions: Record<string, string | null>[] }>(
      line,
      `tickets/${ticket.ID}/actions`,
    );
    const timed = Actions.filter(action => action.TimeSpent === '45');
    assert.equal(timed.length, 1);
    assert.match(timed[0]?.Description ?? '', /Reproduced it/);
    const text = Actions.find(action => action.SystemActionTypeID === '1');
    assert.match(text?.Description ?? '', /Only with a \+ in the address\./);
  });

  it('saves an internal note from the panel', async () => {
    const panel = await newcomer.ticket();
    await panel.getByRole('radio', { name: 'Internal note' }).check({ force: true });
    const words = 'The address is decoded twice in session.ts';
    await panel.getByRole('textbox').fill(words);
    await panel.getByRole('button', { name: 'Save internal note' }).click();
    await panel.getByText('Note stands in the conversation').waitFor();
    await panel.getByRole('button', { name: 'Send Now' }).click();
    await panel.locator('.entries:not(.pending)').getByText(words, { exact: true }).waitFor();
    assert.equal(await panel.getByRole('textbox').inputValue(), '');
    const { Tickets } = await teamsupport<{ Tickets: Record<string, string>[] }>(
      line,
      'tickets?Name[contains]=Second+login',
    );
    const { Actions } = await teamsupport<{ Actions: Record<string, string | null>[] }>(
      line,
      `tickets/${Tickets[0]?.ID}/actions`,
    );
    const note = Actions.find(action => action.Description?.includes('decoded twice'));
    assert.equal(note?.IsVisibleOnPortal, 'False');
  });

  it('creates a ticket from selected code, with file, lines and snippet', async () => {
    const { workbench } = person;
    const file = 'README.md';
    await workbench.openFile(file);
    await workbench.page.locator('.editor-instance .view-lines').click();
    await workbench.page.keyboard.press('Control+Home');
    await workbench.page.keyboard.press('Shift+ArrowDown');
    await workbench.page.locator('.editor-instance .selected-text').first().waitFor();
    const subject = 'The first line misleads';
    await newcomer.createTicket({
      desk: desks.readydesk,
      subject,
      customer: 'Anna',
      description: 'See below.',
      command: 'Deskside: Create Ticket from Selection…',
    });
    const [firstLine = ''] = readFileSync(`${person.workspace}/${file}`, 'utf8').split('\n');
    const [ticket] = await readydesk(line, 'get_tickets', { tid: '*', count: '1', page: '1', order: 'ID DESC' });
    const all = values(ticket ?? {}).join('\n');
    assert.ok(all.includes(subject) && all.includes(`${file}, line 1`), all);
    assert.ok(all.includes(firstLine), `the snippet is missing: ${all}`);
  });

  it('finds a ticket by words and by number, from the keyboard', async () => {
    const { workbench } = person;
    const { page } = workbench;
    await workbench.showContainer('Deskside');
    await workbench.openFile('README.md');
    await page.keyboard.press('Control+Alt+d');
    await page.keyboard.press('s');
    const search = workbench.quickInput.locator('input[placeholder^="Words, a number"]');
    await search.waitFor();
    // Enter right after the last letter must not open what was listed before.
    await workbench.quickInput.getByRole('option', { name: /#\d/ }).first().waitFor();
    await workbench.type('no ticket has these words');
    await workbench.accept();
    await workbench.quickInput.getByText('No ticket found').waitFor();
    await workbench.type('second login');
    await workbench.quickInput.getByRole('option', { name: /Second login/ }).waitFor();
    await workbench.accept();
    let panel = await newcomer.ticket();
    await panel.getByRole('heading', { name: 'Second login <b>fails</b> after a reset' }).waitFor();

    const [ticket] = await readydesk(line, 'get_tickets', { tid: '*', count: '1', page: '3', order: 'ID DESC' });
    const number = ticket?.tid ?? ticket?.ticket_id ?? ticket?.id ?? '';
    await workbench.runCommand('Deskside: Open Ticket by Number…');
    await workbench.quickInput.getByText('Ticket number').first().waitFor();
    await workbench.type('99999999');
    await workbench.accept();
    await workbench.quickInput.getByText('No desk has ticket #99999999.').waitFor();
    await workbench.type(`#${number}`);
    await workbench.accept();
    // Each desk has a ticket of this number.
    await workbench.quickInput.getByRole('option').filter({ hasText: desks.readydesk }).click();
    await workbench.tab(new RegExp(`#${number} `)).waitFor();
    panel = await newcomer.ticket();
    await panel
      .getByRole('heading', { name: `#${number}` })
      .first()
      .waitFor();
  });

  it('brings a panel back after a reload, with what was being written', async () => {
    const { workbench } = person;
    await workbench.tab(/The first line misleads/).click();
    const panel = await newcomer.ticket();
    const draft = 'Half a sentence that must not be lost — ünï';
    await panel.getByRole('textbox').fill(draft);
    await workbench.runCommand('Developer: Reload Window');
    const restored = await newcomer.ticket();
    await restored.getByRole('heading', { name: 'The first line misleads' }).waitFor();
    assert.equal(await restored.getByRole('textbox').inputValue(), draft);
  });

  it('keeps what was being written when the panel is closed and the window reloaded', async () => {
    const { workbench } = person;
    const panel = await newcomer.ticket();
    const draft = await panel.getByRole('textbox').inputValue();
    assert.ok(draft);
    const tab = workbench.tab(/The first line misleads/);
    await tab.getByRole('button', { name: /^Close/ }).click();
    await tab.waitFor({ state: 'hidden' });
    await workbench.runCommand('Developer: Reload Window');
    await workbench.showContainer('Deskside');
    await newcomer.openList(desks.readydesk, 'Recently Updated');
    await workbench.row('The first line misleads').click();
    const again = await newcomer.ticket();
    await again.getByRole('heading', { name: 'The first line misleads' }).waitFor();
    assert.equal(await again.getByRole('textbox').inputValue(), draft);
    await newcomer.openList(desks.readydesk, 'Recently Updated', false);
  });

  it('checks a connection and shows what it found as a page', async () => {
    const { workbench } = person;
    const page = await checkConnection(workbench, desks.teamsupport);
    await page.getByText('All is well.').waitFor();
    await page.getByRole('cell', { name: 'GET tickets', exact: true }).first().waitFor();
    const words = (await page.locator('body').textContent()) ?? '';
    assert.ok(words.includes('The desk says: accepted'));
    assert.ok(!words.includes(line.teamsupport.token));
    assert.equal(await page.locator('a[href]').count(), 0);
    await workbench.runCommand('View: Close Editor');
    await newcomer.ticket();
  });

  it('browses the records of a desk and opens one as a document', async () => {
    const { workbench } = person;
    await browseRecords(workbench, desks.readydesk, ['Companies']);
    const [company] = await readydesk(line, 'get_companies', { name: '*' });
    assert.ok(company?.name);
    const name = decodeURIComponent(company.name.replaceAll('+', ' '));
    await workbench.quickInput.getByRole('option', { name }).first().waitFor();
    await workbench.type(name);
    await workbench.pick(name);
    await workbench.quickInput.getByText('Fields', { exact: true }).waitFor();
    await workbench.quickInput.getByRole('button', { name: 'Open as document' }).click();
    await workbench.tab(new RegExp(name)).waitFor();
    await workbench.page.locator('.editor-instance .view-lines').getByText(`name: ${name}`).waitFor();
    await workbench.runCommand('View: Close Editor');
    await newcomer.ticket();
  });

  it('shows what it knew when the desk is gone, and says so where it is', async () => {
    const { workbench } = person;
    await workbench.showContainer('Deskside');
    await newcomer.openList(desks.teamsupport, 'My Tickets');
    await newcomer.rowBelow(desks.teamsupport, '#');
    await person.desk.stop();
    await workbench.runCommand('Deskside: Refresh');
    await newcomer.rowBelow(desks.teamsupport, 'Could not be reached');
    // The tickets that were there still are.
    await newcomer.rowBelow('Could not be reached', '#');
    const panel = await newcomer.ticket();
    await panel.getByRole('button', { name: 'Refresh' }).first().click();
    await panel.getByText(/^Could not reach Sample ReadyDesk/).waitFor();
    await panel.getByRole('heading', { name: 'The first line misleads' }).waitFor();
    // Silence is not taken for "nothing found".
    await workbench.runCommand('Deskside: Search Tickets…');
    await workbench.type('words of any ticket');
    for (const desk of Object.values(desks)) {
      await workbench.quickInput.getByRole('option', { name: new RegExp(`${desk}.*Could not be reached`) }).waitFor();
    }
    await workbench.page.keyboard.press('Escape');
  });
});

describe('credentials typed into the workbench', () => {
  const person = withVsCode({ connected: true });
  let line: Line;

  it('connect a desk after a wrong address and a wrong key, each said in words', async () => {
    const { workbench } = person;
    line = JSON.parse(person.desk.line);
    await workbench.showContainer('Deskside');
    await workbench.runCommand('Deskside: Connect a Help Desk…');
    await workbench.pick('ReadyDesk');
    await workbench.type('no address at all');
    await workbench.quickInput.getByText('This is not an address.').waitFor();
    await workbench.type('http://help.example.com/');
    await workbench.quickInput.getByText(/not encrypted/).waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.quickInput.waitFor({ state: 'hidden' });
    await workbench.runCommand('Deskside: Connect a Help Desk…');
    await workbench.pick('ReadyDesk');
    // What was typed is still there.
    await workbench.quickInput.getByText(/not encrypted/).waitFor();
    await workbench.type(line.readydesk.url);
    await workbench.accept();
    await workbench.quickInput.getByText(/^API key/).waitFor();
    await workbench.type('not-the-key');
    await workbench.accept();
    await workbench.quickInput.getByText(/^ReadyDesk refused the sign-in/).waitFor();
    await workbench.type(line.readydesk.key);
    await workbench.accept();
    await workbench.quickInput.locator('input[placeholder^="Who are you?"]').waitFor();
    const [someone] = await workbench.quickLabels();
    assert.ok(someone);
    await workbench.pick(someone);
    await workbench
      .row(/^ReadyDesk/)
      .filter({ hasText: someone })
      .waitFor();
  });

  it('are not asked again for who one is', async () => {
    const { workbench } = person;
    const who = workbench.quickInput.locator('input[placeholder^="Who are you?"]');
    await workbench.runCommand('Deskside: Say Who You Are…');
    await workbench.pick('ReadyDesk');
    await who.waitFor();
    await workbench.type('I am not');
    await workbench.pick('I am not in this list');
    await workbench.row('Say who you are').click();
    await who.waitFor();
    await workbench.type('Mara');
    await workbench.pick('Mara Keller');
    await workbench
      .row(/^ReadyDesk/)
      .filter({ hasText: 'Mara Keller' })
      .waitFor();
  });

  it('are asked for again after signing out, the key first', async () => {
    const { workbench } = person;
    await workbench.runCommand('Deskside: Sign Out of Desk');
    await workbench.row('Signed out').click();
    await workbench.quickInput.getByText(/^API key/).waitFor();
    await workbench.quickInput.getByRole('button', { name: 'Back' }).click();
    await workbench.quickInput.getByText('Address of ReadyDesk').waitFor();
    await workbench.accept();
    await workbench.quickInput.getByText(/^API key/).waitFor();
    await workbench.type(line.readydesk.key);
    await workbench.accept();
    await workbench.quickInput.locator('input[placeholder^="Who are you?"]').waitFor();
    await workbench.pick('Mara Keller');
    await workbench.row('Signed out').waitFor({ state: 'hidden' });
    await (await new Newcomer(workbench).rowBelow('ReadyDesk', 'My Tickets')).waitFor();
  });

  it('are in no file but the browser’s own secret storage', () => {
    const secrets = [line.readydesk.key, line.teamsupport.token].flatMap(secret => [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    ]);
    // The desk knows its own credentials, and this VS Code's secret storage is the browser's local storage.
    const files = [...folderContents(person.folder)].filter(
      ([name]) => !name.startsWith('desk/') && !name.includes('Local Storage'),
    );
    assert.ok(files.some(([name]) => name.endsWith('settings.json')) && files.some(([name]) => name.endsWith('.log')));
    for (const [name, content] of files) {
      for (const secret of secrets) assert.ok(!content.includes(secret), `${name} holds a secret`);
    }
  });

  it('are said to be lost when VS Code did not keep them', async () => {
    const { workbench } = person;
    await workbench.page.evaluate(() => {
      for (const name of Object.keys(localStorage)) if (/secret/i.test(name)) localStorage.removeItem(name);
    });
    await workbench.runCommand('Developer: Reload Window');
    await workbench.showContainer('Deskside');
    const row = workbench.page.locator('.sidebar').getByRole('treeitem', { name: /VS Code has not kept its secret/ });
    await row.waitFor();
  });
});
