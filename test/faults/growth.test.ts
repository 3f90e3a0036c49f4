import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { decodeEverything } from './everyDecoder.ts';

/** Answers that have made readers slow: what is given is written so many times. */
const PATTERNS: Readonly<Record<string, (times: number) => string>> = {
  'XML: elements in elements': n => '<a>'.repeat(n),
  'XML: elements in elements, all closed': n => `${'<a>'.repeat(n)}${'</a>'.repeat(n)}`,
  'XML: unfinished CDATA': n => `<a>${'<![CDATA['.repeat(n)}`,
  'XML: unfinished comments': n => `<a>${'<!--'.repeat(n)}`,
  'XML: unfinished tags': n => `<a>${'<b '.repeat(n)}`,
  'XML: unfinished attributes': n => `<a ${'b="'.repeat(n)}`,
  'XML: attributes': n => `<a ${repeat(n, at => `b${at}="1"`, ' ')}/>`,
  'XML: bare ampersands': n => `<a><b>${'&'.repeat(n)}</b></a>`,
  'XML: references': n => `<a><b>${'&#1;&#65;&amp;'.repeat(n)}</b></a>`,
  'XML: unfinished references': n => `<a><b>${'&#1'.repeat(n)}</b></a>`,
  'XML: ends of CDATA': n => `<a><b>${']]>'.repeat(n)}</b></a>`,
  'XML: bare signs': n => `<a><b>${'< '.repeat(n)}</b></a>`,
  'XML: the same member': n => `<r><t>${'<a>1</a>'.repeat(n)}</t></r>`,
  'XML: other members': n => `<r><t>${repeat(n, at => `<a${at}>1</a${at}>`)}</t></r>`,
  'XML: records of one member each, none alike': n => `<r>${repeat(n, at => `<t><a${at}>%20</a${at}></t>`)}</r>`,
  'XML: records that begin alike': n => `<r>${repeat(n, at => `<t><a>1</a><b${at}>a+b</b${at}></t>`)}</r>`,
  'XML: records in turn': n => `<r>${'<t><a>1</a><b>2</b></t><t><b>2</b><a>1</a></t>'.repeat(n)}</r>`,
  'XML: a long name': n => `<r><${'n'.repeat(n)}>1</${'n'.repeat(n)}></r>`,
  'XML: layout': n => `<r>${' \n\t'.repeat(n)}<a>1</a></r>`,
  'XML: entities': n => `<!DOCTYPE a [${repeat(n, at => `<!ENTITY e${at + 1} "&e${at};&e${at};">`)}]><a>&e9;</a>`,
  'JSON: lists in lists': n => '['.repeat(n),
  'JSON: lists in lists, all closed': n => `${'['.repeat(n)}${']'.repeat(n)}`,
  'JSON: objects in objects': n => '{"a":'.repeat(n),
  'JSON: no commas': n => `{${'"a":"b" '.repeat(n)}}`,
  'JSON: too many commas': n => `{"a":[${'1,,'.repeat(n)}]}`,
  'JSON: single quotes': n => `{${"'a':'b',".repeat(n)}}`,
  'JSON: comments': n => `{${'/*'.repeat(n)}}`,
  'JSON: unfinished escapes': n => `{"a":"${'\\"'.repeat(n)}`,
  'JSON: backslashes': n => `{"a":"${'\\'.repeat(n)}"}`,
  'JSON: quotes': n => `{"a":${'"'.repeat(n)}}`,
  'JSON: raw control characters': n => `{"a":"${'\u0001\n'.repeat(n)}"}`,
  'JSON: words': n => `{"a":${'b '.repeat(n)}}`,
  'JSON: other members': n => `{"t":[{${repeat(n, at => `"a${at}":"b"`, ',')}}]}`,
  'JSON: records of one member each, none alike': n => `[${repeat(n, at => `{"a${at}":"b%20"}`, ',')}]`,
  'JSON: the same record': n => `{"t":[${repeat(n, () => '{"id":"1","status":"a+b"}', ',')}]}`,
  'URL: ampersands': n => `a=1${'&'.repeat(n)}`,
  'URL: equals signs': n => `a=1${'&='.repeat(n)}`,
  'URL: other names': n => repeat(n, at => `a${at}=1`, '&'),
  'URL: other names on lines of their own': n => repeat(n, at => `a${at}=1`, '\n'),
  'URL: lines that go on': n => repeat(n, at => `a${at}=1`, '\n&'),
  'URL: the same names again': n =>
    `${repeat(n, at => `a${at}=1`, '&')}\n${repeat(n, at => `a${at}=1`, '&')}&${'a1=1&'.repeat(n)}`,
  'URL: records': n => repeat(n, at => `id=${at}&name=a+b`, '\n'),
  'pages of titles': n => `<html>${'<title'.repeat(n)}`,
  'pages of headings': n => `<html>${'<h1>'.repeat(n)}`,
  'pages of scripts': n => `<html>${'<script>'.repeat(n)}`,
  'pages after comments': n => `${'<!-- -->'.repeat(n)}<html>`,
  'a sentence': n => 'no record '.repeat(n),
  ...inTickets({
    blanks: ' ',
    'blanks between words': 'a  ',
    'unfinished tags': '<p ',
    'escaped tags': '&lt;p&gt; ',
    'twice escaped tags': '&amp;lt;',
    'unfinished scripts': '<script',
    escapes: '%c3%a9',
    'older escapes': '%u00e9',
    'unfinished escapes': '%c',
    pluses: '+',
    'pluses between words': 'a+',
    digits: '1',
    dates: '1/1/2026 ',
    colons: '1:',
    'line breaks': '\n',
    commas: 'a,',
    'words of a complaint': 'key not ',
  }),
};

/** What customers write, where it is read for what it means. */
function inTickets(texts: Readonly<Record<string, string>>): Record<string, (times: number) => string> {
  const all: Record<string, (times: number) => string> = {};
  for (const [name, text] of Object.entries(texts)) {
    all[`values of ${name}`] = times => {
      const value = text.repeat(times);
      const members = ['id', 'subject', 'Name', 'description', 'Description', 'notes', 'message', 'status', 'priority'];
      const dates = ['open_date', 'DateCreated', 'duration', 'HoursSpent', 'assigned_to', 'type', 'file_size'];
      return JSON.stringify({ list: [Object.fromEntries([...members, ...dates].map(each => [each, value]))] });
    };
  }
  return all;
}

function repeat(times: number, piece: (at: number) => string, between = ''): string {
  return Array.from({ length: times }, (_, at) => piece(at)).join(between);
}

/** Shorter times say nothing about growth. */
const LEAST_MS = 50;
/** Nothing that stays quick up to this many pieces can be made slow by an answer of the size that is read. */
const MOST = 128_000;

function milliseconds(pattern: (times: number) => string, times: number): number {
  const bytes = Buffer.from(pattern(times));
  const began = performance.now();
  decodeEverything(bytes, '');
  return performance.now() - began;
}

/** Of twice as much, how many times as long it takes; the machine has other things to do, so it may try again. */
function growth(pattern: (times: number) => string): number {
  let times = 500;
  while (times < MOST && milliseconds(pattern, times) < LEAST_MS) times *= 2;
  let factor = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 5 && factor >= 3.5; tries++) {
    const once = milliseconds(pattern, times);
    factor = Math.min(factor, milliseconds(pattern, 2 * times) / Math.max(once, LEAST_MS / 2));
  }
  return factor;
}

describe('faults: no answer takes more than its length in time', function () {
  this.timeout(120_000);

  for (const [name, pattern] of Object.entries(PATTERNS)) {
    it(name, () => {
      const factor = growth(pattern);
      assert.ok(factor < 3.5, `twice the answer took ${factor.toFixed(1)} times as long`);
    });
  }
});
