import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { complaintIn, isNothingFound, reasonOfComplaint } from '../../src/readydesk/complaints.ts';
import { decodeRecords } from '../../src/readydesk/decoding.ts';
import { plainText, readHtml } from '../../src/teamsupport/html.ts';
import { codeLines, segments } from '../../src/webview/panel/codeLines.ts';
import { readBody } from '../../src/wire/body.ts';
import { FormatError } from '../../src/wire/document.ts';
import { readJson } from '../../src/wire/json.ts';
import { findRecords } from '../../src/wire/records.ts';
import { detail } from '../../src/wire/redact.ts';
import { readUrlDelimited } from '../../src/wire/urlDelimited.ts';
import { readXml } from '../../src/wire/xml.ts';

const bodyOf = (text: string) => readBody(Buffer.from(text), '');

/** Each took minutes or for ever when its time grew faster than its length; the limit leaves room for a busy machine. */
describe('hostile text is read in time that grows with its length', function () {
  this.timeout(20_000);

  it('many comments before what is no page', () => {
    const body = bodyOf(`${'<!---->'.repeat(400)}<tickets><id>1</id></tickets>`);
    assert.equal(body.kind, 'data');
  });

  it('pages of unfinished tags', () => {
    for (const piece of ['<title', '<h1', '<', '<script']) {
      assert.equal(bodyOf(`<html>${piece.repeat(300_000)}`).kind, 'html');
    }
  });

  it('XML of unfinished sections', () => {
    assert.throws(() => readXml(`<a>${'<![CDATA['.repeat(300_000)}`), FormatError);
  });

  it('JSON with a defect in each member', () => {
    assert.deepEqual(readJson(`{${'"a":"b" '.repeat(300_000)}}`).items, ['b']);
    assert.throws(() => readJson(`{"a":"${'\\"'.repeat(600_000)}`), FormatError);
    assert.throws(() => readJson(`[${'"a" b '.repeat(300_000)}]`), FormatError);
    // Just short enough to be given to the repairer, whose time for these grows with the square of their length.
    assert.throws(() => readJson(`{"a":${'"a" '.repeat(250_000)}}`), FormatError);
  });

  it('URL-delimited text with very many names', () => {
    const names = Array.from({ length: 300_000 }, (_, at) => `a${at}=1`);
    const widths = (text: string) =>
      readUrlDelimited(text).items.map(item => typeof item !== 'string' && item.items.length);
    assert.deepEqual(widths(names.join('&')), [300_000]);
    assert.deepEqual(widths(`${names[0]}\n&${names.slice(1).join('\n&')}`), [300_000]);
  });

  it('very many records, and records that share no name', () => {
    const { records } = findRecords(readXml(`<r>${'<g><a>1</a></g>'.repeat(200_000)}</r>`));
    assert.equal(records.length, 200_000);
    const apart = Array.from({ length: 50_000 }, (_, at) => ({ values: { [`a${at}`]: 'b%20c' }, groups: {} }));
    assert.equal(decodeRecords(apart, { encoded: [], raw: [] })[7]?.values.a7, 'b c');
  });

  it('complaints with a long blank', () => {
    const words = complaintIn([], {}, `no records${' '.repeat(500_000)}x`) ?? '';
    assert.equal(isNothingFound(words), false);
    assert.equal(reasonOfComplaint(words), 'refused');
  });

  it('failures with a page of words keep the secret and the limit', () => {
    const said = detail(`${' '.repeat(19_995)}s3cret-key ${'key= '.repeat(2_000_000)}`, ['s3cret-key']);
    assert.ok(said.startsWith('*** key'), said);
    assert.equal(said.length, 300);
  });

  it('HTML that customers wrote', () => {
    assert.equal(readHtml('<a'.repeat(300_000)).length, 600_000);
    assert.equal(plainText(`a${'<script'.repeat(300_000)}`), 'a');
    assert.equal(plainText('<br'.repeat(300_000)).length, 900_000);
  });

  it('plain text that customers wrote', () => {
    assert.deepEqual(segments('```\n'.repeat(200_000)), []);
    assert.equal(segments(`a${'\n'.repeat(300_000)}b`).length, 1);
    const trace = '  at x (a:1)';
    assert.deepEqual(codeLines([trace, '('.repeat(300_000), trace]), [true, false, true]);
  });
});
