import assert from 'node:assert/strict';
import { panelHtml } from '../../src/editor/panel/panelHtml.ts';
import { panelTitle } from '../../src/editor/panel/panelTitle.ts';
import type { PanelSeed } from '../../src/webview/messages.ts';

const page = (seed: Partial<PanelSeed> = {}) =>
  panelHtml({
    nonce: 'n0nce',
    cspSource: "'self' https://*.vscode-cdn.net",
    script: 'https://host/dist/panel.js?a=1&b=2',
    codicons: 'https://host/dist/codicon.css',
    language: 'en',
    title: `#${seed.number ?? '1042'}`,
    seed: { deskId: 'd', ticketId: '77', number: '1042', ...seed },
  });

const policy = () => {
  const [, content = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page()) ?? [];
  return new Map(
    content.split('; ').map(one => {
      const [name = '', ...sources] = one.split(' ');
      return [name, sources.join(' ')];
    }),
  );
};

describe('panel page', () => {
  it('allows nothing by default, no network, and scripts by nonce alone', () => {
    assert.equal(policy().get('default-src'), "'none'");
    assert.equal(policy().get('connect-src'), "'none'");
    assert.equal(policy().get('script-src'), "'nonce-n0nce'");
    assert.equal(policy().get('style-src'), "'nonce-n0nce' 'self' https://*.vscode-cdn.net");
    assert.equal(policy().get('img-src'), "'self' https://*.vscode-cdn.net data:");
    assert.equal(policy().get('base-uri'), "'none'");
    assert.equal(policy().get('form-action'), "'none'");
  });

  it('lets only Lit and the sanitiser turn text into HTML', () => {
    assert.equal(policy().get('require-trusted-types-for'), "'script'");
    assert.equal(policy().get('trusted-types'), 'lit-html dompurify');
    assert.doesNotMatch(page(), /unsafe-/);
  });

  it('puts the nonce on every script and style', () => {
    for (const [tag] of page().matchAll(/<(?:script|link|style)\b[^>]*>/g)) assert.match(tag, /nonce="n0nce"/);
  });

  it('keeps a hostile subject inside its data', () => {
    const subject = '</script><script>alert(1)</script><!-- &amp; "\u2028';
    const html = page({ subject, number: '<img src=x onerror=alert(1)>' });
    assert.equal(html.match(/<script/g)?.length, 2);
    assert.doesNotMatch(html, /<img/);
    const [, block = ''] = /type="application\/json"[^>]*>([^<]*)<\/script>/.exec(html) ?? [];
    assert.equal((JSON.parse(block) as PanelSeed).subject, subject);
  });

  it('escapes addresses in attributes', () => {
    assert.match(page(), /src="https:\/\/host\/dist\/panel\.js\?a=1&amp;b=2"/);
  });
});

describe('panel title', () => {
  it('is the number and the subject on one line', () => {
    assert.equal(panelTitle('1042', ' Checkout\n fails '), '#1042 Checkout fails');
    assert.equal(panelTitle('1042', undefined), '#1042');
  });

  it('cuts long subjects between characters as people see them', () => {
    const title = panelTitle('7', '👩‍👩‍👧'.repeat(60));
    assert.equal(title, `#7 ${'👩‍👩‍👧'.repeat(47)}…`);
  });
});
