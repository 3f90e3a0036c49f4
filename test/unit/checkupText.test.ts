import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkupText } from '../../src/editor/checkup/checkupText.ts';
import { type Finding, findingsOf } from '../../src/editor/checkup/findings.ts';
import type { DeskFacts, Examination, NetworkFacts } from '../../src/model/examination.ts';
import { action, certificate, desk, examination, network, subject, words } from './examinations.ts';

const text = (from: Examination) => checkupText(from, subject, words);
const section = (document: string, heading: string) => {
  const [, body] = document.split(`\n## ${heading}\n\n`);
  assert.ok(body !== undefined, `no section ${heading}`);
  return body.split('\n\n## ')[0] ?? '';
};
const only = (from: Examination): Finding => {
  const found = findingsOf(from, words);
  assert.equal(found.length, 1, JSON.stringify(found));
  return found[0] as Finding;
};
const ofNetwork = (changes: Partial<NetworkFacts>) => examination({ network: network(changes) });
const ofDesk = (changes: Partial<DeskFacts>) => examination({ desk: desk(changes) });

describe('text of a check-up', () => {
  it('says that all is well, then everything that was looked at', () => {
    const document = text(examination());
    assert.match(document, /^# Check-up of Acme\n/);
    assert.equal(section(document, 'Summary'), '✅ **All is well.**');
    assert.deepEqual(
      [...document.matchAll(/^## (.+)$/gm)].map(match => match[1]),
      [
        ...['Summary', 'Address and host', 'Name (DNS)', 'Proxy', 'Certificates', 'Credentials', 'System', 'Dates'],
        ...['Clock', 'Quota', 'Actions', 'Versions'],
      ],
    );
    assert.match(section(document, 'Name (DNS)'), /`192\.0\.2\.7`/);
    assert.equal(section(document, 'Proxy'), 'None.');
    assert.match(section(document, 'Certificates'), /Chain: trusted/);
    assert.match(section(document, 'Credentials'), /accepted\n.*secret storage on this machine/);
    assert.match(section(document, 'Dates'), /month before day, from the data of the desk/);
    assert.match(
      section(document, 'Actions'),
      /^\| `get_tickets` \| ✅ \(200\) \| xml \| 34\u00a0ms \| 2\.3\u00a0kB \| 7 \| 1 of 1 \|\n\n### Fields\n\n- `get_tickets`\n {2}- Recognised: subject: `title`$/m,
    );
  });

  it('has the worst first, each with what helps', () => {
    const from = examination({
      network: network({ tls: { trusted: true, unchecked: true, chain: [certificate] } }),
      desk: desk({
        credentials: 'refused',
        dates: { order: 'mdy', orderFrom: 'usual', zone: 'UTC', zoneFrom: 'settings' },
      }),
    });
    assert.deepEqual(
      findingsOf(from, words).map(({ weight }) => weight),
      ['error', 'warning', 'note'],
    );
    const summary = section(text(from), 'Summary').split('\n');
    assert.match(summary[0] ?? '', /^- ❌ \*\*Error\*\*: The desk refused the credentials\.$/);
    assert.match(
      summary[1] ?? '',
      /^ {2}- What helps: \*Deskside: Sign In Again…\* asks for address and credentials\.$/,
    );
  });

  it('still says that all is well when there are only notes', () => {
    const dates: DeskFacts['dates'] = { order: 'dmy', orderFrom: 'data', zone: 'UTC', zoneFrom: 'usual' };
    const summary = section(text(ofDesk({ dates })), 'Summary');
    assert.match(summary, /^✅ \*\*All is well\.\*\*\n\n- ℹ️ \*\*Info\*\*: .*read as `UTC`/);
    assert.match(summary, /set `timeZone` for this desk/);
    assert.doesNotMatch(summary, /`dateOrder`/);
  });

  it('is there for a desk that was not reached at all', () => {
    const failure = { reason: 'unreachable', host: 'help.example.com', detail: 'no such host' } as const;
    const dns = { addresses: [], milliseconds: 3, failure };
    const { tls: _tls, ...plain } = network({ dns });
    const from: Examination = { at: examination().at, network: plain, failure };
    const document = text(from);
    assert.match(section(document, 'Summary'), /The name `help\.example\.com` is not known on this network/);
    assert.match(section(document, 'Name (DNS)'), /❌ no such host/);
    assert.match(section(document, 'Credentials'), /not known/);
    assert.ok(!document.includes('## Actions'));
  });

  describe('certificates', () => {
    const chain = (changes: Partial<typeof certificate>, trusted = true) =>
      ofNetwork({ tls: { trusted, unchecked: false, chain: [{ ...certificate, ...changes }] } });

    it('that end soon are warned of', () => {
      const { weight, says } = only(chain({ validTo: '2026-12-10T12:00:00Z' }));
      assert.equal(weight, 'warning');
      assert.match(says, /ends in 18 days/);
      assert.deepEqual(findingsOf(chain({ validTo: '2026-12-23T12:00:00Z' }), words), []);
    });
    it('that have ended are one error, not two', () => {
      const { weight, says } = only(chain({ validTo: '2026-11-01T00:00:00Z' }, false));
      assert.equal(weight, 'error');
      assert.match(says, /ended on/);
    });
    it('that the server signed itself lead to the file of authorities', () => {
      const { weight, says, remedy } = only(chain({ issuer: certificate.subject }, false));
      assert.equal(weight, 'error');
      assert.match(says, /signed its certificate itself/);
      assert.match(remedy ?? '', /`deskside\.caFile`/);
    });
    it('of an authority that is not known do, too', () => {
      const { says, remedy } = only(chain({}, false));
      assert.match(says, /does not trust the certificate/);
      assert.match(remedy ?? '', /`deskside\.caFile`/);
    });
    it('of a file that cannot be read name the file', () => {
      const failure = { reason: 'badInput', detail: 'no such file' } as const;
      const { says } = only(ofNetwork({ extraAuthorities: { file: '/etc/ca|x.pem', count: 0, failure } }));
      assert.match(says, /`\/etc\/ca\\\|x\.pem` cannot be used: no such file/);
    });
  });

  it('warns of an address that is not encrypted, but not on this machine', () => {
    const { tls: _tls, ...plain } = network({ encrypted: false, port: 80 });
    assert.match(only(examination({ network: plain })).says, /not encrypted/);
    assert.deepEqual(findingsOf(examination({ network: { ...plain, loopback: true } }), words), []);
  });

  it('tells a proxy that fails, and where it is set', () => {
    const proxy = { address: 'http://proxy:8080', authorized: true } as const;
    const failure = { reason: 'unreachable', detail: 'refused' } as const;
    assert.deepEqual(findingsOf(ofNetwork({ proxy: { ...proxy, from: 'settings' } }), words), []);
    const settings = only(ofNetwork({ proxy: { ...proxy, from: 'settings', failure } }));
    assert.match(settings.remedy ?? '', /`http\.proxy`/);
    const environment = only(ofNetwork({ proxy: { ...proxy, from: 'environment', failure } }));
    assert.match(environment.remedy ?? '', /HTTPS_PROXY/);
  });

  it('tells clocks that differ by minutes', () => {
    assert.match(only(ofDesk({ clockSkewSeconds: -600 })).says, /10 minutes behind/);
    assert.match(section(text(ofDesk({ clockSkewSeconds: 30 })), 'Clock'), /30 seconds ahead/);
  });

  it('tells a quota that is nearly spent, and when one that is spent works again', () => {
    const quota = { used: 24_000, limit: 25_000, limitFrom: 'usual' } as const;
    const near = only(ofDesk({ quota }));
    assert.match(near.says, /24,000 of 25,000/);
    assert.match(near.remedy ?? '', /`dailyRequests`/);
    const spent = { ...quota, spentSince: '2026-11-22T10:00:00Z', tryAgainAt: '2026-11-22T13:00:00Z' };
    const over = only(ofDesk({ quota: spent }));
    assert.equal(over.weight, 'error');
    assert.match(over.says, /has been spent since .* asks again on/);
    assert.match(over.remedy ?? '', /raise the quota/);
    assert.deepEqual(findingsOf(ofDesk({ quota: { ...quota, used: 100 } }), words), []);
  });

  it('says once what many actions failed with, and calls inferred ones a note', () => {
    const failure = { reason: 'unauthorized' } as const;
    const names = Array.from({ length: 8 }, (_, at) => `get_a${at}`);
    const { weight, says, remedy } = only(ofDesk({ actions: names.map(name => action({ name, failure })) }));
    assert.equal(weight, 'warning');
    assert.match(says, /^`get_a0`, .*`get_a5` and 2 more: It failed: unauthorized/);
    assert.match(remedy ?? '', /permission/);
    const inferred = ofDesk({ actions: [action({ known: false, failure: { reason: 'unsupported' } })] });
    assert.equal(only(inferred).weight, 'note');
    assert.match(section(text(inferred), 'Actions'), /`get_tickets` \\\*.*\n\n\\\* not in the vendor's public pages/);
  });

  it('calls a desk that cannot be reached an error, whichever action met it', () => {
    const actions = [action({ known: false, failure: { reason: 'unreachable' } })];
    const dates: DeskFacts['dates'] = { order: 'mdy', orderFrom: 'usual', zone: 'UTC', zoneFrom: 'usual' };
    const { weight, says } = only(ofDesk({ actions, dates }));
    assert.deepEqual([weight, says], ['error', 'It failed: unreachable.']);
  });

  it('says once that credentials are refused', () => {
    const actions = [action({ failure: { reason: 'unauthorized' } })];
    assert.match(only(ofDesk({ actions, credentials: 'refused' })).says, /refused the credentials/);
  });

  it('says why an action was not asked', () => {
    const { status: _status, ...unasked } = action();
    const table = section(text(ofDesk({ actions: [{ ...unasked, skipped: 'quota' }] })), 'Actions');
    assert.match(table, /not asked: the quota is spent/);
  });

  it('gives a setting to paste for fields that were not found', () => {
    const actions = [action({ unrecognised: ['headline', 'x|y'], notFound: ['subject', 'status'] })];
    const document = text(ofDesk({ actions }));
    assert.match(section(document, 'Summary'), /Fields to name/);
    const [, pasted = ''] = /```json\n([\s\S]+?)\n```/.exec(document) ?? [];
    assert.deepEqual(JSON.parse(`{${pasted}}`), { fieldNames: { tickets: { subject: ['…'], status: ['…'] } } });
    const one = text(ofDesk({ actions: [action({ unrecognised: ['headline'], notFound: ['subject'] })] }));
    const [, ready = ''] = /```json\n([\s\S]+?)\n```/.exec(one) ?? [];
    assert.deepEqual(JSON.parse(`{${ready}}`), { fieldNames: { tickets: { subject: ['headline'] } } });
    // Nothing to choose from is nothing to paste.
    assert.ok(!text(ofDesk({ actions: [action({ notFound: ['subject'] })] })).includes('```'));
  });

  it('keeps its tables whole whatever a desk calls its fields', () => {
    const hostile = 'a | b\n| c `|` [x](command:y) <img src=x> ```';
    const document = text(ofDesk({ flavour: hostile, actions: [action({ name: hostile, unrecognised: [hostile] })] }));
    const [table = '', ...others] = section(document, 'Actions').split('\n\n');
    assert.equal(others.length, 2);
    const rows = table.split('\n');
    assert.equal(rows.length, 3);
    // Bars that are no escaped ones are those of the eight edges.
    assert.equal((rows[2] ?? '').replaceAll('\\|', '').split('|').length - 1, 8);
  });
});
