import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { withVsCode } from './harness.ts';

/** A picture of one point. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

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
    await newcomer.showDesks();
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
  const request = async (where: string, init: RequestInit = {}) => {
    const { url, organizationId, token } = JSON.parse(person.desk.line).teamsupport;
    const authorization = `Basic ${Buffer.from(`${organizationId}:${token}`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/json/${where}`, { headers, ...init });
    assert.ok(answer.ok, where);
    return answer;
  };
  const call = async (where: string, init: RequestInit = {}) =>
    (await (await request(where, init)).json()) as {
      readonly Tickets?: readonly Record<string, string>[];
      readonly Actions?: readonly Record<string, string>[];
      readonly Attachments?: readonly Record<string, string>[];
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

  /** The files of a ticket that the desk has: who sees each of them, and what is in it. */
  const filesOf = async (number: string) => {
    const { TicketID, ID = TicketID } = await ticket(number);
    const { Actions = [] } = await call(`tickets/${ID}/actions`);
    const found: { name: string; visible: string; content: Buffer }[] = [];
    for (const { ActionID, ID: own = ActionID, IsVisibleOnPortal = '' } of Actions) {
      const of = `tickets/${ID}/actions/${own}/attachments`;
      for (const { FileName = '', AttachmentID, ID: file = AttachmentID } of (await call(of)).Attachments ?? []) {
        const answer = await request(`${of}/${file}`);
        const content = Buffer.from(await answer.arrayBuffer());
        found.push({ name: FileName, visible: String(IsVisibleOnPortal).toLowerCase(), content });
      }
    }
    return found;
  };
  /** A drag from outside of the browser, with Shift: without it, VS Code opens what is dropped. */
  const dropFile = async (file: string) => {
    const { page } = person.workbench;
    const frame = await page.locator('iframe.webview.ready:visible').boundingBox();
    assert.ok(frame);
    const place = { x: frame.x + frame.width / 2, y: frame.y + frame.height / 2, modifiers: 8 };
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    const browser = await page.context().newCDPSession(page);
    const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
      browser.send('Input.dispatchDragEvent', { type, data, ...place });
    const words = person.workbench.webview().getByText('Attach to #1016: the customer can see it');
    await drag('dragEnter');
    for (let tries = 0; !(await words.isVisible()); tries++) {
      assert.ok(tries < 200, 'nothing says what dropping would do');
      await drag('dragOver');
    }
    await drag('drop');
    await words.waitFor({ state: 'detached' });
    await browser.detach();
  };

  it('attaches files that are picked, pasted and dropped, each seen by whom the note is for', async () => {
    const { workbench, workspace, folder } = person;
    const { page } = workbench;
    const panel = await open('1016');
    assert.deepEqual(await filesOf('1016'), []);
    const pending = panel.getByRole('list', { name: 'Not in the conversation yet' });
    const waiting = (words: string | RegExp) => pending.getByRole('listitem').filter({ hasText: words });
    writeFileSync(path.join(workspace, 'picked.csv'), 'a;b\n1;2\n');
    await panel.getByRole('button', { name: 'Attach Files…' }).click();
    await workbench.quickInput.getByText('Attach Files').waitFor();
    await workbench.quickInput.getByRole('option', { name: 'picked.csv' }).click();
    await waiting('picked.csv').getByText('Internal note').waitFor();

    await page.evaluate(async content => {
      const bytes = Uint8Array.from(atob(content), one => one.charCodeAt(0));
      const image = new Blob([bytes], { type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': image })]);
    }, png);
    await panel.locator('textarea').click();
    await page.keyboard.press('ControlOrMeta+v');
    await waiting(/image-[\d-]+\.png/)
      .getByText('Internal note')
      .waitFor();

    await panel.getByRole('radio', { name: 'Reply to Customer' }).check({ force: true });
    const dropped = path.join(folder, 'dropped.log');
    writeFileSync(dropped, 'what was dropped');
    await dropFile(dropped);
    await waiting('dropped.log').getByText('Public').waitFor();

    for (const name of ['picked.csv', /image-/, 'dropped.log']) {
      await waiting(name).getByRole('button', { name: 'Send Now' }).click();
      await panel.locator('.entries:not(.pending)').getByRole('button', { name }).first().waitFor();
    }
    await pending.waitFor({ state: 'detached' });
    const files = (await filesOf('1016')).toSorted((one, other) => (one.name < other.name ? -1 : 1));
    const [log, image, csv] = files;
    assert.deepEqual(
      files.map(({ name, visible }) => `${name.replace(/-[-\d]+/, '')} ${visible}`),
      ['dropped.log true', 'image.png false', 'picked.csv false'],
    );
    assert.equal(log?.content.toString(), 'what was dropped');
    // The clipboard encodes an image anew.
    assert.equal(image?.content.subarray(1, 4).toString(), 'PNG');
    assert.equal(csv?.content.toString(), 'a;b\n1;2\n');
  });
});
