import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { after, before, describe, it } from 'mocha';
import { slimUndici } from '../../scripts/slimundici.mjs';
import { workerEngine } from '../../src/engine/workerEngine.ts';
import { defaultNetwork } from '../../src/model/network.ts';
import { newestFirst } from '../../src/model/search.ts';
import type * as Http from '../../src/wire/http.ts';
import type * as Facts from '../../src/wire/networkFacts.ts';
import { startProxy } from './proxyServer.ts';
import { startSampleDesk } from './sampleDesk.ts';
import { makeAuthority, startWebServer } from './tlsServer.ts';

const HOST = 'help.example.test';

/** The transport as it is bundled into the engine: without what undici has beyond it. */
describe('wire: the bundled transport', function () {
  this.timeout(60_000);
  const closing: (() => Promise<unknown>)[] = [];
  let folder: string;
  let bundled: typeof Http & typeof Facts;
  let inputs: [string, number][];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deskside-bundle-'));
    const outfile = join(folder, 'wire.cjs');
    const { metafile } = await esbuild.build({
      stdin: {
        contents: "export * from './src/wire/http.ts'; export * from './src/wire/networkFacts.ts';",
        resolveDir: process.cwd(),
      },
      outfile,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      target: 'node22',
      mainFields: ['module', 'main'],
      metafile: true,
      plugins: [slimUndici],
    });
    inputs = Object.values(metafile.outputs).flatMap(output =>
      Object.entries(output.inputs).map(([name, { bytesInOutput }]): [string, number] => [name, bytesInOutput]),
    );
    bundled = createRequire(import.meta.url)(outfile);
  });

  after(async () => {
    for (const close of closing.reverse()) await close();
    await rm(folder, { recursive: true });
  });

  it('has little of undici in it', () => {
    const undici = inputs.filter(([name]) => name.includes('node_modules/undici/'));
    const size = undici.reduce((sum, [, bytes]) => sum + bytes, 0);
    assert.ok(size > 50_000 && size < 250_000, `${size} bytes`);
    const strangers = undici.filter(([name, bytes]) => /\/(?:web|mock|cache|milo)\//.test(name) && bytes > 300);
    assert.deepEqual(strangers, []);
  });

  it('reads and writes, plainly and compressed, directly and by a proxy, encrypted or not', async () => {
    const authority = makeAuthority('Bundle Authority');
    const seen: string[] = [];
    const listener: Parameters<typeof startWebServer>[0] = (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      request.on('end', () => {
        seen.push(`${request.method} ${request.url} ${body}`);
        response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync(`got ${body}`));
      });
    };
    const secure = await startWebServer(listener, authority.issue({ names: [HOST, 'localhost'] }));
    const plain = await startWebServer(listener);
    const hosts = { [`${HOST}:443`]: secure.port, [`${HOST}:80`]: plain.port };
    const proxy = await startProxy({ hosts });
    closing.push(secure.stop, plain.stop, proxy.stop);
    const caFile = join(folder, 'ca.pem');
    await writeFile(caFile, authority.pem);
    const network = { ...defaultNetwork, caFile, proxy: `http://127.0.0.1:${proxy.port}` };
    for (const origin of [
      `https://localhost:${secure.port}`,
      `http://127.0.0.1:${plain.port}`,
      `https://${HOST}`,
      `http://${HOST}`,
    ]) {
      const client = new bundled.HttpClient({ origin: new URL(origin), secrets: [], network });
      closing.push(() => client.close());
      for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) {
        for (const body of method === 'GET' ? [undefined] : ['wörter', Buffer.from('bytes')]) {
          seen.length = 0;
          const url = new URL(`${origin}/x?y=1`);
          const answer = await client.send({ method, url, writes: true, ...(body ? { body } : {}) });
          assert.equal(Buffer.from(answer.body).toString(), `got ${body ?? ''}`);
          assert.deepEqual(seen, [`${method} /x?y=1 ${body ?? ''}`]);
        }
      }
    }
    assert.ok(proxy.asked.length > 1);
    const facts = await bundled.examineNetwork(`https://${HOST}`, network);
    assert.equal(facts.tls?.trusted, true);
  });
});

describe('wire: the bundled engine in its worker', function () {
  this.timeout(60_000);

  it('reads a desk of each system, keeps it, and closes in time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'deskside-bundle-'));
    const file = join(folder, 'engine.cjs');
    await esbuild.build({
      entryPoints: ['src/engine/worker.ts'],
      outfile: file,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      target: 'node22',
      mainFields: ['module', 'main'],
      plugins: [slimUndici],
    });
    const sample = await startSampleDesk(['--tickets', '40']);
    const log: string[] = [];
    const { readydesk, teamsupport } = sample;
    const sides = [
      { config: { id: 'rd', name: 'RD', system: 'readydesk', address: readydesk.url }, secret: readydesk.key },
      {
        config: {
          id: 'ts',
          name: 'TS',
          system: 'teamsupport',
          address: teamsupport.url,
          organizationId: teamsupport.organizationId,
        },
        secret: teamsupport.token,
      },
    ];
    try {
      const kept: (readonly string[])[] = [];
      for (const offline of [false, true]) {
        await sample.control.set({ offline });
        const engine = workerEngine({ file, folder: join(folder, 'desks'), log: line => log.push(line) });
        for (const { config, secret } of sides) {
          assert.ok((await engine.open(config, secret)).ok);
          if (!offline) assert.ok((await engine.sync(config.id)).ok);
          const { tickets } = await engine.list(config.id, { terms: [] }, newestFirst, 20);
          assert.equal(tickets.length, 20);
          kept.push(tickets.map(ticket => ticket.id));
        }
        await engine.dispose();
      }
      assert.deepEqual(kept.slice(2), kept.slice(0, 2));
      assert.deepEqual(log, []);
    } finally {
      await sample.stop();
      await rm(folder, { recursive: true });
    }
  });
});
