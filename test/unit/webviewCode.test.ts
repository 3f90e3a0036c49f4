import assert from 'node:assert/strict';
import { marksOf } from '../../src/model/frameMark.ts';
import { plainTextOf } from '../../src/model/plainText.ts';
import type { RichText } from '../../src/model/ticket.ts';
import type { PanelCode, PanelFrame, PanelLink } from '../../src/webview/messages.ts';
import { eachWithPanel, type PanelUnderTest } from './webviewPage.ts';
import { ago, day, details, entry, panelState, seed } from './webviewTicket.ts';

const nothing: PanelCode = { texts: [], traces: [], elsewhere: 0, links: [] };
const trace = `TypeError: x is undefined
    at Cart.total (src/cart/cartService.ts:12:3)
    at Cart.total (src/cart/cartService.ts:12:3)
    at run (node_modules/jest/build/run.js:9:1)
    at main (src/server.ts:40)`;

/** The frames of a text as the host tells them, in the order of what is written. */
function framesIn(
  text: string,
  written: readonly (readonly [words: string, over?: Partial<PanelFrame>])[],
): PanelFrame[] {
  let from = 0;
  const places = written.map(([words]) => {
    const start = text.indexOf(words, from);
    assert.ok(start >= 0, words);
    from = start + words.length;
    return { start, end: from };
  });
  const marks = marksOf(text, places);
  return written.map(([words, over], at) => ({
    ...(marks[at] ?? { at: 0, written: '' }),
    ...{ file: words.split(':')[0] ?? '', line: Number(words.split(':')[1]), others: 0, foreign: false },
    ...over,
  }));
}

const ofTrace = () => {
  const { file: _, ...foreign } = framesIn(trace, [
    ['node_modules/jest/build/run.js:9:1', { foreign: true }],
  ])[0] as PanelFrame;
  const [first, second, last] = framesIn(trace, [
    ['src/cart/cartService.ts:12:3', { call: 'Cart.total' }],
    ['src/cart/cartService.ts:12:3', { call: 'Cart.total' }],
    ['src/server.ts:40', { call: 'main', others: 2 }],
  ]);
  return [first, second, foreign, last] as PanelFrame[];
};

describe('code in the ticket panel', function () {
  this.timeout(60_000);
  let panel: PanelUnderTest;
  eachWithPanel(seed, opened => {
    panel = opened;
  });

  const showCode = (code: PanelCode) =>
    panel.page.evaluate(one => window.send({ t: 'q', m: 'showCode', a: [one] }), code as unknown);
  const showEntry = (body: RichText) =>
    panel.show(panelState({ details: details({ history: [entry({ id: '7', body })] }) }));
  const marked = () => panel.page.locator('deskside-text .frame');
  const calls = async (name: string) => (await panel.asked()).filter(({ m }) => m === name).map(({ a }) => a);
  const section = () => panel.page.getByRole('region', { name: 'Code' });
  const text = () => panel.page.locator('deskside-text .content').evaluate(one => (one as HTMLElement).innerText);

  it('is marked in plain text, opened by click and by keyboard, and copied as it is', async () => {
    await showEntry({ kind: 'text', body: `Hello,\n\n${trace}\n\nBo` });
    const before = await text();
    await showCode({ ...nothing, texts: [{ id: 'entry:7', frames: ofTrace() }] });
    assert.deepEqual(await marked().allTextContents(), [
      'src/cart/cartService.ts:12:3',
      'src/cart/cartService.ts:12:3',
      'src/server.ts:40',
    ]);
    assert.equal(await text(), before);
    assert.equal(
      await panel.page.locator('deskside-text .foreign').getAttribute('title'),
      'In a library, not in this workspace',
    );
    await marked().nth(1).click();
    await marked().nth(0).focus();
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('Tab');
    await panel.page.keyboard.press('Tab');
    await panel.page.keyboard.press(' ');
    assert.deepEqual(await calls('openFrame'), [
      ['entry:7', 1],
      ['entry:7', 0],
      ['entry:7', 3],
    ]);
    assert.equal(await marked().nth(2).getAttribute('title'), 'Open one of 3 files');
    assert.equal(await marked().nth(0).getAttribute('role'), 'button');
  });

  it('is marked in HTML, whatever elements the mail program put into it', async () => {
    const body =
      '<p>Look at <b>src/</b><a href="http://cart.ts">cart.ts</a>:7 and <i>src/b.ts:3</i>.</p><table><tr><td>src/c.ts:5</td></tr></table>' +
      '<p>TypeError: x<br>&nbsp;&nbsp;at a (src/d.ts:1)<br>&nbsp;&nbsp;at b (<a href="https://ok.example/">src/e.ts:2</a>)</p>';
    await showEntry({ kind: 'html', body });
    const written = plainTextOf(body.replace(/<a\s[^<>]*>/g, '<a>'));
    const frames = framesIn(
      written,
      ['src/cart.ts:7', 'src/b.ts:3', 'src/c.ts:5', 'src/d.ts:1', 'src/e.ts:2'].map(one => [one]),
    );
    const before = await text();
    await showCode({ ...nothing, texts: [{ id: 'entry:7', frames }] });
    assert.deepEqual(await marked().allTextContents(), [
      'src/cart.ts:7',
      'src/b.ts:3',
      'src/c.ts:5',
      'src/d.ts:1',
      'src/e.ts:2',
    ]);
    assert.equal(await text(), before);
    // It stands in a link: the code is opened, and only that.
    await marked().nth(4).click();
    assert.deepEqual(await calls('openFrame'), [['entry:7', 4]]);
    assert.deepEqual(await calls('openLink'), []);
    // Other frames take their place; none leaves a trace.
    await showCode({ ...nothing, texts: [{ id: 'entry:7', frames: frames.slice(1, 2) }] });
    assert.deepEqual(await marked().allTextContents(), ['src/b.ts:3']);
    await showCode(nothing);
    assert.equal(await marked().count(), 0);
    assert.equal(await text(), before);
  });

  it('stays where the focus is when a line is told to have moved', async () => {
    await showEntry({ kind: 'text', body: trace });
    const frames = ofTrace();
    await showCode({ ...nothing, texts: [{ id: 'entry:7', frames }] });
    await marked().nth(0).focus();
    const now = 'Moved from line 12 to 19 since Nov 20.';
    const moved = frames.map((each, at) => (at === 0 ? { ...each, now } : each));
    await showCode({
      ...nothing,
      texts: [{ id: 'entry:7', frames: moved }],
      traces: [{ text: 'entry:7', frames: [0, 3], foreign: 1 }],
    });
    assert.equal(
      await marked()
        .nth(0)
        .evaluate(one => one.matches(':focus')),
      true,
    );
    assert.match((await marked().nth(0).getAttribute('title')) ?? '', /line 12 to 19/);
    assert.match((await section().innerText()) ?? '', /Moved from line 12 to 19 since Nov 20\./);
  });

  it('leaves no link behind that holds nothing, where mail made a link of a part of a path', async () => {
    const body =
      '<p>at a (<a href="http://server.ts">src/server.ts</a>:10:5) and b (src/<a href="http://cart.ts">cart.ts:7</a><a href="https://ok.example/"><img src="https://ok.example/a.png"></a>)</p>';
    await showEntry({ kind: 'html', body });
    const written = plainTextOf(body.replace(/<a\s[^<>]*>/g, '<a>'));
    const frames = framesIn(written, [['src/server.ts:10:5'], ['src/cart.ts:7']]);
    await showCode({ ...nothing, texts: [{ id: 'entry:7', frames }] });
    assert.deepEqual(await marked().allTextContents(), ['src/server.ts:10:5', 'src/cart.ts:7']);
    assert.deepEqual(await panel.page.locator('deskside-text a').evaluateAll(all => all.map(one => one.textContent)), [
      'Load image ok.example',
    ]);
  });

  it('is not opened by who selects a part of it', async () => {
    await showEntry({ kind: 'text', body: trace });
    await showCode({ ...nothing, texts: [{ id: 'entry:7', frames: ofTrace() }] });
    const box = await marked().nth(0).boundingBox();
    assert.ok(box);
    const { mouse } = panel.page;
    await marked().nth(0).focus();
    await mouse.move(box.x + 20, box.y + box.height / 2);
    await mouse.down();
    await mouse.move(box.x + box.width - 20, box.y + box.height / 2, { steps: 5 });
    await mouse.up();
    assert.match(await panel.page.evaluate(() => String(getSelection())), /cartService/);
    assert.deepEqual(await calls('openFrame'), []);
    await marked().nth(0).click();
    assert.deepEqual(await calls('openFrame'), [['entry:7', 0]]);
  });

  it('keeps the focus when its files are told anew', async () => {
    await showEntry({ kind: 'text', body: trace });
    const frames = ofTrace();
    await showCode({ ...nothing, texts: [{ id: 'entry:7', frames }] });
    await marked().nth(2).focus();
    const other = frames.map((each, at) => (at < 3 ? { ...each, file: 'lib/other.ts', foreign: false } : each));
    await showCode({ ...nothing, texts: [{ id: 'entry:7', frames: other }] });
    assert.equal(await marked().count(), 4);
    const focused = await panel.page.locator('deskside-text .frame:focus').allTextContents();
    assert.deepEqual(focused, ['src/server.ts:40']);
  });

  it('cannot be made by hostile text, nor lead anywhere by itself', async () => {
    await showEntry({
      kind: 'html',
      body: '<span class="frame" role="button" tabindex="0" data-frame="0">src/a.ts:1</span> <p>src/a.ts:1</p>',
    });
    assert.equal(await panel.page.locator('deskside-text [data-frame]').count(), 0);
    await panel.page.getByText('src/a.ts:1').first().click();
    assert.deepEqual(await calls('openFrame'), []);
    const evil = '<img src=x onerror="window.pwned=1">';
    await showCode({
      ...nothing,
      texts: [
        {
          id: 'entry:7',
          frames: [{ at: 0, written: evil, file: evil, call: evil, line: 1, others: 0, foreign: false, now: evil }],
        },
      ],
      traces: [{ text: 'entry:7', frames: [0], foreign: 0 }],
      links: [
        {
          id: 'a',
          path: evil,
          startLine: 1,
          endLine: 1,
          snippet: evil,
          at: ago(day),
          by: evil,
          own: false,
          state: 'same',
        },
      ],
    });
    await section().waitFor();
    assert.equal(await panel.page.evaluate(() => 'pwned' in window), false);
    assert.equal(await panel.page.locator('aside img').count(), 0);
  });

  it('is listed: traces with own frames first, what is elsewhere, and all of it at once', async () => {
    await showEntry({ kind: 'text', body: trace });
    assert.equal(await section().count(), 0);
    await showCode(nothing);
    assert.equal(await section().count(), 0);
    const texts = [{ id: 'entry:7', frames: ofTrace() }];
    await showCode({ ...nothing, texts, traces: [{ text: 'entry:7', frames: [0, 3], foreign: 1 }], elsewhere: 2 });
    const words = await section().innerText();
    assert.match(words, /cartService\.ts:12 src\/cart\s+Cart\.total/);
    assert.match(words, /server\.ts:40 src\s+main\s+or one of 2 other files/);
    assert.match(words, /One frame is in a library\./);
    assert.match(words, /2 more places are in no file of this workspace\./);
    await section()
      .getByRole('button', { name: /server\.ts/ })
      .click();
    await section().getByRole('button', { name: 'Open All Frames' }).click();
    assert.deepEqual(await calls('openFrame'), [['entry:7', 3]]);
    assert.equal((await calls('openAllFrames')).length, 1);
  });

  it('of an attachment that was opened is listed under its name', async () => {
    const attachments = [{ id: '9', entryId: '7', name: 'crash <b>.log' }];
    await panel.show(panelState({ details: details({ attachments }) }));
    const texts = [{ id: 'file:7:9', frames: ofTrace() }];
    await showCode({ ...nothing, texts, traces: [{ text: 'file:7:9', frames: [0], foreign: 0 }] });
    assert.match(await section().innerText(), /crash <b>\.log\s+cartService\.ts:12/);
    await section()
      .getByRole('button', { name: /cartService/ })
      .click();
    assert.deepEqual(await calls('openFrame'), [['file:7:9', 0]]);
  });

  it('that is linked says where it is now, and is opened and removed', async () => {
    await panel.show(panelState());
    const link: PanelLink = {
      ...{
        id: 'one',
        path: 'src/a.ts',
        startLine: 3,
        endLine: 5,
        snippet: 'const a = 1;\nconst b = 2;',
        at: ago(day),
        own: false,
      },
    };
    const links: PanelLink[] = [
      { ...link, id: 'moved', state: 'moved', shown: 'src/a.ts', shownLine: 9, own: true },
      { ...link, id: 'gone', state: 'gone', permalink: 'https://ok.example/a#L3' },
      { ...link, id: 'elsewhere', state: 'elsewhere' },
      { ...link, id: 'changed', state: 'changed', shown: 'src/b.ts', shownLine: 3, by: 'Ana' },
      link,
    ];
    await showCode({ ...nothing, links, mentions: { count: 3, partial: false } });
    const row = (id: string) => panel.page.locator(`[data-link="${id}"]`);
    assert.match(await row('moved').innerText(), /a\.ts:9 src[\s\S]*Moved from line 3 to 9[\s\S]*on this machine only/);
    assert.match(await row('gone').innerText(), /This code is gone/);
    assert.match(await row('elsewhere').innerText(), /not open here/);
    assert.match(await row('changed').innerText(), /b\.ts:3 src[\s\S]*Changed since\s· Ana/);
    assert.match(await row('one').innerText(), /Looking where it is/);
    assert.equal(await row('gone').getByRole('button', { name: /a\.ts/ }).count(), 0);
    assert.equal(await row('gone').getByRole('button', { name: 'Remove Link' }).count(), 0);
    await row('moved').getByRole('button', { name: /a\.ts/ }).click();
    await row('moved').getByRole('button', { name: 'Remove Link' }).click();
    await row('gone').getByRole('button', { name: 'Open as It Was in Browser' }).click();
    await section().getByRole('button', { name: 'Mentioned in 3 places' }).click();
    assert.deepEqual(await calls('openCodeLink'), [['moved']]);
    assert.deepEqual(await calls('removeCodeLink'), [['moved']]);
    assert.deepEqual(await calls('openLink'), [['https://ok.example/a#L3']]);
    assert.equal((await calls('findReferences')).length, 1);
    // One that is removed does not take the focus along.
    await row('moved').getByRole('button', { name: 'Remove Link' }).focus();
    await showCode({ ...nothing, links: links.slice(1) });
    assert.equal(await row('moved').count(), 0);
    const focused = () => panel.page.evaluate(() => document.activeElement?.closest('[data-link]')?.outerHTML ?? '');
    assert.match(await focused(), /data-link="gone"/);
    assert.equal(await panel.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  });
});
