import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSampleDesk } from './sampleDesk.ts';

const entry = fileURLToPath(new URL('../../src/sampledesk/main.ts', import.meta.url));

/** Asks with a Host header of one's own, which fetch does not allow. */
async function withHost(url: string, host: string): Promise<number | undefined> {
  const asked = request(url, { headers: { host } });
  asked.end();
  const [answer] = await once(asked, 'response');
  answer.resume();
  return answer.statusCode;
}

describe('sample desk: process', function () {
  this.timeout(20_000);
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sampledesk-test-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps its data and credentials over a restart and ends with 0 on SIGTERM and SIGINT', async () => {
    const data = join(folder, 'new', 'desk');
    const first = await startSampleDesk(['--data', data, '--tickets', '20']);
    const body = new URLSearchParams({
      key: first.readydesk.key,
      action: 'add_company',
      name: 'Kept Ltd',
      address: 'Here',
    });
    const made = await (await fetch(first.readydesk.url, { method: 'POST', body })).text();
    assert.match(made, /<added_company>\d+<\/added_company>/);
    assert.equal(await first.stop('SIGTERM'), 0);

    const second = await startSampleDesk(['--data', data, '--tickets', '999']);
    try {
      assert.equal(second.readydesk.key, first.readydesk.key);
      assert.equal(second.teamsupport.organizationId, first.teamsupport.organizationId);
      assert.equal(second.teamsupport.token, first.teamsupport.token);
      const url = `${second.readydesk.url}?key=${second.readydesk.key}`;
      assert.match(await (await fetch(`${url}&action=get_companies&name=kept+ltd`)).text(), /<name>Kept\+Ltd<\/name>/);
      assert.match(await (await fetch(`${url}&action=get_tickets&count_only=Y`)).text(), /<count>20<\/count>/);
    } finally {
      assert.equal(await second.stop('SIGINT'), 0);
    }
  });

  it('says where it is in one line of a fixed shape', async () => {
    const desk = await startSampleDesk(['--data', folder, '--tickets', '3']);
    try {
      assert.match(desk.readydesk.url, /^http:\/\/127\.0\.0\.1:\d+\/readydesk\/API\/default\.aspx$/);
      assert.match(desk.readydesk.key, /^[0-9A-F]{32}$/);
      assert.match(desk.teamsupport.url, /^http:\/\/127\.0\.0\.1:\d+$/);
      assert.match(desk.teamsupport.organizationId, /^\d{6}$/);
      assert.match(desk.teamsupport.token, /^[0-9a-f-]{36}$/);
    } finally {
      await desk.stop();
    }
  });

  it('makes its file and folder for the owner only, and leaves a folder of the user as it is', async function () {
    if (process.platform === 'win32') return this.skip();
    const own = join(folder, 'own');
    await chmod(folder, 0o755);
    for (const [data, mode] of [
      [own, 0o700],
      [folder, 0o755],
    ] as const) {
      const desk = await startSampleDesk(['--data', data, '--tickets', '3']);
      try {
        assert.equal((await stat(data)).mode & 0o777, mode);
        for (const name of ['sampledesk.db', 'sampledesk.db-wal', 'sampledesk.db-shm']) {
          assert.equal((await stat(join(data, name))).mode & 0o777, 0o600, name);
        }
      } finally {
        await desk.stop();
      }
    }
  });

  it('serves one folder from two processes started at once', async () => {
    const args = ['--data', folder, '--tickets', '15'];
    const desks = await Promise.all([startSampleDesk(args), startSampleDesk(args)]);
    try {
      assert.deepEqual(desks[0].readydesk.key, desks[1].readydesk.key);
      const writes = desks.flatMap(desk =>
        Array.from({ length: 25 }, async () => {
          const url = `${desk.readydesk.url}?key=${desk.readydesk.key}&action=add_line_item&tid=1001&duration=5&time_unit=Minutes&title=both`;
          return await (await fetch(url)).text();
        }),
      );
      for (const answer of await Promise.all(writes)) assert.match(answer, /<added_line_item>/);
      for (const desk of desks) {
        const url = `${desk.readydesk.url}?key=${desk.readydesk.key}&action=get_line_items&tid=*&keyword=both&count_only=Y`;
        assert.match(await (await fetch(url)).text(), /<count>50<\/count>/);
      }
    } finally {
      await Promise.all(desks.map(desk => desk.stop()));
    }
  });

  it('ends when the parent that forked it hangs up', async () => {
    const child = fork(entry, ['--data', folder, '--tickets', '3'], { silent: true });
    const ended = once(child, 'exit');
    assert.ok(child.stdout);
    await once(child.stdout, 'data');
    child.disconnect();
    assert.equal((await ended)[0], 0);
  });

  it('explains a command line that it cannot obey', async () => {
    const started = startSampleDesk(['--data', folder, '--port', 'many']);
    await assert.rejects(started, /ended with 2 .*--port takes a whole number.*usage: sampledesk --data DIR/s);
  });

  it('answers only to loopback names', async () => {
    const desk = await startSampleDesk(['--data', folder, '--tickets', '3']);
    try {
      const url = `${desk.teamsupport.url}/`;
      assert.equal(await withHost(url, 'evil.example'), 403);
      assert.equal(await withHost(url, '127.0.0.1.evil.example:80'), 403);
      assert.equal(await withHost(url, 'localhost:1234'), 200);
    } finally {
      await desk.stop();
    }
  });

  it('waits as long as --latency says', async () => {
    const desk = await startSampleDesk(['--data', folder, '--tickets', '3', '--latency', '150']);
    try {
      const before = performance.now();
      await (await fetch(desk.teamsupport.url)).text();
      assert.ok(performance.now() - before >= 145);
    } finally {
      await desk.stop();
    }
  });

  it('shows a ticket as a page on which nothing can run', async () => {
    const desk = await startSampleDesk(['--data', folder, '--tickets', '120']);
    try {
      let scripts = 0;
      for (const system of ['readydesk', 'teamsupport']) {
        for (let number = 1095; number <= 1120; number++) {
          const answer = await fetch(`${desk.teamsupport.url}/${system}/tickets/${number}`);
          assert.equal(answer.status, 200);
          assert.match(
            answer.headers.get('content-security-policy') ?? '',
            /^default-src 'none'; style-src 'sha256-[^']+';/,
          );
          const html = await answer.text();
          assert.match(html, new RegExp(`<h1>${number}: `));
          const body = html.slice(html.indexOf('<body>'));
          assert.doesNotMatch(body, /<(?:script|img|svg|iframe|form|style|a)\b/i);
          if (html.includes('Our shop texts were changed')) scripts++;
        }
        assert.equal((await fetch(`${desk.teamsupport.url}/${system}/tickets/999999`)).status, 404);
      }
      assert.equal(scripts, 2);
    } finally {
      await desk.stop();
    }
  });
});
