import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { menuItem, pressItem } from './contextMenu.ts';
import { eventually } from './eventually.ts';
import { withVsCode } from './harness.ts';

/** Where a running sample desk is, as it prints it. */
interface Line {
  readonly teamsupport: { readonly url: string; readonly organizationId: string; readonly token: string };
  readonly control: { readonly url: string; readonly token: string };
}

describe('changes from the tree through the workbench', () => {
  const person = withVsCode({ connected: true, viewport: { width: 1280, height: 1000 } });
  let newcomer: Newcomer;
  let line: Line;

  before(async () => {
    newcomer = new Newcomer(person.workbench);
    line = JSON.parse(person.desk.line);
    await newcomer.showDesks();
    await newcomer.openList(desks.teamsupport, 'Unassigned');
  });

  const ticketOf = async (number: string): Promise<Readonly<Record<string, string>>> => {
    const { url, organizationId, token } = line.teamsupport;
    const authorization = `Basic ${Buffer.from(`${organizationId}:${token}`).toString('base64')}`;
    const answer = await fetch(`${url}/api/json/tickets?TicketNumber=${number}`, { headers: { authorization } });
    const { Tickets } = (await answer.json()) as { readonly Tickets: readonly Readonly<Record<string, string>>[] };
    return Tickets[0] ?? assert.fail(`no ticket ${number}`);
  };
  const change = async (number: string, members: Readonly<Record<string, string>>) => {
    const { url, organizationId, token } = line.teamsupport;
    const authorization = `Basic ${Buffer.from(`${organizationId}:${token}`).toString('base64')}`;
    const { ID, TicketID } = await ticketOf(number);
    const answer = await fetch(`${url}/api/json/tickets/${ID ?? TicketID}`, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ Ticket: members }),
    });
    assert.ok(answer.ok);
  };
  const offline = async (off: boolean) => {
    const answer = await fetch(`${line.control.url.replace(/\/$/, '')}/switches`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-control-token': line.control.token },
      body: JSON.stringify({ offline: off }),
    });
    assert.equal(answer.status, 200);
  };
  /** Rows of tickets below a list, with their numbers. */
  const rows = async (list: string, count: number) => {
    const first = await newcomer.rowBelow(list, '#');
    const start = Number(await first.getAttribute('data-index'));
    const found: { readonly row: Locator; readonly number: string }[] = [];
    for (let at = start; at < start + count; at++) {
      const row = person.workbench.page.locator(`.sidebar [role="treeitem"][data-index="${at}"]`);
      const number = /^#(\d+)/.exec((await row.textContent())?.trim() ?? '')?.[1];
      assert.ok(number);
      found.push({ row, number });
    }
    return found;
  };
  const toast = (words: string | RegExp) =>
    person.workbench.page.locator('.notification-toast').filter({ hasText: words });
  const { picture } = person;

  it('assigns the rows that are selected, and takes it back', async () => {
    const { workbench } = person;
    const [one, two] = await rows('Unassigned', 2);
    assert.ok(one && two);
    await one.row.click({ modifiers: ['ControlOrMeta'] });
    await two.row.click({ modifiers: ['ControlOrMeta'] });
    await two.row.click({ button: 'right' });
    await menuItem(workbench.page, 'Assign…').waitFor();
    await picture('menu');
    await pressItem(workbench.page, 'Assign…');
    await workbench.quickInput.getByRole('option').nth(2).waitFor();
    await picture('assign');
    const name = (await workbench.quickLabels()).find(label => label !== 'Nobody');
    assert.ok(name);
    await workbench.pick(name);
    const said = toast(`2 tickets: Assignee: ${name}`);
    await said.waitFor();
    await picture('assigned');
    for (const { number } of [one, two]) assert.equal((await ticketOf(number)).UserName, name);
    await said.getByRole('button', { name: 'Undo' }).click();
    for (const { number } of [one, two])
      await eventually('nobody', async () => ((await ticketOf(number)).UserName ?? '') === '');
  });

  it('moves a ticket that is dragged onto a group', async () => {
    await newcomer.openList(desks.teamsupport, 'Unassigned', false);
    await newcomer.openList(desks.teamsupport, 'Groups');
    const below = await newcomer.rowBelow(desks.teamsupport, 'Groups');
    const start = Number(await below.getAttribute('data-index')) + 1;
    const at = (index: number) => person.workbench.page.locator(`.sidebar [role="treeitem"][data-index="${index}"]`);
    const nameAt = async (index: number) =>
      (await at(index).locator('.label-name').first().textContent())?.trim() ?? '';
    await at(start + 1).waitFor();
    const [name, from] = [await nameAt(start), await nameAt(start + 1)];
    await newcomer.openList('Groups', from);
    const [one] = await rows(from, 1);
    assert.ok(one);
    const before = (await ticketOf(one.number)).GroupName;
    assert.equal(before, from);
    const group = at(start);
    await one.row.dragTo(group);
    const said = toast(`#${one.number}: Group: ${name}`);
    await said.waitFor();
    await picture('dropped');
    assert.equal((await ticketOf(one.number)).GroupName, name);
    await said.getByRole('button', { name: 'Undo' }).click();
    await eventually('the group of before', async () => (await ticketOf(one.number)).GroupName === before);
    await newcomer.openList(desks.teamsupport, 'Groups', false);
    await newcomer.openList(desks.teamsupport, 'Unassigned');
  });

  it('keeps what is changed offline in the outbox, and asks when somebody changed the same meanwhile', async () => {
    const { workbench } = person;
    // Which one is first depends on what was changed within one minute; long values are cut where they are shown.
    const first = await Promise.all(
      (await rows('Unassigned', 4)).map(async each => ({ ...each, subject: (await ticketOf(each.number)).Name ?? '' })),
    );
    const [one] = first.sort((some, other) => some.subject.length - other.subject.length);
    assert.ok(one);
    const { subject } = one;
    // Several rows may still be selected: then a menu has what is done to several.
    await one.row.click();
    await workbench.tab(new RegExp(`#${one.number}`)).waitFor();
    await one.row.click({ button: 'right' });
    await pressItem(workbench.page, 'Change Ticket Field…');
    await workbench.quickInput.getByRole('option').nth(2).waitFor();
    await workbench.pick('Subject');
    await workbench.quickInput.getByText('· Subject').waitFor();
    await offline(true);
    await workbench.type('By me, on a train');
    await workbench.accept();
    const kept = toast('What you wrote is kept in the outbox and is sent from there.');
    await kept.waitFor();
    await picture('kept');
    await kept.getByRole('button', { name: 'Show Outbox' }).click();
    const waiting = workbench.row(`#${one.number} Change of Subject`);
    await waiting.waitFor();
    await picture('outbox-waits');
    await offline(false);
    await change(one.number, { Name: 'By a colleague' });
    await waiting.hover();
    await waiting.getByRole('button', { name: 'Send Now' }).click();
    await workbench.row('choose: changed on the desk meanwhile').waitFor();
    await picture('outbox-conflict');
    await workbench.row('choose: changed on the desk meanwhile').click();
    await workbench.quickInput.getByRole('option').nth(2).waitFor();
    await picture('conflict');
    assert.deepEqual(await workbench.quickLabels(), ['By me, on a train', 'By a colleague', subject]);
    await workbench.pick('By me, on a train');
    await eventually('the subject', async () => (await ticketOf(one.number)).Name === 'By me, on a train');
    await workbench.page.locator('.sidebar .pane-header', { hasText: 'Outbox' }).waitFor({ state: 'hidden' });
  });
});
