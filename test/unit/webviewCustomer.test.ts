import assert from 'node:assert/strict';
import type { PanelState } from '../../src/webview/messages.ts';
import { card, other, ticketOfBo } from './webviewCard.ts';
import { type Asked, eachWithPanel, type PanelUnderTest } from './webviewPage.ts';
import { abilities, ago, bare, day, details, entry, panelState, seed } from './webviewTicket.ts';

describe('what the ticket panel shows beside the ticket', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest;
  eachWithPanel(seed, opened => {
    panel = opened;
  });

  const state = (over: Partial<PanelState> = {}) =>
    panelState({ abilities, details: details({ ticket: ticketOfBo }), ...over });
  const button = (name: string | RegExp) => panel.page.getByRole('button', { name });
  const calls = async (m: string) => (await panel.asked()).filter(call => call.m === m);
  const unfold = () => panel.page.locator('summary', { hasText: 'Customer' }).click();
  const nth = async (m: string, count: number): Promise<Asked> => {
    const found = await panel.page.waitForFunction(
      ([name, at]) => window.asked.filter(call => call.m === name)[Number(at) - 1],
      [m, count] as const,
    );
    return (await found.jsonValue()) as Asked;
  };

  describe('customer', () => {
    const opened = async (answer: object = { card: card() }, over: Partial<PanelState> = {}) => {
      await panel.show(state(over));
      await unfold();
      await panel.answer(await nth('customerCard', 1), answer);
    };

    it('is named while folded, and asked for only once it is unfolded', async () => {
      await panel.show(state());
      await panel.page.getByText('Bo Ray · Acme Corp').last().waitFor();
      assert.equal((await calls('customerCard')).length, 0);
      await unfold();
      const call = await nth('customerCard', 1);
      assert.deepEqual(call.a, ['contact:12', false]);
      assert.match(await panel.page.locator('.card [role=status]').allInnerTexts().then(String), /Loading Bo Ray/);
      await panel.answer(call, { card: card() });
      await panel.page.getByText('Head of Purchasing').waitFor();
      assert.equal(await panel.page.locator('.card').getAttribute('aria-busy'), 'false');
      for (const words of ['+49 30 1234', '1 Long Road, 10115 Berlin', 'Acme Corp']) {
        assert.ok(await panel.page.locator('.card').getByText(words).first().isVisible(), words);
      }
    });

    it('stays unfolded over a reload, and is asked for again by the new page', async () => {
      await opened();
      await panel.reload();
      await panel.show(state());
      assert.deepEqual((await nth('customerCard', 1)).a, ['contact:12', false]);
      await unfold();
      // The browser tells of a fold only after the click: the names come back with it.
      await panel.page.locator('.brief').waitFor();
      await panel.reload();
      await panel.show(state());
      assert.equal((await calls('customerCard')).length, 0);
    });

    it('says what failed where it failed, and tries again there', async () => {
      const problem = {
        message: 'Acme Support failed on its side.',
        remedy: { label: 'Try Again', action: 'refresh' },
      };
      await opened({ problem });
      await panel.page.getByRole('alert').getByText('Acme Support failed').waitFor();
      await button('Try Again').click();
      const again = await nth('customerCard', 2);
      assert.deepEqual(again.a, ['contact:12', true]);
      await panel.answer(again, { card: card() });
      await panel.page.getByText('Head of Purchasing').waitFor();
      assert.equal((await calls('refresh')).length, 0);
      assert.equal(await panel.page.getByRole('alert').count(), 0);
    });

    it('can be asked for again whatever else may help', async () => {
      await opened({ problem: { message: 'Not accepted.', remedy: { label: 'Show Log', action: 'showLog' } } });
      await button('Show Log').click();
      await nth('showLog', 1);
      await button('Try Again').click();
      assert.deepEqual((await nth('customerCard', 2)).a, ['contact:12', true]);
    });

    it('names the list that is missing, and shows the others', async () => {
      const { products: _, ...rest } = card();
      await opened({ card: { ...rest, missing: [{ part: 'products', message: 'Acme Support failed on its side.' }] } });
      const missing = panel.page.getByRole('region', { name: 'Products' });
      await missing.getByText('Acme Support failed').waitFor();
      assert.equal(await panel.page.getByRole('region', { name: /^Assets 1/ }).count(), 1);
      await missing.getByRole('button', { name: 'Try Again' }).click();
      assert.deepEqual((await nth('customerCard', 2)).a, ['contact:12', true]);
    });

    it('puts empty lists into one line, and leaves out those that the desk has not', async () => {
      await opened(
        { card: { ...card(), tickets: [ticketOfBo], assets: [], invoices: [] } },
        { abilities: { ...abilities, cardParts: ['contacts', 'tickets', 'assets'] } },
      );
      await panel.page.getByText('None: Other tickets, Assets', { exact: true }).waitFor();
      for (const name of [/Products/, /Invoices/, /Billing/]) {
        assert.equal(await panel.page.getByRole('region', { name }).count(), 0);
      }
    });

    it('shows five rows, all when asked with the focus on the first that came, and says when there are more', async () => {
      await opened({ card: card({ cut: ['tickets'] }) });
      const tickets = panel.page.getByRole('region', { name: /^Other tickets 9\+/ });
      assert.equal(await tickets.getByRole('listitem').count(), 5);
      assert.equal(await tickets.getByText('#1042').count(), 0);
      await tickets.getByRole('button', { name: 'Show the first 9' }).click();
      await tickets.getByText('Acme Support has more than these.').waitFor();
      assert.equal(await tickets.getByRole('listitem').count(), 9);
      assert.match(await panel.page.evaluate(() => document.activeElement?.textContent ?? ''), /#905/);
      assert.equal(await button(/^Show all/).count(), 0);
    });

    it('opens another ticket through the host, by the keyboard too', async () => {
      await opened({ card: card({ tickets: [other('900', { subject: 'A <b>bold</b> one' })] }) });
      const row = button('#900 A <b>bold</b> one');
      await row.focus();
      await panel.page.keyboard.press('Enter');
      assert.deepEqual((await panel.waitForCall('openTicket')).a, ['id-900', '900', 'A <b>bold</b> one']);
    });

    it('makes links of plain addresses only', async () => {
      const hostile = card().company;
      await opened();
      const links = () => panel.page.locator('.card a').evaluateAll(all => all.map(one => one.getAttribute('href')));
      // Kim's address would write to others as well.
      await panel.page.getByText('kim@acme.example?cc=all@acme.example').waitFor();
      assert.deepEqual(await links(), ['mailto:bo@acme.example', 'https://www.acme.example/']);
      await panel.page.getByRole('link', { name: 'www.acme.example' }).click();
      assert.deepEqual((await panel.waitForCall('openLink')).a, ['https://www.acme.example/']);
      assert.equal(panel.page.url(), 'http://panel.test/');
      assert.ok(hostile);
      await button('Acme Corp').first().click();
      const second = await nth('customerCard', 2);
      const website = 'javascript:alert(1)';
      await panel.answer(second, {
        card: card({ company: { ...hostile, website, email: 'a@b\n.example' }, contacts: [] }),
      });
      await panel.page.getByText(website).waitFor();
      assert.deepEqual(await links(), ['mailto:bo@acme.example']);
    });

    it('says in words that support has ended', async () => {
      await opened();
      const products = panel.page.getByRole('region', { name: /^Products/ });
      assert.equal(await products.getByText('Support ended Mar 4, 2020').count(), 1);
      assert.equal(await products.getByText('Support until Jan 2, 2999').count(), 1);
      assert.equal(await products.locator('.over').count(), 1);
    });

    it('is one of several, each of which can be unlinked, and others linked', async () => {
      await opened();
      assert.equal(await button('Bo Ray').first().getAttribute('aria-pressed'), 'true');
      await button('Acme Corp').first().click();
      assert.deepEqual((await nth('customerCard', 2)).a, ['customer:7', false]);
      await button('Unlink Acme Corp').focus();
      await panel.page.keyboard.press('Enter');
      assert.deepEqual((await panel.waitForCall('unlinkCustomer')).a, ['customer:7']);
      await button('Link Customer…').click();
      assert.deepEqual((await panel.waitForCall('linkCustomer')).a, []);
    });

    it('follows the ticket when that was read anew, and keeps what it shows when the answer fails', async () => {
      await opened({ card: card() }, { fetchedAt: ago(60_000) });
      await panel.show(state({ fetchedAt: ago(0) }));
      const call = await nth('customerCard', 2);
      assert.deepEqual(call.a, ['contact:12', false]);
      await panel.answer(call, { problem: { message: 'Could not reach Acme Support.' } });
      assert.ok(await panel.page.getByText('Head of Purchasing').isVisible());
    });

    it('is told by name where the desk has no cards', async () => {
      await panel.show(panelState({ details: details({ ticket: ticketOfBo }), abilities: bare }));
      const section = panel.page.getByRole('region', { name: 'Customer' });
      assert.match(await section.allInnerTexts().then(String), /Acme Corp\s+Contact\s+Bo Ray/);
      assert.equal(await section.locator('summary').count(), 0);
    });
  });

  describe('fields', () => {
    const editable = { roles: ['status', 'dueAt', 'subject'] as const, fields: ['Severity'] };
    const ticket = {
      ...ticketOfBo,
      otherFields: [
        { name: 'Severity', value: '2' },
        { name: 'Imported', value: 'yes' },
      ],
    };

    it('can be changed where the desk lets them, those that are empty too', async () => {
      await panel.show(state({ details: details({ ticket }), abilities: { ...abilities, editable } }));
      const names = await panel.page
        .getByRole('button', { name: /^Change / })
        .evaluateAll(all => all.map(one => one.getAttribute('aria-label') ?? one.getAttribute('label')));
      assert.deepEqual(names.sort(), [
        'Change Due',
        'Change Field…',
        'Change Severity',
        'Change Status',
        'Change Subject',
      ]);
      assert.match(
        await panel.page.getByRole('region', { name: 'Fields', exact: true }).allInnerTexts().then(String),
        /Due\s+Not set/,
      );
      await button('Change Field…').focus();
      await panel.page.keyboard.press('Enter');
      assert.deepEqual((await panel.waitForCall('editField')).a, [{}]);
    });

    it('are only told where nothing can be changed, or as long as that is not known', async () => {
      await panel.show(state({ details: details({ ticket }) }));
      assert.equal(await button(/^Change /).count(), 0);
    });

    it('show their pencil when pointed at or focused, and always in high contrast', async () => {
      await panel.show(state({ abilities: { ...abilities, editable } }));
      const seen = () => button('Change Status').evaluate(one => getComputedStyle(one).opacity);
      assert.equal(await seen(), '0');
      await button('Change Status').focus();
      assert.equal(await seen(), '1');
      await panel.page.evaluate(() => {
        (document.activeElement as HTMLElement).blur();
        document.body.classList.add('vscode-high-contrast');
      });
      assert.equal(await seen(), '1');
    });
  });

  describe('assets and schedule', () => {
    const schedule = {
      ...{ id: 's1', title: 'Replace the till', startsAt: '2026-03-04T09:00:00Z', endsAt: '2026-03-04T11:00:00Z' },
      ...{ state: 'cancelled' as const, recurs: true, technicians: [{ name: 'Ana Lee' }, { name: 'Sam Rivera' }] },
    };

    it('are there where the desk has them', async () => {
      const assets = [{ id: 'a', name: 'Till 4', otherFields: [{ name: 'SerialNumber', value: 'QX-1' }] }];
      await panel.show(state({ details: details({ assets, schedules: [schedule] }) }));
      const plan = panel.page.getByRole('region', { name: 'Schedule' });
      assert.match(await plan.allInnerTexts().then(String), /Replace the till\s+Mar 4, 2026, 9:00\s–\s11:00\sAM/);
      assert.match(await plan.allInnerTexts().then(String), /cancelled · Ana Lee, Sam Rivera · repeats/);
      await panel.page.getByText('Till 4').click();
      await panel.page.getByText('QX-1').waitFor();
      await panel.show(panelState({ details: details({ assets, schedules: [schedule] }) }));
      assert.equal(await panel.page.getByRole('region', { name: /Schedule|Assets/ }).count(), 0);
    });

    it('say that they are missing, and take no room where there are none', async () => {
      await panel.show(state({ details: details({ missing: ['assets'] }) }));
      await panel.page.getByText('Acme Support did not answer with the assets.').waitFor();
      assert.equal(await panel.page.getByRole('region', { name: 'Schedule' }).count(), 0);
    });
  });

  describe('attachments', () => {
    const attachments = [
      { id: '9', name: 'error.log', size: '4 KB', entryId: 'e' },
      { name: 'old.txt', entryId: 'e' },
    ];

    it('are opened and saved where their content can be had', async () => {
      const history = [entry({ id: 'e' })];
      await panel.show(state({ details: details({ attachments, history }) }));
      assert.equal(await button(/^error.log$/).count(), 2);
      assert.equal(await button('old.txt').count(), 0);
      await button(/^error.log$/)
        .first()
        .click();
      assert.deepEqual((await panel.waitForCall('openAttachment')).a, [{ id: '9', entryId: 'e' }]);
      await button('Save error.log As…').focus();
      await panel.page.keyboard.press('Enter');
      assert.deepEqual((await panel.waitForCall('saveAttachment')).a, [{ id: '9', entryId: 'e' }]);
      await panel.show(state({ details: details({ attachments, history }), abilities: bare }));
      assert.equal(await button(/error.log/).count(), 0);
    });
  });

  describe('articles', () => {
    const insert = (text: string) =>
      panel.page.evaluate(one => window.send({ t: 'q', m: 'insertText', a: [one] }), text);
    const area = () => panel.page.locator('textarea');

    it('come in where the cursor is, keep what is written, and can be undone', async () => {
      await panel.show(state());
      await button('Insert Article…').click();
      await panel.waitForCall('insertArticle');
      await area().fill('Hello Bo,\nBye');
      await area().evaluate((one: HTMLTextAreaElement) => one.setSelectionRange(9, 9));
      await insert('Title\n\nText');
      assert.equal(await area().inputValue(), 'Hello Bo,\n\nTitle\n\nText\n\nBye');
      assert.equal(await area().evaluate(one => one === document.activeElement), true);
      await panel.page.getByRole('status').getByText('Text inserted').waitFor();
      assert.equal(((await panel.saved()) as { draft: string }).draft, 'Hello Bo,\n\nTitle\n\nText\n\nBye');
      assert.equal((await panel.waitForCall('noteChanged')).a[0], 'Hello Bo,\n\nTitle\n\nText\n\nBye');
      await panel.page.keyboard.press('Control+z');
      assert.equal(await area().inputValue(), 'Hello Bo,\nBye');
    });

    it('wait for the box of a page that has just been made', async () => {
      await insert('Early');
      await panel.show(state());
      await panel.page.waitForFunction(() => document.querySelector('textarea')?.value === 'Early\n');
    });

    it('wait for a note that is being saved', async () => {
      await panel.show(state());
      await area().fill('First');
      await area().press('Control+Enter');
      const call = await panel.waitForCall('saveNote');
      await insert('Second');
      assert.equal(await area().inputValue(), 'First');
      await panel.answer(call, { saved: true });
      await panel.page.waitForFunction(() => document.querySelector('textarea')?.value === 'Second\n');
    });

    it('that are too long leave the note as it is, and say so', async () => {
      await panel.show(state());
      await area().fill('Kept');
      await insert('x'.repeat(100_000));
      await panel.page.getByText('The text is too long for this note.').waitFor();
      assert.equal(await area().inputValue(), 'Kept');
    });

    it('are not offered by a desk that has none', async () => {
      await panel.show(panelState());
      assert.equal(await button('Insert Article…').count(), 0);
    });
  });

  it('fits 250 pixels whatever a desk answers', async () => {
    await panel.page.setViewportSize({ width: 250, height: 600 });
    const wide = 'W'.repeat(300);
    const named = { ...ticketOfBo, contact: { id: 'c', name: wide }, linked: [] };
    const otherFields = [{ name: wide, value: wide }];
    await panel.show(
      state({
        details: details({
          ticket: named,
          assets: [{ id: 'a', name: wide, addedAt: ago(day), otherFields }],
          schedules: [{ id: 's', title: wide, state: 'onHold', technicians: [{ name: wide }], recurs: false }],
          attachments: [{ id: '1', name: wide, size: wide }],
        }),
        abilities: { ...abilities, editable: { roles: ['subject', 'assignee'], fields: [] } },
      }),
    );
    const width = () => panel.page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(await width(), 250);
    await unfold();
    const full = card({
      customer: { id: 'c', name: wide, email: `${wide}@a.example`, title: wide, otherFields },
      company: { name: wide, website: `https://${'w'.repeat(60)}.example/${wide}`, otherFields },
      contacts: [{ id: '1', name: wide, email: wide }],
      tickets: [other(wide, { subject: wide, status: wide })],
      products: [{ name: wide, version: wide, supportEndsAt: '2020-01-01' }],
      lineItems: [{ id: 'l', title: wide, cost: wide, minutes: 5, category: wide }],
      invoices: [{ id: wide, total: wide, from: wide, to: wide }],
    });
    await panel.answer(await nth('customerCard', 1), { card: full });
    await panel.page.getByRole('region', { name: /^Invoices/ }).waitFor();
    assert.equal(await width(), 250);
  });
});
