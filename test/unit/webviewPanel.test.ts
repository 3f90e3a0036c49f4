import assert from 'node:assert/strict';
import { build } from 'esbuild';
import type { PanelState } from '../../src/webview/messages.ts';
import { eachWithPanel, type PanelUnderTest } from './webviewPage.ts';
import { ago, details, entry, hour, panelState, seed } from './webviewTicket.ts';

const png =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Each of these runs a script, loads something, or takes over the page, where text is shown unguarded. */
const hostile = `<p id="app" name="body" class="page">kept text</p>
<script>window.pwned = 1</script><img src=x onerror="window.pwned = 2"><svg onload="window.pwned = 3"><script>window.pwned = 4</script></svg>
<iframe src="https://evil.example/frame" srcdoc="<script>parent.pwned = 5</script>"></iframe><object data="https://evil.example/o"></object>
<embed src="https://evil.example/e"><video src="https://evil.example/v" poster="https://evil.example/p" autoplay></video>
<link rel="stylesheet" href="https://evil.example/c.css"><style>@import "https://evil.example/i.css"; body{display:none}</style>
<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/m">
<div style="position:fixed;inset:0;background:url(https://evil.example/b)">overlay</div>
<a href="javascript:window.pwned=6">script link</a><a href=" java&#9;script:window.pwned=7">tabbed link</a>
<a href="command:workbench.action.quit">command link</a><a href="data:text/html,<script>1</script>">data link</a>
<a href="data:image/png;base64,iVBORw0KGgo=">image link</a>
<a href="https://ok.example/page" target="_top" ping="https://evil.example/ping" onclick="window.pwned=8">good link</a>
<form action="https://evil.example/f"><input name="q" autofocus onfocus="window.pwned=9"><button formaction="https://evil.example/g">send</button></form>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.pwned=10&gt;">
<img src="https://evil.example/a.png" srcset="https://evil.example/s.png 2x" alt="shot"><picture><source srcset="https://evil.example/t.png"><img src="https://evil.example/u.png"></picture>
<table background="https://evil.example/w.png"><tr><td background="https://evil.example/y.png">cell</td></tr></table>
<input type="image" src="https://evil.example/z.png"><template shadowrootmode="open"><script>window.pwned = 11</script></template>
<audio src="https://evil.example/q.mp3" autoplay></audio><img src="data:image/svg+xml,<svg onload='window.pwned=12'/>"><slot name="x"></slot>`;

/** In the page: the shadow roots that hold ticket text. */
const texts = 'deskside-text';

/** In the page: what the focused control is called. */
function focusedName(): string {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  if (one instanceof HTMLInputElement) return one.value;
  return one?.getAttribute('aria-label') ?? one?.textContent?.trim() ?? '';
}

describe('ticket panel in a browser', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest;
  eachWithPanel(seed, opened => {
    panel = opened;
  });

  const type = (text: string) => panel.page.locator('textarea').fill(text);
  const box = () => panel.page.locator('textarea').inputValue();
  const send = () => panel.page.locator('deskside-note vscode-button').first().click();
  const choose = (name: string) => panel.page.getByRole('radio', { name }).check();
  const html = (body: string, over: Partial<PanelState> = {}) =>
    panelState({ details: details({ history: [entry({ id: 'h', body: { kind: 'html', body } })] }), ...over });

  it('runs and loads nothing of hostile HTML, whether in the description or in an entry', async () => {
    const ticket = { ...details().ticket, description: { kind: 'html' as const, body: hostile } };
    await panel.show(
      panelState({
        details: details({ ticket, history: [entry({ body: { kind: 'html', body: `<p>2</p>${hostile}` } })] }),
      }),
    );
    await panel.page.getByText('good link').first().waitFor();
    assert.equal(await panel.page.evaluate(() => 'pwned' in window), false);
    assert.deepEqual(panel.strayRequests, []);
    assert.equal(panel.page.url(), 'http://panel.test/');
    assert.equal(await panel.page.getByText('kept text').first().isVisible(), true);
    const left = await panel.page.evaluate(selector => {
      const roots = [...document.querySelectorAll(selector)].map(one => one.shadowRoot?.querySelector('.content'));
      const elements = roots.flatMap(root => [...(root?.querySelectorAll('*') ?? [])]);
      return {
        tags: [...new Set(elements.map(one => one.localName))].sort(),
        attributes: [...new Set(elements.flatMap(one => one.getAttributeNames()))].sort(),
        links: elements.flatMap(one =>
          one instanceof HTMLAnchorElement && one.hasAttribute('href') ? [one.href] : [],
        ),
      };
    }, texts);
    assert.deepEqual([...new Set(left.links)], ['https://ok.example/page']);
    const allowed = ['a', 'button', 'div', 'p', 'span', 'table', 'tbody', 'td', 'tr'];
    assert.deepEqual(
      left.tags.filter(tag => !allowed.includes(tag)),
      [],
    );
    const harmless = ['class', 'href', 'rel', 'title', 'type'];
    assert.deepEqual(
      left.attributes.filter(name => !harmless.includes(name)),
      [],
    );
  });

  it('hands links to the host and goes nowhere itself', async () => {
    await panel.show(html('<p><a href="https://ok.example/page?a=1">site</a> <a href="command:x">trap</a></p>'));
    await panel.page.getByText('trap').click();
    await panel.page.getByText('site').click();
    assert.deepEqual((await panel.waitForCall('openLink')).a, ['https://ok.example/page?a=1']);
    assert.equal((await panel.asked()).filter(call => call.m === 'openLink').length, 1);
    assert.equal(panel.page.url(), 'http://panel.test/');
  });

  it('makes addresses in plain text links without the punctuation that follows', async () => {
    const body = 'See https://ok.example/a(b)?q=<1>, or (https://ok.example/c).';
    await panel.show(panelState({ details: details({ history: [entry({ body: { kind: 'text', body } })] }) }));
    const links = await panel.page.locator(`${texts} a`).evaluateAll(all => all.map(one => one.getAttribute('href')));
    assert.deepEqual(links, ['https://ok.example/a(b)?q=', 'https://ok.example/c']);
    assert.equal(await panel.page.locator(`${texts} .content`).textContent(), body);
  });

  it('keeps the lines of mail that has no markup, though the desk calls it HTML', async () => {
    await panel.show(html('Hello,\n\nTom &amp; Co wait.\nTypeError: x\n    at a (/x/a.js:1:2)'));
    assert.deepEqual(await panel.page.locator(`${texts} p`).allTextContents(), ['Hello,\n\nTom & Co wait.']);
    assert.deepEqual(await panel.page.locator(`${texts} pre`).allTextContents(), [
      'TypeError: x\n    at a (/x/a.js:1:2)',
    ]);
  });

  it('shows remote images on demand only, and tracking pixels never', async () => {
    const body =
      '<img src="https://i.example/a.png" alt="Shot"><img src="https://i.example/b.png"><img src="cid:1" alt="Logo"><img src="https://t.example/p.gif" width="1" height="1">';
    await panel.show(html(body));
    assert.equal(await panel.page.getByText('Image not available: Logo').isVisible(), true);
    assert.equal(await panel.page.locator(`${texts} button.image`).count(), 2);
    await panel.page.getByRole('button', { name: 'Load image i.example · Shot' }).click();
    const one = await panel.waitForCall('loadImage');
    assert.deepEqual(one.a, ['https://i.example/a.png']);
    await panel.answer(one, png);
    await panel.page.getByRole('img', { name: 'Shot' }).waitFor();
    await panel.page.locator(`${texts} button.image`).click();
    const two = await panel.page.waitForFunction(() =>
      window.asked.find(call => call.a[0] === 'https://i.example/b.png'),
    );
    await panel.answer((await two.jsonValue()) as never, 'data:text/html,<script>1</script>');
    await panel.page.getByText('Image could not be loaded').waitFor();
    assert.deepEqual(panel.strayRequests, []);
  });

  it('loads all images on one wish', async () => {
    await panel.show(
      html('<img src="https://i.example/a.png"><img src="https://i.example/b.png"><img src="https://i.example/a.png">'),
    );
    await panel.page.getByRole('button', { name: 'Load All Images (2)' }).click();
    for (const name of ['a', 'b']) {
      const call = await panel.page.waitForFunction(
        address => window.asked.find(one => one.m === 'loadImage' && one.a[0] === address),
        `https://i.example/${name}.png`,
      );
      await panel.answer((await call.jsonValue()) as never, png);
    }
    await panel.page.waitForFunction(
      selector => document.querySelector(selector)?.shadowRoot?.querySelectorAll('img').length === 3,
      texts,
    );
    assert.equal((await panel.asked()).filter(call => call.m === 'loadImage').length, 2);
  });

  it('shows stack traces that mail programs sent as lines or paragraphs as one block', async () => {
    const lines = ['TypeError: x', '&nbsp; at a (/x/a.js:1:2)', '&nbsp; at b (/x/b.js:3:4)'];
    const wanted = 'TypeError: x\n\u00a0 at a (/x/a.js:1:2)\n\u00a0 at b (/x/b.js:3:4)';
    for (const body of [
      `<div>Hi,<br>\n${lines.join('<br>\n')}<br>Bo</div>`,
      `<p>Hi,</p>\n${lines.map(line => `<p>${line}</p>`).join('\n')}\n<p>Bo</p>`,
    ]) {
      await panel.show(html(body));
      assert.deepEqual(await panel.page.locator(`${texts} pre`).allTextContents(), [wanted]);
      const all = await panel.page.locator(`${texts} .content`).textContent();
      assert.match(all ?? '', /^Hi,.*Bo$/s);
    }
  });

  it('folds long text and unfolds it', async () => {
    const long = Array.from({ length: 60 }, (_, at) => `line ${at}`).join('\n');
    const bodies = [long, 'short'].map(body => entry({ id: body, body: { kind: 'text', body } }));
    await panel.show(panelState({ details: details({ history: bodies }) }));
    const more = panel.page.getByRole('button', { name: 'Show More' });
    await more.waitFor();
    const height = () =>
      panel.page
        .locator(texts)
        .first()
        .evaluate(one => one.clientHeight);
    const folded = await height();
    await more.click();
    await panel.page.getByRole('button', { name: 'Show Less' }).waitFor();
    assert.ok((await height()) > folded * 2);
    assert.equal(await more.count(), 0);
  });

  it('keeps a draft over a reload and clears it only when the desk has the note', async () => {
    await panel.show(panelState());
    await choose('Reply to Customer');
    await type('Grüße an alle');
    await panel.reload();
    await panel.show(panelState());
    assert.equal(await box(), 'Grüße an alle');
    assert.equal(await panel.page.getByRole('radio', { name: 'Reply to Customer' }).isChecked(), true);

    await panel.page.locator('textarea').press('Control+Enter');
    const first = await panel.waitForCall('saveNote');
    assert.deepEqual(first.a, ['Grüße an alle', 'public']);
    assert.equal(await box(), 'Grüße an alle');
    await panel.answer(first, { saved: false, problem: { message: 'Acme Support failed on its side.' } });
    await panel.page.getByText('Acme Support failed on its side.').waitFor();
    assert.equal(await box(), 'Grüße an alle');
    assert.equal(((await panel.saved()) as { draft: string }).draft, 'Grüße an alle');

    await send();
    const second = await panel.page.waitForFunction(
      id => window.asked.findLast(one => one.m === 'saveNote' && one.i !== id),
      first.i,
    );
    await panel.answer((await second.jsonValue()) as never, { saved: true });
    await panel.page.getByText('Reply stands in the conversation').waitFor();
    assert.equal(await box(), '');
    assert.equal(((await panel.saved()) as { draft: string }).draft, '');
  });

  it('leaves what is being written, and the cursor in it, when the ticket is read anew, closed or out of reach', async () => {
    const { ticket } = details();
    await panel.show(panelState());
    await type('Half a sentence');
    const area = panel.page.locator('textarea');
    await area.evaluate((one: HTMLTextAreaElement) => one.setSelectionRange(5, 7));
    const problem = { message: 'Could not reach Acme Support.' };
    for (const now of [
      panelState({ details: details({ history: [entry({ body: { kind: 'text', body: 'Meanwhile' } })] }) }),
      panelState({ details: details({ ticket: { ...ticket, state: 'closed', status: 'Closed' } }) }),
      panelState({ problem }),
    ]) {
      await panel.show(now);
      assert.equal(await box(), 'Half a sentence');
      const at = await area.evaluate((one: HTMLTextAreaElement) => [one.selectionStart, one.selectionEnd]);
      assert.deepEqual([...at, await area.evaluate(one => one.matches(':focus'))], [5, 7, true]);
    }
  });

  it('goes on with what the host knows when its tab was hidden while a note was being saved', async () => {
    await panel.show(panelState());
    await type('Careful');
    await send();
    await panel.waitForCall('saveNote');
    await panel.reload();
    const note = { text: 'Careful', visibility: 'internal' as const, saving: true };
    await panel.show(panelState({ note }));
    await panel.page.getByText('Saving…').waitFor();
    await panel.show(panelState({ note: { ...note, text: '', saving: false } }));
    await panel.page.getByText('Note stands in the conversation').waitFor();
    assert.equal(await box(), '');
  });

  it('warns of an unknown outcome when the window was reloaded while a note was being saved', async () => {
    await panel.show(panelState());
    await type('Careful');
    await send();
    await panel.waitForCall('saveNote');
    await panel.reload();
    await panel.show(panelState());
    await panel.page.getByText('while this note was being saved').waitFor();
    assert.equal(await box(), 'Careful');
  });

  it('writes internally unless told otherwise, and Reply does not turn a begun internal note public', async () => {
    await panel.show(panelState());
    assert.equal(await panel.page.getByRole('radio', { name: 'Internal Note' }).isChecked(), true);
    await type('Between us');
    await panel.page.getByRole('button', { name: 'Reply', exact: true }).click();
    assert.equal(await panel.page.getByRole('radio', { name: 'Internal Note' }).isChecked(), true);
    await type('');
    await panel.page.getByRole('button', { name: 'Reply', exact: true }).click();
    assert.equal(await panel.page.getByRole('radio', { name: 'Reply to Customer' }).isChecked(), true);
    assert.equal(await panel.page.getByRole('button', { name: 'Reply to Bo Ray' }).count(), 1);
    assert.equal(await panel.page.locator('textarea').evaluate(one => one === document.activeElement), true);
  });

  it('names an entry’s role once, and says where it cannot be known who reads a note', async () => {
    const history = [
      entry({ id: 'c', role: 'customer', visibility: 'public', kind: 'Customer' }),
      entry({ id: 's', role: 'system', visibility: 'internal', kind: 'System' }),
      entry({ id: 'e', role: 'customer', visibility: 'public', kind: 'Email' }),
    ];
    await panel.show(panelState({ details: details({ history }), noteVisibilities: ['plain'] }));
    assert.equal(await panel.page.locator('.entry .kind').allInnerTexts().then(String), 'Email');
    await panel.page.getByText('The customer may be able to read this.').waitFor();
  });

  it('offers to try a note again only by its own button', async () => {
    const again = {
      message: 'Could not reach Acme Support.',
      remedy: { label: 'Try Again', action: 'refresh' as const },
    };
    const note = { text: 'Kept', visibility: 'internal' as const, saving: false };
    await panel.show(panelState({ note: { ...note, problem: again } }));
    await panel.page.getByText('Could not reach Acme Support.').waitFor();
    assert.equal(await panel.page.getByRole('button', { name: 'Try Again' }).count(), 0);
  });

  it('offers what the desk can do, and nothing else', async () => {
    const bare = { noteVisibilities: [], canLogTime: false, hasWebPage: false };
    await panel.show(panelState(bare));
    assert.equal(await panel.page.locator('textarea').count(), 0);
    for (const name of ['Reply', 'Add Note', 'Log Time…', 'Open in Browser']) {
      assert.equal(await panel.page.getByRole('button', { name, exact: true }).count(), 0, name);
    }
    await panel.show(panelState({ noteVisibilities: ['plain'] }));
    assert.equal(await panel.page.getByRole('radio').count(), 0);
    for (const [name, call] of [
      ['Log Time…', 'logTime'],
      ['Copy Link', 'copyLink'],
      ['Open in Browser', 'openInBrowser'],
      ['Refresh', 'refresh'],
    ] as const) {
      await panel.page.getByRole('button', { name, exact: true }).first().click();
      await panel.waitForCall(call);
    }
  });

  it('says for each part that is missing, and what it shows is how old', async () => {
    const problem = {
      message: 'Could not reach Acme Support.',
      remedy: { label: 'Try Again', action: 'refresh' as const },
    };
    const missing = ['history', 'attachments', 'timeEntries'] as const;
    await panel.show(panelState({ details: details({ missing }), problem, fetchedAt: ago(3 * hour) }));
    assert.equal(await panel.page.locator('.missing').getByRole('button', { name: 'Try Again' }).count(), 3);
    assert.equal(await panel.page.getByText('Shown as it was 3 hours ago.').count(), 1);
    await panel.page.getByRole('alert').getByRole('button', { name: 'Try Again' }).click();
    await panel.waitForCall('refresh');
  });

  it('draws the newest of very many entries and offers the rest', async () => {
    const history = Array.from({ length: 1234 }, (_, at) =>
      entry({ id: String(at), body: { kind: 'text', body: `entry ${at}.` } }),
    );
    await panel.show(panelState({ details: details({ history }) }));
    assert.equal(await panel.page.locator('.entry').count(), 100);
    await panel.page.getByRole('button', { name: 'Show Earlier Entries (1,134)' }).click();
    await panel.page.getByText('entry 1034.').waitFor({ state: 'attached' });
    assert.equal(await panel.page.locator('.entry').count(), 200);
  });

  it('is worked with the keyboard alone', async () => {
    const history = [entry({ id: 'l', body: { kind: 'text', body: 'line\n'.repeat(90) } })];
    await panel.show(panelState({ details: details({ history }) }));
    // The browser tells of heights only after it has drawn.
    await panel.page.getByRole('button', { name: 'Show More' }).waitFor();
    await panel.page.getByRole('button', { name: 'Reply', exact: true }).focus();
    const names: string[] = [];
    for (let step = 0; step < 8; step++) {
      names.push(await panel.page.evaluate(focusedName));
      await panel.page.keyboard.press('Tab');
    }
    const wanted = ['Reply', 'Log Time…', 'Copy Link', 'Open in Browser', 'Refresh', 'Show More', 'internal'];
    assert.deepEqual(names, [...wanted, 'Internal Note']);
    await panel.page.getByRole('button', { name: 'Log Time…' }).first().focus();
    await panel.page.evaluate(() => {
      window.addEventListener('keydown', key =>
        document.body.setAttribute('data-scrolls', String(!key.defaultPrevented)),
      );
    });
    await panel.page.keyboard.press('Space');
    await panel.waitForCall('logTime');
    assert.equal(await panel.page.locator('body').getAttribute('data-scrolls'), 'false');
  });

  it('fits 250 pixels whatever a ticket holds', async () => {
    await panel.page.setViewportSize({ width: 250, height: 600 });
    const wide = 'W'.repeat(300);
    const ticket = {
      ...details().ticket,
      subject: wide,
      assignee: { name: wide },
      otherFields: [{ name: wide, value: wide }],
    };
    await panel.show(
      panelState({
        details: details({
          ticket,
          history: [
            entry({
              author: { name: wide },
              body: {
                kind: 'html',
                body: `<table width=900><tr><td>${wide}</td></tr></table><pre>${wide}</pre>${wide}`,
              },
            }),
          ],
          attachments: [{ name: wide, entryId: 'h' }],
          timeEntries: [{ id: 't', minutes: 5, by: { name: wide }, notes: wide }],
        }),
      }),
    );
    assert.equal(await panel.page.evaluate(() => document.documentElement.scrollWidth), 250);
  });

  it('puts the cursor into the note box as soon as there is one', async () => {
    await panel.page.evaluate(() => window.send({ t: 'q', m: 'focusNote', a: [] }));
    await panel.show(panelState());
    await panel.page.waitForFunction(() => document.activeElement?.localName === 'textarea');
  });
});

describe('ticket panel bundle', function () {
  this.timeout(60_000);

  it('is within 200 KB, with one Lit, one sanitiser, and no way around it', async () => {
    const { metafile } = await build({
      ...{
        bundle: true,
        platform: 'browser',
        format: 'esm',
        target: 'es2023',
        minify: true,
        metafile: true,
        write: false,
      },
      entryPoints: ['src/webview/panel/main.ts'],
      outfile: 'panel.js',
    });
    const [output] = Object.values(metafile.outputs);
    assert.ok(output && output.bytes < 200 * 1024, `${output?.bytes} bytes`);
    const inputs = Object.keys(metafile.inputs);
    const one = (name: RegExp) => inputs.filter(input => name.test(input)).length;
    assert.equal(one(/lit-html\/lit-html\.js$/), 1);
    assert.equal(one(/dompurify\/dist\/purify[^/]*$/), 1);
    assert.equal(one(/unsafe-html/), 0);
  });
});
