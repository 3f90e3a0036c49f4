import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { DeskError } from '../../src/model/errors.ts';
import { baseAddress, keptAddress } from '../../src/teamsupport/address.ts';
import { teamsupport } from '../../src/teamsupport/connector.ts';
import { plainText, readHtml, writeHtml } from '../../src/teamsupport/html.ts';
import { ticketTerms } from '../../src/teamsupport/query.ts';

const config = { id: 'd', name: 'D', system: 'teamsupport', organizationId: '100' };

describe('TeamSupport: addresses', function () {
  this.timeout(30_000);

  it('completes every form to the part before /api', () => {
    const cases: [string, string][] = [
      ['', 'https://app.teamsupport.com'],
      ['app.na2.teamsupport.com', 'https://app.na2.teamsupport.com'],
      ['https://app.na2.teamsupport.com/', 'https://app.na2.teamsupport.com'],
      ['https://app.na2.teamsupport.com/api', 'https://app.na2.teamsupport.com'],
      ['https://app.na2.teamsupport.com/API/XML/tickets/5?x=1', 'https://app.na2.teamsupport.com'],
      ['http://127.0.0.1:99/ts/api/json/', 'http://127.0.0.1:99/ts'],
    ];
    for (const [text, kept] of cases) {
      assert.equal(keptAddress(baseAddress(text)), kept);
      assert.equal(keptAddress(baseAddress(kept)), kept);
    }
  });

  it('refuses to open what cannot work', () => {
    const cases: [Partial<typeof config> & { address: string; timeZone?: string }, string][] = [
      [{ address: 'http://app.teamsupport.com' }, 'plainHttp'],
      [{ address: 'nonsense nonsense' }, 'badInput'],
      [{ address: '', organizationId: ' ' }, 'badInput'],
      [{ address: '', timeZone: 'Mars/Olympus' }, 'badInput'],
    ];
    for (const [part, reason] of cases) {
      assert.throws(
        () => teamsupport.open({ ...config, ...part }, 'token'),
        (thrown: unknown) => thrown instanceof DeskError && thrown.failure.reason === reason,
        reason,
      );
    }
  });
});

describe('TeamSupport: HTML', function () {
  this.timeout(30_000);

  it('unescapes as often as the shape asks for', () => {
    const cases: [string, string][] = [
      ['<p>a&nbsp;b &lt;i&gt;</p>', '<p>a&nbsp;b &lt;i&gt;</p>'],
      ['&lt;p&gt;a&amp;nbsp;b&lt;/p&gt;', '<p>a&nbsp;b</p>'],
      ['&amp;lt;p&amp;gt;a&amp;amp;amp;b&amp;lt;/p&amp;gt;', '<p>a&amp;b</p>'],
      ['&amp;amp;lt;p&amp;amp;gt;a&amp;amp;lt;/p&amp;amp;gt;', '<p>a</p>'],
      ['use &amp;lt;div&amp;gt; here', 'use &lt;div&gt; here'],
      ['a < b and b > c', 'a < b and b > c'],
      ['', ''],
    ];
    for (const [stored, html] of cases) assert.equal(readHtml(stored), html);
  });

  it('gives plain text back that it wrote, escaped once more or not', () => {
    const line = fc
      .stringMatching(/^[^\r\n\p{C}\p{Z}][^\r\n\p{C}]{0,20}$/u)
      .map(text => text.replace(/\s+/g, ' ').trim());
    const text = fc.array(line, { minLength: 1, maxLength: 4 }).map(lines => lines.join('\n'));
    fc.assert(
      fc.property(text, given => {
        const html = writeHtml(given);
        const escaped = html.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        for (const stored of [html, escaped]) assert.equal(readHtml(stored), html);
        assert.equal(plainText(html), given);
      }),
    );
  });

  it('lets no text become markup', () => {
    assert.equal(writeHtml('<script>&\r\nb\n\nc'), '<p>&lt;script&gt;&amp;<br>b</p><p>c</p>');
  });
});

describe('TeamSupport: filters', function () {
  this.timeout(30_000);

  it('asks for just what was asked', () => {
    const page = { number: 2, size: 50 };
    const paging = [
      ['pageSize', '50'],
      ['pageNumber', '2'],
    ];
    assert.deepEqual(ticketTerms({}, page), paging);
    assert.deepEqual(ticketTerms({ state: 'any', assigneeId: null }, page), [['UserID', '[null]'], ...paging]);
    assert.deepEqual(
      ticketTerms(
        {
          state: 'open',
          assigneeId: '9',
          groupName: 'Tier 1',
          status: 'New',
          text: ' crash ',
        },
        page,
      ),
      [
        ['isClosed', 'False'],
        ['UserID', '9'],
        ['GroupName', 'Tier 1'],
        ['Status', 'New'],
        ['Name[contains]', 'crash'],
        ...paging,
      ],
    );
  });
});
