import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logTail } from '../../src/editor/problem/logTail.ts';
import { maskOf } from '../../src/editor/problem/masks.ts';
import { asBlock, lowered, reportText } from '../../src/editor/problem/reportText.ts';
import { deskLine, settingLine } from '../../src/editor/problem/settingFacts.ts';
import type { SettingSchema } from '../../src/editor/settings/schemaCheck.ts';
import type { DeskConfig } from '../../src/model/desk.ts';

/** As `vscode.l10n.t` fills in. */
const t = (message: string, ...args: unknown[]) => message.replace(/\{(\d)\}/g, (_, at) => String(args[Number(at)]));

const acme: DeskConfig = {
  id: 'a1b2c3',
  name: 'Acme_Support',
  system: 'teamsupport',
  address: 'https://help.acme.example/api',
  organizationId: '778899',
  technicianId: '41',
  technicianName: 'Ana Lee',
  ticketUrl: 'https://www.acme.example/t/{number}',
  timeZone: 'Europe/Berlin',
};
const sample: DeskConfig = {
  ...{ id: 's', name: 'Sample', system: 'readydesk', address: 'http://127.0.0.1:4711/API/', technicianId: 'alee' },
};

describe('masks of a problem report', () => {
  const about = {
    desks: [acme, sample],
    formerNames: ['Old Support', 'TeamSupport'],
    folders: ['/home/ana/work/secret-project', 'C:\\Users\\ana\\work\\other'],
    home: '/home/ana',
    user: 'ana',
    machine: 'ana-laptop',
  };
  const mask = (text: string) => maskOf(about)(text);

  for (const [text, masked] of [
    ['Acme_Support: GET https://help.acme.example/api/tickets 200', 'Desk 1: GET https://host1/api/tickets 200'],
    ['Could not reach HELP.ACME.EXAMPLE: ENOTFOUND', 'Could not reach host1: ENOTFOUND'],
    ['Check-up of Acme\\_Support', 'Check-up of Desk 1'],
    ['certificate of www\\.acme.example, *.acme.example', 'certificate of host2, *.domain'],
    ['Ana Lee (alee, 41) of 778899 (a1b2c3)', '(me) ((me), 41) of (organization) ((desk id))'],
    ['/home/ana/work/secret-project/src/a.ts', '(folder 1)/src/a.ts'],
    ['file:///home/ana/notes.txt', 'file:~/notes.txt'],
    ['"C:\\\\Users\\\\ana\\\\work\\\\other\\\\a.ts"', '"(folder 2)\\\\a.ts"'],
    ['c:/users/ana/work/other', '(folder 2)'],
    ['analysis by ana on ana-laptop', 'analysis by (user) on (machine)'],
    ['Stands for: `192.0.2.7`, `2001:db8::7`', 'Stands for: `(IP)`, `(IP)`'],
    ['write to bo.ray@acme.example', 'write to (e-mail)'],
    ['Authorization: Basic YWJjOmRlZg==', 'Authorization: Basic ***'],
    ['http://127.0.0.1:4711/API/?key=abc123&x=1', 'http://127.0.0.1:4711/API/?key=***&x=1'],
    ['https://ana:pa@ss@proxy.acme.example:8080/', 'https://***@host3:8080/'],
    ['connect ECONNREFUSED 192.0.2.7:8443, 2001:db8::7:8443', 'connect ECONNREFUSED (IP):8443, (IP)'],
    ['at 192.0.2.7. Or ::ffff:192.0.2.8', 'at (IP). Or ::ffff:(IP)'],
    ['https://[2001:db8::7]:8443/a', 'https://host3:8443/a'],
    ['https://old.other.example/a: ENOTFOUND OLD.other.example', 'https://host3/a: ENOTFOUND host3'],
    ['http://proxy:8080/: Proxy', 'http://host3:8080/: Proxy'],
    ['Old Support: TeamSupport on Node.js', '(a former desk): TeamSupport on Node.js'],
    [
      '| CN\\=\\*.acme.example, O\\=Acme, Inc., L\\=Berlin, C\\=DE | CN=R11, O=Acme | Jan 1 |',
      '| CN\\=\\*.domain, O\\=***, L\\=***, C\\=DE | CN=R11, O=*** | Jan 1 |',
    ],
    [`SHA-256 ${Array(32).fill('AB').join(':')}`, 'SHA-256 (fingerprint)'],
    [
      'VS Code 1.108.0, Node.js 22.21.1, 12:30:45, 2026-11-22',
      'VS Code 1.108.0, Node.js 22.21.1, 12:30:45, 2026-11-22',
    ],
  ] as const) {
    it(`make ${JSON.stringify(masked)}`, () => assert.equal(mask(text), masked));
  }

  it('call a host that no setting names the same everywhere, and others otherwise', () => {
    const said = mask('https://login.other.example/a https://cdn.example/ https://LOGIN.other.example/b');
    const [, first, second, again] = /^https:\/\/(\w+)\/a https:\/\/(\w+)\/ https:\/\/(\w+)\/b$/.exec(said) ?? [];
    assert.ok(first && first === again && first !== second, said);
  });

  it('leave a text alone that names nobody', () => {
    const plain = maskOf({ desks: [], formerNames: [], folders: [], home: '/', user: '', machine: 'x' });
    assert.equal(plain('| a/b | `c` | 10 % |'), '| a/b | `c` | 10 % |');
  });
});

describe('settings in a problem report', () => {
  const line = (schema: SettingSchema, value: unknown) =>
    settingLine({ name: 'deskside.x', schema, value, place: 'user' }, t);

  it('show what is switched, counted or chosen from a list', () => {
    assert.equal(line({ type: 'boolean' }, true), '- `deskside.x` (user): `true`');
    assert.equal(line({ type: 'integer' }, 15), '- `deskside.x` (user): `15`');
    assert.equal(line({ type: 'string', enum: ['off', 'on'] }, 'off'), '- `deskside.x` (user): `"off"`');
    assert.equal(
      line({ type: 'array', items: { type: 'string', enum: ['a', 'b'] } }, ['b']),
      '- `deskside.x` (user): `["b"]`',
    );
  });

  it('never show what somebody wrote', () => {
    const schemas: SettingSchema[] = [
      { type: 'string' },
      { type: 'object', additionalProperties: { type: 'string' } },
      { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
      { type: 'boolean' },
    ];
    for (const schema of schemas) {
      for (const value of ['hush', { hush: 'hush' }, [{ name: 'hush' }], { hush: 1 }])
        assert.doesNotMatch(line(schema, value), /hush/);
    }
    assert.match(line({ type: 'object' }, { a: 1, b: 2 }), /: 2 entries$/);
    assert.match(line({ type: 'object' }, { a: 1 }), /: one entry$/);
  });

  it('tell of a desk what it is, and not whose', () => {
    assert.equal(
      deskLine({ ...acme, name: 'Desk 1' }, 'open', t),
      '- Desk 1: teamsupport · https · timeZone `"Europe/Berlin"` · with organizationId, technicianId, ticketUrl · open',
    );
  });
});

describe('the text of a problem report', () => {
  it('asks first, and then has what was gathered', () => {
    const text = reportText([{ heading: 'Versions', lines: ['- Deskside: 1'] }], t);
    assert.match(text, /^# A problem with Deskside\n\n## What happened\n/);
    assert.match(text, /\n\n## Versions\n\n- Deskside: 1\n$/);
  });

  it('keeps lines in their block, whatever is in them', () => {
    assert.deepEqual(asBlock(['a', '```', '````js']), ['`````text', 'a', '```', '````js', '`````']);
  });

  it('has the headings of a check-up below its own', () => {
    assert.equal(lowered('# A\n\n## B\n\ntext # no\n'), '### A\n\n#### B\n\ntext # no');
  });
});

describe('the end of a log', () => {
  const dir = mkdtempSync(join(tmpdir(), 'deskside-log-'));
  const file = join(dir, 'Deskside.log');
  after(() => rmSync(dir, { recursive: true }));

  it('is empty where there is no log', async () => assert.deepEqual(await logTail(join(dir, 'none.log'), 5), []));

  it('has the last lines, whole', async () => {
    writeFileSync(file, Array.from({ length: 50_000 }, (_, index) => `line ${index} ä\n`).join(''));
    assert.deepEqual(await logTail(file, 2), ['line 49998 ä', 'line 49999 ä']);
    const all = await logTail(file, 50_000);
    assert.ok(all.length > 10_000 && all.length < 50_000);
    for (const line of all) assert.match(line, /^line \d+ ä$/);
  });

  it('is all of a short log', async () => {
    writeFileSync(file, 'one\r\ntwo');
    assert.deepEqual(await logTail(file, 5), ['one', 'two']);
  });
});
