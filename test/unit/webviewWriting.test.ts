import assert from 'node:assert/strict';
import { markdownHtml } from '../../src/editor/panel/markdownHtml.ts';
import { refusal } from '../../src/editor/panel/panelMessages.ts';
import type { PanelState } from '../../src/webview/messages.ts';
import { type Asked, eachWithPanel, type PanelUnderTest } from './webviewPage.ts';
import { abilities, details, panelState, seed } from './webviewTicket.ts';
import { editable, fields, reply, statusWrite, write } from './webviewWriting.ts';

const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('writing in the ticket panel', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest;
  afterEach(async () => {
    // Whatever the page asked for is something that the host takes.
    for (const { m, a } of await panel.asked()) assert.equal(refusal({ t: 'q', m, a }), undefined, m);
  });
  eachWithPanel(seed, opened => {
    panel = opened;
    panel.page.setDefaultTimeout(8_000);
  });
  const ticket = {
    ...details().ticket,
    subject: 'Checkout fails',
    assignee: { name: 'Person 5' },
    otherFields: [
      { name: 'Hours', value: '3' },
      { name: 'Vip', value: 'No' },
    ],
  };
  const state = (over: Partial<PanelState> = {}) =>
    panelState({ abilities: { ...abilities, editable }, details: details({ ticket }), ...over });
  const button = (name: string | RegExp) => panel.page.getByRole('button', { name, exact: typeof name === 'string' });
  const calls = async (m: string) => (await panel.asked()).filter(call => call.m === m);
  const nth = async (m: string, count: number): Promise<Asked> => {
    const found = await panel.page.waitForFunction(
      ([name, at]) => window.asked.filter(call => call.m === name)[Number(at) - 1],
      [m, count] as const,
    );
    return (await found.jsonValue()) as Asked;
  };
  const region = (name: string) => panel.page.getByRole('region', { name, exact: true });
  const row = (name: string) => panel.page.locator('.rows > div', { has: panel.page.locator('dt', { hasText: name }) });
  const press = (key: string) => panel.page.keyboard.press(key);
  const focused = () => panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  /** Begins to change a field; the host answers what can be changed. */
  const edit = async (name: string, answer: object = { fields }, count = 1) => {
    await button(`Change ${name}`).focus();
    await press('Enter');
    await panel.answer(await nth('fields', count), answer);
  };
  const note = (over: object = {}) => state({ writes: [write(reply, over)] });
  const pending = () => panel.page.getByRole('list', { name: 'Not in the conversation yet' });

  describe('fields', () => {
    it('are picked from the desk’s own choices by the keyboard, and shown before anybody answers', async () => {
      await panel.show(state());
      await edit('Status');
      const options = panel.page.getByRole('option');
      assert.deepEqual(
        (await options.allInnerTexts()).map(text => text.trim().replace(/\s+/g, ' ')),
        ['Open', 'Waiting on Customer', 'Closed closes the ticket'],
      );
      assert.equal(await panel.page.getByRole('option', { selected: true }).innerText(), 'Open');
      await panel.page.keyboard.type('clo');
      assert.equal(await options.count(), 1);
      await press('Enter');
      // Nobody has answered yet: the field and the line under the title show it.
      await row('Status').getByText('Closed').waitFor();
      assert.match(await panel.page.locator('.facts-line').innerText(), /^Status:\s*Closed/);
      assert.deepEqual((await panel.waitForCall('changeField')).a, ['StatusID', '3']);
      assert.equal(await focused(), 'Change Status');
      await panel.answer(await panel.waitForCall('changeField'), { ok: true });
    });

    it('go back to what the desk has when a change is not taken, and say why there', async () => {
      await panel.show(state());
      await edit('Status');
      await panel.page.getByRole('option', { name: 'Waiting' }).click();
      await row('Status').getByText('Waiting on Customer').waitFor();
      const problem = { message: 'Acme Support is signed out on this machine.' };
      await panel.answer(await panel.waitForCall('changeField'), { ok: false, problem });
      await row('Status').getByRole('alert').getByText(problem.message).waitFor();
      assert.equal(await row('Status').getByText('Waiting on Customer').count(), 0);
    });

    it('are left as they are by Escape and by a click elsewhere', async () => {
      await panel.show(state());
      await edit('Status');
      await press('ArrowDown');
      await press('Escape');
      assert.equal(await focused(), 'Change Status');
      await edit('Status', { fields }, 2);
      await panel.page.getByRole('heading', { name: 'Conversation' }).click();
      await panel.page.getByRole('combobox').waitFor({ state: 'detached' });
      assert.deepEqual(await calls('changeField'), []);
    });

    it('narrow hundreds of people as one types, and can be emptied', async () => {
      await panel.show(state());
      await edit('Assignee');
      await panel.page.getByText('101 more: type to narrow.').waitFor();
      await panel.page.keyboard.type('299 pers');
      assert.equal(await panel.page.getByRole('option').count(), 1);
      await panel.page.keyboard.press('Control+a');
      await panel.page.keyboard.type('none');
      await press('Enter');
      assert.deepEqual((await panel.waitForCall('changeField')).a, ['UserID', null]);
      await row('Assignee').getByText('Unassigned').waitFor();
    });

    it('point at no row that is not drawn, when the one that is chosen stands far down', async () => {
      const far = fields.map(each => (each.role === 'assignee' ? { ...each, value: 'u250' } : each));
      await panel.show(state());
      await edit('Assignee', { fields: far });
      const box = panel.page.getByRole('combobox');
      await panel.page.getByRole('option').first().waitFor();
      assert.equal(await box.getAttribute('aria-activedescendant'), null);
      assert.equal(await box.getAttribute('placeholder'), 'Person 250');
      await press('ArrowDown');
      const active = await box.getAttribute('aria-activedescendant');
      assert.match((await panel.page.locator(`#${active}`).textContent()) ?? '', /Person 0/);
    });

    it('that are typed are checked as they are typed', async () => {
      await panel.show(state());
      await edit('Hours');
      await panel.page.keyboard.type('many');
      await row('Hours').getByText('This is a number.').waitFor();
      await press('Enter');
      assert.deepEqual(await calls('changeField'), []);
      await panel.page.keyboard.press('Control+a');
      await panel.page.keyboard.type('2,5');
      await press('Enter');
      assert.deepEqual((await panel.waitForCall('changeField')).a, ['Hours', '2.5']);
      await row('Hours').getByText('2.5').waitFor();
    });

    it('of yes and no, and dates with a time or without, are what the desk takes', async () => {
      await panel.show(state());
      await edit('Vip');
      await panel.page.getByRole('option', { name: 'Yes' }).click();
      assert.deepEqual((await nth('changeField', 1)).a, ['Vip', 'true']);
      await row('Vip').getByText('Yes').waitFor();
      await edit('Due', { fields }, 2);
      await panel.page.getByLabel('Due', { exact: true }).fill('2027-03-04');
      await press('Enter');
      assert.deepEqual((await nth('changeField', 2)).a, ['DueDate', '2027-03-04']);
      await edit('Due', { fields }, 3);
      await panel.page.getByLabel('Due', { exact: true }).fill('2027-03-04');
      await panel.page.getByLabel('Time of day').fill('14:30');
      await button('Save').click();
      assert.deepEqual((await nth('changeField', 3)).a, ['DueDate', '2027-03-04T14:30:00.000Z']);
    });

    it('have the title among them, which cannot be emptied', async () => {
      await panel.show(state());
      await edit('Subject');
      await press('Delete');
      await panel.page.getByText('This cannot be empty.').waitFor();
      await panel.page.keyboard.type('Paying fails <b>');
      await press('Enter');
      assert.deepEqual((await panel.waitForCall('changeField')).a, ['subject', 'Paying fails <b>']);
      await panel.page.getByRole('heading', { level: 1, name: '#1042 Paying fails <b>' }).waitFor();
    });

    it('say what is wrong when they cannot be asked for', async () => {
      await panel.show(state());
      await edit('Status', { problem: { message: 'Could not reach Acme Support.' } });
      await row('Status').getByRole('alert').getByText('Could not reach Acme Support.').waitFor();
      await edit('Status', { fields: [] }, 2);
      await row('Status').getByText('This cannot be changed on this ticket.').waitFor();
    });

    it('show what is on its way, and what it was with a way back', async () => {
      const undoable = { name: 'StatusID', role: 'status', shownBefore: 'Open' } as const;
      await panel.show(state({ writes: [statusWrite({ state: 'sending' })], undoable }));
      assert.match(await row('Status').innerText(), /Closed\s+Saving…\s+Was Open\./);
      await row('Status').getByRole('button', { name: 'Undo' }).click();
      await panel.waitForCall('undoChange');
      // Once it is sent, and until it is read, it stays shown.
      await panel.show(state({ writes: [statusWrite({ state: 'sent' })], undoable }));
      assert.match(await row('Status').innerText(), /Closed\s+Was Open\./);
      await panel.show(state());
      assert.match(await row('Status').innerText(), /Open\s*$/);
    });

    it('that were refused show what the desk has, why, and what can be done', async () => {
      const problem = 'Acme Support did not accept this. It said: no.';
      await panel.show(state({ writes: [statusWrite({ state: 'failed', problem })] }));
      assert.match(await row('Status').innerText(), /Open\s+Not changed to Closed\. Acme Support did not accept this/);
      await row('Status').getByRole('button', { name: 'Try Again' }).click();
      assert.deepEqual((await nth('chooseWrite', 1)).a, [7, 'send']);
      await row('Status').getByRole('button', { name: 'Discard' }).click();
      assert.deepEqual((await nth('chooseWrite', 2)).a, [7, 'discard']);
    });

    it('that somebody else changed show mine, theirs and before', async () => {
      const values = { mine: 'Closed', theirs: 'Waiting on Customer', before: 'Open' };
      const conflicts = [{ field: 'StatusID', label: 'Status', values }];
      await panel.show(state({ writes: [statusWrite({ state: 'conflict', conflicts })] }));
      const choice = panel.page.getByRole('group', { name: 'Status was changed on the desk meanwhile' });
      for (const [side, name] of [
        ['mine', 'Mine Closed'],
        ['theirs', 'Theirs Waiting on Customer'],
        ['before', 'Before Open'],
      ] as const) {
        await choice.getByRole('button', { name }).click();
        assert.deepEqual((await panel.waitForCall('resolve')).a, [7, { StatusID: side }]);
      }
    });

    it('written from right to left begin where the others begin', async () => {
      const values = { mine: 'فشل الدفع', theirs: 'Paying fails', before: '' };
      const conflicts = [{ field: 'StatusID', label: 'Status', values }];
      await panel.show(state({ writes: [statusWrite({ state: 'conflict', conflicts })] }));
      const starts = await panel.page.locator('button.side bdi').evaluateAll(all =>
        all.map(one => {
          const range = document.createRange();
          range.selectNodeContents(one);
          return Math.round(range.getBoundingClientRect().left);
        }),
      );
      assert.equal(starts.length, 3);
      assert.equal(new Set(starts).size, 1, String(starts));
    });

    it('of the title are as readable as those of other fields', async () => {
      const values = { mine: 'As I see it '.repeat(20), theirs: 'By a colleague', before: 'Checkout fails' };
      const subject = { name: 'subject', role: 'subject', label: 'Subject', value: 'Mine', shown: 'Mine' } as const;
      const conflicts = [{ field: subject.name, label: subject.label, values }];
      const renamed = write(
        { kind: 'updateTicket', fields: [{ ...subject, value: values.mine, shown: values.mine }] },
        { state: 'conflict', conflicts },
      );
      await panel.page.setViewportSize({ width: 320, height: 800 });
      await panel.show(state({ writes: [renamed] }));
      const choice = panel.page.getByRole('group', { name: 'Subject was changed on the desk meanwhile' });
      const look = (side: string) =>
        choice.getByRole('button', { name: new RegExp(`^${side}`) }).evaluate(one => {
          const name = one.querySelector('span');
          const lines = new Set([...(name?.getClientRects() ?? [])].map(({ top }) => top)).size;
          return { lines, high: name?.getBoundingClientRect().height ?? 0, size: getComputedStyle(one).fontSize };
        });
      for (const side of ['Theirs', 'Before']) {
        const { lines, high, size } = await look(side);
        assert.deepEqual([lines, size], [1, '13px']);
        assert.ok(high < 30, `${side} is broken into lines: ${high}`);
      }
    });

    it('of one write with several conflicts wait until each has its choice, also those with no row of their own', async () => {
      const values = { mine: 'a', theirs: 'b', before: '' };
      const one = { role: 'status', label: 'Status', name: 'StatusID', value: '3', shown: 'Closed' } as const;
      const other = { role: 'custom', label: 'Region', name: 'Region', value: 'a', shown: 'a' } as const;
      const conflicts = [one, other].map(({ name, label }) => ({ field: name, label, values }));
      const both = write({ kind: 'updateTicket', fields: [one, other] }, { state: 'conflict', conflicts });
      await panel.show(state({ writes: [both] }));
      await row('Status').getByRole('button', { name: 'Mine' }).click();
      assert.match(await row('Status').getByRole('button', { pressed: true }).innerText(), /^Mine\s+a$/);
      assert.deepEqual(await calls('resolve'), []);
      await row('Region').getByRole('button', { name: 'Before Not set' }).click();
      assert.deepEqual((await panel.waitForCall('resolve')).a, [7, { StatusID: 'mine', Region: 'before' }]);
    });

    it('fit 250 pixels while they are changed', async () => {
      await panel.page.setViewportSize({ width: 250, height: 600 });
      await panel.show(state());
      await edit('Assignee');
      const list = await panel.page.getByRole('listbox').boundingBox();
      assert.ok(list && list.x >= 0 && list.x + list.width <= 250 && list.y >= 0 && list.y + list.height <= 600);
      assert.equal(await panel.page.evaluate(() => document.documentElement.scrollWidth), 250);
    });

    it('show a choice with the next picture after its key', async () => {
      await panel.show(state());
      for (let round = 1; round <= 4; round++) {
        await edit('Status', { fields }, round);
        const wanted = round % 2 ? 'Closed' : 'Waiting on Customer';
        await panel.page.keyboard.type(wanted);
        await panel.page.getByRole('option', { name: wanted }).waitFor();
        assert.equal(await panel.page.evaluate(shownNext, wanted), true, wanted);
      }
    });
  });

  describe('notes', () => {
    it('say by name who reads a reply, and that nobody outside reads an internal note', async () => {
      const linked = [
        { id: '1', name: 'Bo Ray', kind: 'person' as const },
        { id: '2', name: 'Kim Oh', kind: 'person' as const },
        { id: '3', name: 'Acme Corp', kind: 'company' as const },
      ];
      await panel.show(state({ details: details({ ticket: { ...ticket, linked } }) }));
      await panel.page.getByText('The customer does not see this.').waitFor();
      assert.equal(await button('Save Internal Note').count(), 1);
      await panel.page.getByRole('radio', { name: 'Reply to Customer' }).check();
      await panel.page.getByText('Bo Ray and Kim Oh can read this.').waitFor();
      assert.equal(await button('Reply to Bo Ray and 1 Other').count(), 1);
      const look = (name: string) =>
        panel.page.getByRole('textbox', { name }).evaluate(one => {
          const { borderColor, backgroundColor } = getComputedStyle(one);
          return { borderColor, backgroundColor };
        });
      await panel.page.evaluate(() => {
        document.documentElement.style.setProperty('--vscode-input-background', 'rgb(9, 9, 9)');
        document.documentElement.style.setProperty('--vscode-charts-blue', 'rgb(0, 0, 255)');
        document.documentElement.style.setProperty('--vscode-charts-yellow', 'rgb(255, 255, 0)');
      });
      const publicly = await look('Reply to Customer');
      await panel.page.getByRole('radio', { name: 'Internal Note' }).check();
      const internally = await look('Internal Note');
      assert.notEqual(publicly.borderColor, internally.borderColor);
      assert.notEqual(publicly.backgroundColor, internally.backgroundColor);
    });

    it('stand in the conversation while they can be taken back, with the seconds that are left', async () => {
      await panel.show(note({ state: 'held', dueAt: new Date(Date.now() + 60_000).toISOString() }));
      assert.match(await pending().innerText(), /You\s+Public\s+Sending in (?:60|59) s\s+Undo\s+Send Now/);
      await pending().getByText('We are on it.').waitFor();
      await pending().getByRole('button', { name: 'Send Now' }).click();
      assert.deepEqual((await panel.waitForCall('chooseWrite')).a, [7, 'send']);
      await pending().getByRole('button', { name: 'Undo' }).click();
      assert.deepEqual((await panel.waitForCall('takeBack')).a, [7]);
    });

    it('are taken back by Ctrl+Z in the empty box', async () => {
      await panel.show(state());
      await panel.page.locator('textarea').fill('x');
      await press('Control+Enter');
      const saving = await panel.waitForCall('saveNote');
      await panel.show(note({ state: 'held', dueAt: new Date(Date.now() + 60_000).toISOString() }));
      await panel.answer(saving, { saved: true });
      await panel.page.getByText('Note stands in the conversation').waitFor();
      await press('Control+z');
      assert.deepEqual((await panel.waitForCall('takeBack')).a, [7]);
    });

    it('that are taken back come before what is written meanwhile, and never become public by it', async () => {
      const take = (text: string, visibility: string) =>
        panel.page.evaluate(args => window.send({ t: 'q', m: 'takeNote', a: args }), [text, visibility]);
      await panel.show(state());
      await take('First', 'public');
      assert.equal(await panel.page.locator('textarea').inputValue(), 'First');
      assert.equal(await panel.page.getByRole('radio', { name: 'Reply to Customer' }).isChecked(), true);
      await panel.page.getByRole('radio', { name: 'Internal Note' }).check();
      await take('Second', 'public');
      assert.equal(await panel.page.locator('textarea').inputValue(), 'Second\n\nFirst');
      assert.equal(await panel.page.getByRole('radio', { name: 'Internal Note' }).isChecked(), true);
      assert.deepEqual((await panel.waitForCall('noteChanged')).a, ['Second\n\nFirst', 'internal']);
      await panel.page.getByRole('radio', { name: 'Reply to Customer' }).check();
      await take('Secret', 'internal');
      assert.equal(await panel.page.getByRole('radio', { name: 'Internal Note' }).isChecked(), true);
      await panel.reload();
      await panel.show(state());
      assert.equal(await panel.page.locator('textarea').inputValue(), 'Secret\n\nSecond\n\nFirst');
    });

    it('show where they stand, and what can be done then', async () => {
      const expected = [
        [{ state: 'waiting' }, /Waits for its turn/, ['Try Now', 'Edit', 'Discard']],
        [
          { state: 'waiting', problem: 'No network.' },
          /Waits until it can be sent[\s\S]*No network\./,
          ['Try Now', 'Edit', 'Discard'],
        ],
        [{ state: 'sending' }, /Sending…/, []],
        [{ state: 'checking' }, /Checking whether it arrived…/, []],
        [{ state: 'unclear' }, /It may have arrived/, ['It Arrived', 'Send It Again']],
        [{ state: 'failed', problem: 'It said no.' }, /Not sent[\s\S]*It said no\./, ['Try Again', 'Edit', 'Discard']],
        [{ state: 'sent' }, /Sent/, []],
      ] as const;
      for (const [over, words, actions] of expected) {
        await panel.show(note(over));
        assert.match(await pending().innerText(), words);
        assert.deepEqual(await pending().getByRole('button').allInnerTexts(), actions, over.state);
      }
      await panel.show(note({ state: 'unclear' }));
      for (const [name, choice] of [
        ['It Arrived', 'arrived'],
        ['Send It Again', 'notArrived'],
      ] as const) {
        await pending().getByRole('button', { name }).click();
        assert.deepEqual((await panel.waitForCall('chooseWrite')).a, [7, choice]);
      }
    });

    it('run nothing of what they hold', async () => {
      const text = '<img src=x onerror="window.pwned=1"><script>window.pwned=2</script> [x](javascript:window.pwned=3)';
      await panel.show(state({ writes: [write({ kind: 'addNote', text, visibility: 'public' })] }));
      await panel.page.locator('textarea').fill(text);
      await button('Preview').click();
      await panel.answer(await panel.waitForCall('preview'), markdownHtml(text));
      await region('Preview').getByText('onerror').waitFor();
      assert.equal(await panel.page.evaluate(() => 'pwned' in window), false);
      assert.deepEqual(panel.strayRequests, []);
      assert.equal(await region('Preview').getByRole('link').count(), 0);
    });

    it('are previewed with their Markdown, and written on by Escape', async () => {
      await panel.show(state());
      await panel.page.locator('textarea').fill('**Now** fixed:\n\n- `cart`\n- https://ok.example/x');
      await button('Preview').click();
      const asked = await panel.waitForCall('preview');
      await panel.answer(asked, markdownHtml(String(asked.a[0])));
      const preview = region('Preview');
      await preview.locator('strong', { hasText: 'Now' }).waitFor();
      assert.equal(await preview.locator('li').count(), 2);
      await preview.getByText('It is sent as plain text, as it was typed.').waitFor();
      await preview.focus();
      await press('Escape');
      await panel.page.locator('textarea').waitFor();
      assert.equal(await panel.page.evaluate(() => document.activeElement?.localName), 'textarea');
      await button('Preview').click();
      await panel.answer(await nth('preview', 2), '<p>x</p>');
      await preview.focus();
      await press('Control+Enter');
      assert.equal((await panel.waitForCall('saveNote')).a[1], 'internal');
    });

    it('are never previewed as they were before they were changed', async () => {
      await panel.show(state());
      const area = panel.page.locator('textarea');
      await area.fill('First');
      await button('Preview').click();
      const asked = await panel.waitForCall('preview');
      await area.fill('Second');
      await panel.answer(asked, '<p>First</p>');
      await button('Preview').click();
      await panel.answer(await nth('preview', 2), '<p>Second</p>');
      await region('Preview').getByText('Second').waitFor();
    });

    it('take a canned reply with the cursor where it belongs', async () => {
      await panel.show(state());
      await button('Insert Canned Reply…').click();
      await panel.waitForCall('insertCannedReply');
      await panel.page.evaluate(() => window.send({ t: 'q', m: 'insertText', a: ['Hello Bo,\n\n\nAna', 11] }));
      await panel.page.waitForFunction(() => document.querySelector('textarea')?.value);
      await panel.page.keyboard.type('thank you.');
      assert.equal(await panel.page.locator('textarea').inputValue(), 'Hello Bo,\n\nthank you.\nAna\n');
    });
  });

  describe('files', () => {
    /** In the page: what a clipboard or a drag carries. */
    const hand = (event: 'paste' | 'drop' | 'dragover', files: readonly { name: string; type: string }[]) =>
      panel.page.evaluate(
        ([kind, all, content]) => {
          const data = new DataTransfer();
          const bytes = Uint8Array.from(atob(content), one => one.charCodeAt(0));
          for (const { name, type } of all) data.items.add(new File([bytes], name, { type }));
          const target = document.querySelector('textarea') ?? document.body;
          const more = { bubbles: true, cancelable: true };
          const made =
            kind === 'paste'
              ? new ClipboardEvent(kind, { ...more, clipboardData: data })
              : new DragEvent(kind, { ...more, dataTransfer: data });
          target.dispatchEvent(made);
          return made.defaultPrevented;
        },
        [event, files, png] as const,
      );

    it('are attached when they are pasted, for those whom the note is for', async () => {
      await panel.show(state());
      assert.equal(await hand('paste', [{ name: 'image.png', type: 'image/png' }]), true);
      const asked = await panel.waitForCall('attachFile');
      const [name, type, content, visibility] = asked.a;
      assert.match(String(name), /^image-\d{4}-\d\d-\d\d-[\d-]+\.png$/);
      assert.deepEqual([type, content, visibility], ['image/png', png, 'internal']);
      await panel.answer(asked, { ok: true });
    });

    it('are attached when they are dropped, one after the other; meanwhile the page says who sees them', async () => {
      await panel.show(state());
      await panel.page.getByRole('radio', { name: 'Reply to Customer' }).check();
      const two = [
        { name: 'a/b.log', type: 'text/plain' },
        { name: 'b.bin', type: '' },
      ];
      await hand('dragover', two);
      await panel.page.getByText('Attach to #1042: the customer can see it').waitFor();
      await hand('drop', two);
      await panel.page.locator('.drop').waitFor({ state: 'detached' });
      await panel.answer(await nth('attachFile', 1), { ok: true });
      const second = await nth('attachFile', 2);
      assert.deepEqual(second.a.slice(0, 2), ['b.bin', 'application/octet-stream']);
      await panel.answer(second, { ok: false, problem: { message: 'It is too big for Acme Support.' } });
      await panel.page.getByRole('status').getByText('It is too big for Acme Support.').waitFor();
    });

    it('are awaited until the pointer has left the page, not only something in it', async () => {
      await panel.show(state());
      await hand('dragover', [{ name: 'a.log', type: 'text/plain' }]);
      const words = panel.page.getByText('Attach to #1042: the customer does not see it');
      await words.waitFor();
      const leave = (inside: boolean) =>
        panel.page.evaluate(async within => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(['x'], 'a.log'));
          const relatedTarget = within ? document.querySelector('h1') : null;
          const bubbles = true;
          document.body.dispatchEvent(new DragEvent('dragleave', { bubbles, dataTransfer, relatedTarget }));
          const view = document.querySelector('deskside-ticket');
          if (view && 'updateComplete' in view) await view.updateComplete;
        }, inside);
      await leave(true);
      assert.equal(await words.count(), 1);
      await leave(false);
      await words.waitFor({ state: 'detached' });
    });

    it('stand in the conversation until they are there', async () => {
      const file = { kind: 'attach', name: 'trace.log', visibility: 'internal' } as const;
      await panel.show(state({ writes: [write(file, { state: 'failed', problem: 'It said no.' })] }));
      assert.match(
        await pending().innerText(),
        /trace\.log\s+Internal note\s+Not sent\s+It said no\.\s+Try Again\s+Discard/,
      );
    });

    it('stand in one line each while there is nothing to read, and in a narrow page within it', async () => {
      const long = { kind: 'attach', name: `${'trace-'.repeat(9)}.log`, visibility: 'internal' } as const;
      const short = { ...long, name: 'a.png' };
      await panel.show(state({ writes: [write(short, { id: 1 }), write(long, { id: 2, state: 'sending' })] }));
      const middles = await pending()
        .getByRole('listitem')
        .first()
        .locator('bdi, .chip, .standing, button')
        .evaluateAll(all => all.map(one => one.getBoundingClientRect()).map(({ top, height }) => top + height / 2));
      assert.equal(middles.length, 5);
      assert.ok(Math.max(...middles) - Math.min(...middles) <= 3, String(middles));
      await panel.page.setViewportSize({ width: 250, height: 600 });
      const inside = await pending()
        .locator('bdi, .chip, .standing, button')
        .evaluateAll(all => all.every(one => one.getBoundingClientRect().right <= 250));
      assert.ok(inside);
    });

    it('are refused in a sentence by a desk that takes none', async () => {
      await panel.show(state({ abilities: { ...abilities, attach: false } }));
      assert.equal(await button('Attach Files…').count(), 0);
      await hand('paste', [{ name: 'image.png', type: 'image/png' }]);
      await panel.page.getByRole('status').getByText('Acme Support takes no files through its API.').waitFor();
      assert.deepEqual(await calls('attachFile'), []);
    });
  });
});

/** In the page: presses Enter in the list, and says whether the field shows what was chosen when that is drawn next. */
function shownNext(wanted: string): Promise<boolean> {
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  return new Promise(resolve => {
    requestAnimationFrame(() => {
      const values = [...document.querySelectorAll('.rows deskside-field .value')];
      resolve(values.some(one => one.textContent?.trim() === wanted));
    });
  });
}
