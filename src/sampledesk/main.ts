import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Control } from './control/control.ts';
import { RequestLog } from './control/requestLog.ts';
import { resetDesk } from './control/reset.ts';
import { type Database, openDatabase } from './database.ts';
import { type Options, readOptions, UsageError, usage } from './options.ts';
import { extendDesk, fillDesk } from './seed/fill.ts';
import { sampleServer } from './server.ts';

async function run(options: Options): Promise<void> {
  const fill = (empty: Database) => fillDesk(empty, options.tickets, options.seed);
  const { db, credentials } = openDatabase(options.data, { fill, extend: extendDesk });
  const requests = new RequestLog(credentials);
  const { switches } = options;
  const control = new Control({ db, switches, requests, reset: () => resetDesk(db, fill) });
  const server = sampleServer({ db, credentials, switches, requests, control });
  server.listen(options.port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (thrown) {
    db.close();
    throw thrown;
  }
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ready = {
    readydesk: { url: `${base}/readydesk/API/default.aspx`, key: credentials.key },
    teamsupport: { url: base, organizationId: credentials.organizationId, token: credentials.token },
    control: { url: `${base}/control`, token: control.token },
  };

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.close(() => {
      db.close();
      process.exit(0);
    });
    server.closeAllConnections();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // Started with a channel to a parent: when the parent goes, so does the desk.
  if (process.send) process.once('disconnect', stop);
  console.log(JSON.stringify(ready));
}

function fail(thrown: unknown): never {
  if (thrown instanceof UsageError) console.error(`sampledesk: ${thrown.message}\n\n${usage}`);
  else console.error(`sampledesk: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  process.exit(thrown instanceof UsageError ? 2 : 1);
}

try {
  run(readOptions(process.argv.slice(2))).catch(fail);
} catch (thrown) {
  fail(thrown);
}
