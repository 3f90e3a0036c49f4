import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A port of 127.0.0.1 that can be listened on.
 * @param {number} wanted
 * @returns {Promise<number>} the wanted one, or 0 (any) when it is taken
 */
export async function freePort(wanted) {
  const server = createServer();
  try {
    server.listen(wanted, '127.0.0.1');
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return wanted;
  } catch {
    return 0;
  }
}
