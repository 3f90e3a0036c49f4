import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type WriteFault, writeFaults } from '../../src/sampledesk/writeFaults.ts';
import { type SampleDesk, startSampleDesk } from './sampleDesk.ts';
import { until } from './syncedDesk.ts';

/** What a caller sees of an answer: its status and whether all of its body came, or that there was none. */
type Seen = 'no answer' | 'half an answer' | number;

/** Whether it is carried out, and what is seen of it, in either system. */
const expected: Record<WriteFault, readonly [carriedOut: boolean, readydesk: Seen, teamsupport: Seen]> = {
  cutBefore: [false, 'no answer', 'no answer'],
  cutAfter: [true, 'no answer', 'no answer'],
  cutBody: [true, 'half an answer', 'half an answer'],
  cutThenDone: [true, 'no answer', 'no answer'],
  silentBefore: [false, 'no answer', 'no answer'],
  silentAfter: [true, 'no answer', 'no answer'],
  slow: [true, 200, 201],
  failBefore: [false, 500, 500],
  failAfter: [true, 500, 500],
  malformed: [true, 200, 201],
  refused: [false, 200, 400],
  unauthorized: [false, 401, 401],
  quota: [false, 429, 403],
};

describe('sample desk: what can befall a change', function () {
  this.timeout(20_000);
  let desk: SampleDesk;
  let behind: DatabaseSync;
  before(async () => {
    desk = await startSampleDesk(['--tickets', '30']);
    behind = new DatabaseSync(join(desk.dataDir, 'sampledesk.db'), { timeout: 10_000, readOnly: true });
  });
  beforeEach(() => desk.control.usual());
  after(async () => {
    behind.close();
    await desk.stop();
  });

  const systems = {
    readydesk: {
      send: (note: string, inForm = false) => {
        const body = new URLSearchParams({ key: desk.readydesk.key, action: 'add_history', tid: '1001', notes: note });
        if (inForm) return fetch(desk.readydesk.url, { method: 'POST', body });
        return fetch(`${desk.readydesk.url}?${body}`);
      },
      read: () => fetch(`${desk.readydesk.url}?key=${desk.readydesk.key}&action=get_techs&uid=*`),
      count: (note: string) => Number(behind.prepare('SELECT count(*) n FROM rd_history WHERE notes = ?').get(note)?.n),
    },
    teamsupport: {
      send: (note: string) => {
        const ticket = behind.prepare('SELECT min(id) id FROM ts_tickets').get()?.id;
        return fetch(`${desk.teamsupport.url}/api/json/tickets/${ticket}/actions`, {
          method: 'POST',
          headers: { ...authorization(), 'content-type': 'application/json' },
          body: JSON.stringify({ Action: { Description: note } }),
        });
      },
      read: () => fetch(`${desk.teamsupport.url}/api/json/users`, { headers: authorization() }),
      count: (note: string) =>
        Number(behind.prepare('SELECT count(*) n FROM ts_actions WHERE description = ?').get(note)?.n),
    },
  };

  function authorization(): Record<string, string> {
    const { organizationId, token } = desk.teamsupport;
    return { authorization: `Basic ${Buffer.from(`${organizationId}:${token}`).toString('base64')}` };
  }

  async function seen(answer: Promise<Response>): Promise<Seen> {
    let came: Response;
    try {
      came = await answer;
    } catch {
      return 'no answer';
    }
    return came.text().then(
      () => came.status,
      () => 'half an answer',
    );
  }

  for (const [name, [carriedOut, ...answers]] of Object.entries(expected)) {
    for (const [at, [system, { send, read, count }]] of Object.entries(systems).entries()) {
      it(`${system}, ${name}: ${writeFaults[name as WriteFault]}`, async () => {
        const note = `${system} ${name}`;
        await desk.control.set({ writeFault: name as WriteFault, faultyWrites: 1, soundWrites: 1, faultPause: 150 });
        assert.ok((await send(`${note} before`)).ok, 'one that nothing is to happen to');
        assert.ok((await read()).ok, 'what is only read');
        const began = performance.now();
        assert.equal(await seen(send(note)), answers[at]);
        if (/^(?:silent|slow)/.test(name)) assert.ok(performance.now() - began >= 140);
        if (name === 'cutThenDone') {
          assert.equal(count(note), 0);
          await until('it is carried out', () => count(note) > 0);
        }
        assert.equal(count(note), carriedOut ? 1 : 0);
        assert.ok((await send(`${note} after`)).ok, 'the next one');
        assert.deepEqual([count(`${note} before`), count(`${note} after`)], [1, 1]);
        assert.equal((await desk.control.state()).switches.faultyWrites, 0);
      });
    }
  }

  it('knows a change of ReadyDesk that comes in a form', async () => {
    await desk.control.set({ writeFault: 'failBefore', faultyWrites: 1 });
    assert.equal((await systems.readydesk.send('in a form', true)).status, 500);
    assert.equal(systems.readydesk.count('in a form'), 0);
  });

  it('says a refusal, a spent quota and an unknown caller as each system does', async () => {
    const { readydesk, teamsupport } = systems;
    await desk.control.set({ writeFault: 'refused', faultyWrites: 2, format: 'json' });
    assert.match(await (await readydesk.send('x')).text(), /"error" : "The sample desk was told to refuse this\."/);
    assert.match(await (await teamsupport.send('x')).text(), /told to refuse/);
    await desk.control.set({ writeFault: 'quota', faultyWrites: 2 });
    for (const { send } of [readydesk, teamsupport]) assert.equal((await send('x')).headers.get('retry-after'), '1');
    await desk.control.set({ writeFault: 'unauthorized', faultyWrites: 2 });
    assert.match(await (await readydesk.send('x')).text(), /key is not valid/);
    assert.match(await (await teamsupport.send('x')).text(), /invalid credentials/);
  });

  it('offers them on its control page', async () => {
    const shown = await (await fetch(desk.control.url)).text();
    assert.match(shown, /<select name="writeFault"><option selected><\/option><option>cutBefore<\/option>/);
    for (const name of ['faultyWrites', 'soundWrites', 'faultPause']) assert.ok(shown.includes(`name="${name}"`));
    await assert.rejects(desk.control.set({ writeFault: 'burn' as WriteFault }), /takes cutBefore or/);
    await desk.control.set({ writeFault: 'cutAfter', faultyWrites: 3 });
    await desk.control.set({ writeFault: null, faultyWrites: null });
    assert.ok((await systems.teamsupport.send('nothing happens')).ok);
  });
});
