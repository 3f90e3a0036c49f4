import assert from 'node:assert/strict';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { Workbench } from '../../scripts/vscode/workbench.mjs';
import { withVsCode } from './harness.ts';

/** Changes a TeamSupport ticket as somebody else would, past Deskside. */
async function rename(line: string, ticketId: string, name: string): Promise<void> {
  const { teamsupport } = JSON.parse(line);
  const authorization = `Basic ${Buffer.from(`${teamsupport.organizationId}:${teamsupport.token}`).toString('base64')}`;
  const answer = await fetch(`${teamsupport.url}/api/json/tickets/${ticketId}`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ Ticket: { Name: name } }),
  });
  assert.ok(answer.ok, String(answer.status));
}

async function anOpenTicket(line: string): Promise<{ readonly id: string; readonly number: string }> {
  const { teamsupport } = JSON.parse(line);
  const authorization = `Basic ${Buffer.from(`${teamsupport.organizationId}:${teamsupport.token}`).toString('base64')}`;
  const answer = await fetch(`${teamsupport.url}/api/json/tickets?IsClosed=false&UserName=Sam+Rivera`, {
    headers: { authorization },
  });
  const { Tickets } = (await answer.json()) as { readonly Tickets: Readonly<Record<string, string>>[] };
  const [ticket] = Tickets;
  assert.ok(ticket?.ID && ticket.TicketNumber, JSON.stringify(ticket));
  return { id: ticket.ID, number: ticket.TicketNumber };
}

describe('lists in the workbench', () => {
  const person = withVsCode({ connected: true, viewport: { width: 1280, height: 1000 } });
  let newcomer: Newcomer;

  before(async () => {
    newcomer = new Newcomer(person.workbench);
    await newcomer.showDesks();
    await (await newcomer.rowBelow(desks.teamsupport, 'My Tickets')).waitFor();
  });

  it('are grouped in two levels from the keyboard, and no more', async () => {
    const { workbench } = person;
    const { page, quickInput } = workbench;
    await newcomer.openList(desks.readydesk, 'My Tickets');
    await newcomer.rowBelow('My Tickets', '#');
    await workbench.runCommand('Deskside: Group Tickets…');
    await quickInput.locator('input[placeholder="Group tickets by"]').waitFor();
    await workbench.type('Status');
    await workbench.accept();
    await quickInput.locator('input[placeholder="And each of these by"]').waitFor();
    await workbench.type('Priority');
    await workbench.accept();
    const status = await newcomer.rowBelow('My Tickets', 'In Progress');
    assert.equal(await status.getAttribute('aria-level'), '3');
    await status.focus();
    await status.click();
    await page.keyboard.press('ArrowRight');
    const below = page.locator('.sidebar [role="treeitem"][aria-level="4"]');
    await below.first().waitFor();
    assert.ok((await below.allTextContents()).every(text => !text.trim().startsWith('#')));

    await workbench.runCommand('Deskside: Group Tickets…');
    await quickInput.getByRole('option', { name: /Status.*current/ }).waitFor();
    await workbench.pick('No grouping');
    const row = await newcomer.rowBelow('My Tickets', '#');
    assert.equal(await row.getAttribute('aria-level'), '3');
    await newcomer.openList(desks.readydesk, 'My Tickets', false);
  });

  it('show in one window what another one learned', async () => {
    const { workbench, desk } = person;
    const { id, number } = await anOpenTicket(desk.line);
    const second = new Workbench(await workbench.page.context().newPage());
    try {
      await second.open(workbench.page.url());
      await second.showContainer('Deskside');
      for (const window of [workbench, second]) {
        const there = new Newcomer(window);
        await there.openList(desks.teamsupport, 'My Tickets');
        await window.row(new RegExp(`#${number} `)).waitFor();
      }
      await rename(desk.line, id, 'Seen in both windows');
      await workbench.runCommand('Deskside: Refresh');
      await workbench.row(`#${number} Seen in both windows`).waitFor();
      // No window reads a desk by itself sooner than a minute after the last time.
      await second.row(`#${number} Seen in both windows`).waitFor({ timeout: 15_000 });
    } finally {
      await second.page.close();
    }
  });
});

describe('with no network', () => {
  const person = withVsCode({ connected: true, viewport: { width: 1280, height: 1000 } });
  let newcomer: Newcomer;
  let words: string;
  let number: string;

  before(async () => {
    const { workbench, desk } = person;
    newcomer = new Newcomer(workbench);
    await newcomer.showDesks();
    // All is read once: then nothing says that it still is.
    await newcomer.openList(desks.teamsupport, 'My Tickets');
    await newcomer.rowBelow('My Tickets', '#');
    await workbench.page.locator('.sidebar').getByText('Reading tickets').first().waitFor({ state: 'hidden' });
    ({ number } = await anOpenTicket(desk.line));
    await newcomer.openTicket(new RegExp(`#${number} `));
    const heading = workbench
      .webview()
      .getByRole('heading', { name: `#${number}` })
      .first();
    words = ((await heading.textContent()) ?? '').replace(/^#\d+\s*/, '').trim();
    assert.ok(words.length > 5);
    await desk.stop();
    await workbench.page.reload();
    await workbench.open(workbench.page.url());
    await workbench.showContainer('Deskside');
  });

  it('tickets are there, and the tree says since when and why', async () => {
    for (const desk of Object.values(desks)) {
      await newcomer
        .deskRow(desk)
        .filter({ hasText: /Could not be reached · as of / })
        .waitFor();
    }
    await newcomer.openList(desks.readydesk, 'My Tickets');
    await newcomer.rowBelow(desks.readydesk, '#');
    await newcomer.rowBelow(desks.readydesk, 'Could not be reached');
  });

  it('a ticket that was read shows its conversation', async () => {
    await newcomer.openList(desks.teamsupport, 'My Tickets');
    const panel = await newcomer.openTicket(new RegExp(`#${number} `));
    await panel.getByRole('heading', { name: words }).first().waitFor();
    await panel.getByRole('heading', { name: 'Conversation' }).waitFor();
  });

  it('search finds tickets', async () => {
    const { workbench } = person;
    await workbench.runCommand('Deskside: Search Tickets…');
    const typed = words
      .split(/\s+/)
      .filter(word => /^\w{4,}$/.test(word))
      .slice(0, 2)
      .join(' ');
    await workbench.type(typed);
    await workbench.quickInput
      .getByRole('option', { name: new RegExp(`#${number} `) })
      .first()
      .waitFor();
    await workbench.page.keyboard.press('Escape');
  });
});
