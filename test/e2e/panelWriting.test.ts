import assert from 'node:assert/strict';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { withVsCode } from './harness.ts';

describe('writing in the ticket panel, in the workbench', () => {
  const replies = { Thanks: 'Hello ${contact},\n\n${cursor}\n\nThank you for #${number}.' };
  const person = withVsCode({
    connected: true,
    viewport: { width: 1280, height: 1000 },
    settings: { 'deskside.sendDelay': 60, 'deskside.cannedReplies': replies },
  });
  let newcomer: Newcomer;

  before(async () => {
    newcomer = new Newcomer(person.workbench);
    await person.workbench.showContainer('Deskside');
    for (const desk of Object.values(desks)) await newcomer.deskRow(desk).waitFor();
  });

  const open = async (number: string) => {
    const { workbench } = person;
    await workbench.runCommand('Deskside: Open Ticket by Number…');
    await workbench.quickInput.getByText('Ticket number').first().waitFor();
    await workbench.type(number);
    await workbench.accept();
    await workbench.quickInput.getByRole('option').filter({ hasText: desks.teamsupport }).click();
    await workbench
      .webview()
      .getByRole('heading', { level: 1, name: `#${number}` })
      .waitFor();
    return newcomer.ticket();
  };
  const status = (panel: Awaited<ReturnType<typeof open>>) =>
    panel.locator('.rows > div', { hasText: /^\s*Status/ }).first();
  const choose = async (panel: Awaited<ReturnType<typeof open>>, name: string) => {
    await panel.getByRole('button', { name: 'Change Status' }).press('Enter');
    await panel.getByRole('option').first().waitFor();
    await person.workbench.page.keyboard.type(name);
    await person.workbench.accept();
  };
  const call = async (path: string, init: RequestInit = {}) => {
    const { url, organizationId, token } = JSON.parse(person.desk.line).teamsupport;
    const authorization = `Basic ${Buffer.from(`${organizationId}:${token}`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/json/${path}`, { headers, ...init });
    assert.ok(answer.ok, path);
    return (await answer.json()) as {
      readonly Tickets?: readonly Record<string, string>[];
      readonly Actions?: readonly Record<string, string>[];
    };
  };
  const ticket = async (number: string): Promise<Readonly<Record<string, string>>> =>
    (await call(`tickets?TicketNumber=${number}`)).Tickets?.[0] ?? assert.fail(number);

  it('changes a field in its place and undoes it', async () => {
    const panel = await open('1015');
    const before = (await ticket('1015')).Status ?? '';
    const other = before === 'On Hold' ? 'In Progress' : 'On Hold';
    await choose(panel, other);
    await status(panel).locator('.value', { hasText: other }).waitFor();
    await status(panel).getByText(`Was ${before}.`).waitFor();
    await status(panel).getByText('Saving…').waitFor({ state: 'detached' });
    assert.equal((await ticket('1015')).Status, other);
    await status(panel).getByRole('button', { name: 'Undo' }).click();
    await status(panel).locator('.value', { hasText: before }).waitFor();
    await status(panel).getByText(`Was ${other}.`).waitFor();
    await status(panel).getByText('Saving…').waitFor({ state: 'detached' });
    assert.equal((await ticket('1015')).Status, before);
  });

  it('shows mine, theirs and before when somebody else changed the field meanwhile', async () => {
    const panel = await open('1015');
    const { Name: before = '', TicketID, ID = TicketID } = await ticket('1015');
    await panel.getByRole('button', { name: 'Change Subject' }).press('Enter');
    const entry = panel.getByRole('textbox', { name: 'Subject' });
    await entry.fill('As I see it');
    const theirs = { Ticket: { Name: 'By a colleague' } };
    await call(`tickets/${ID}`, { method: 'PUT', body: JSON.stringify(theirs) });
    await entry.press('Enter');
    const choice = panel.getByRole('group', { name: 'Subject was changed on the desk meanwhile' });
    await choice.waitFor();
    const sides = (await choice.innerText()).replace(/\s+/g, ' ');
    assert.ok(sides.endsWith(`Mine As I see it Theirs By a colleague Before ${before}`), sides);
    assert.equal((await ticket('1015')).Name, 'By a colleague');
    await choice.getByRole('button', { name: 'Mine As I see it' }).click();
    await choice.waitFor({ state: 'detached' });
    await panel.getByRole('heading', { level: 1, name: '#1015 As I see it' }).waitFor();
    await panel.locator('h1').getByText('Saving…').waitFor({ state: 'detached' });
    assert.equal((await ticket('1015')).Name, 'As I see it');
  });

  it('sends a canned reply once, after it was taken back', async () => {
    const { workbench } = person;
    const panel = await open('1015');
    await panel.getByRole('radio', { name: 'Reply to Customer' }).check({ force: true });
    await panel.getByRole('button', { name: 'Insert Canned Reply…' }).click();
    await workbench.pick('Thanks');
    await panel.getByText('Text inserted').waitFor();
    await workbench.page.keyboard.type('It is **mended**.');
    const box = panel.locator('textarea');
    assert.match(await box.inputValue(), /^Hello \S.*,\n\nIt is \*\*mended\*\*\.\n\nThank you for #1015\.\s*$/);
    await panel.getByRole('button', { name: 'Preview' }).click();
    await panel.getByRole('region', { name: 'Preview' }).locator('strong', { hasText: 'mended' }).waitFor();
    const send = panel.getByRole('button', { name: /^Reply to .+/ });
    await send.click();
    const pending = panel.getByRole('list', { name: 'Not in the conversation yet' });
    await pending.getByText(/Sending in \d+ s/).waitFor();
    assert.equal(await box.inputValue(), '');
    await pending.getByRole('button', { name: 'Undo' }).click();
    await pending.waitFor({ state: 'detached' });
    assert.match(await box.inputValue(), /mended/);
    assert.equal(await panel.getByRole('radio', { name: 'Reply to Customer' }).isChecked(), true);
    await send.click();
    await pending.getByRole('button', { name: 'Send Now' }).click();
    await panel.locator('.entries:not(.pending)').getByText('mended').waitFor();
    await pending.waitFor({ state: 'detached' });
    const { TicketID, ID = TicketID } = await ticket('1015');
    const { Actions = [] } = await call(`tickets/${ID}/actions`);
    assert.equal(Actions.filter(action => action.Description?.includes('mended')).length, 1);
  });
});
