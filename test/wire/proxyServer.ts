import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type Credentials, startWebServer } from './tlsServer.ts';

export interface TestProxy {
  readonly port: number;
  /** `CONNECT host:port` and `GET http://…`, oldest first. */
  readonly asked: string[];
  /** The `Proxy-Authorization` of each. */
  readonly authorizations: (string | undefined)[];
  stop(): Promise<void>;
}

export interface ProxyOptions {
  /** Names only this proxy knows: to which port on this machine `host:port` leads. */
  readonly hosts: Readonly<Record<string, number>>;
  /** The proxy itself is asked over https. */
  readonly credentials?: Credentials;
  /** Only requests with this `Proxy-Authorization` pass. */
  readonly authorization?: string;
  /** Answers nothing but this status. */
  readonly status?: number;
  /** What is passed on looks as if this machine had been asked, for servers that answer to nothing else. */
  readonly asLocal?: boolean;
  /** Takes connections and never answers. */
  readonly silent?: boolean;
}

/** A real proxy on this machine: tunnels by CONNECT and passes on unencrypted requests. */
export async function startProxy(options: ProxyOptions): Promise<TestProxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const refusal = (authorization: string | undefined) => {
    if (options.status) return options.status;
    return options.authorization && authorization !== options.authorization ? 407 : undefined;
  };

  const web = await startWebServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    authorizations.push(incoming.headers['proxy-authorization']);
    if (options.silent) return;
    const status = refusal(incoming.headers['proxy-authorization']);
    if (status) {
      outgoing.writeHead(status, { 'proxy-authenticate': 'Basic realm="x"' }).end('no');
      return;
    }
    const url = new URL(incoming.url ?? '');
    const port = options.hosts[`${url.hostname}:${url.port || 80}`];
    const { 'proxy-authorization': _, ...headers } = incoming.headers;
    if (options.asLocal) headers.host = `127.0.0.1:${port}`;
    const onward = request({
      host: '127.0.0.1',
      port,
      path: url.pathname + url.search,
      method: incoming.method,
      headers,
    });
    onward.on('response', answer => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  }, options.credentials);

  web.server.on('connect', (incoming, client: Socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    authorizations.push(incoming.headers['proxy-authorization']);
    sockets.add(client);
    client.on('error', () => undefined).on('close', () => sockets.delete(client));
    if (options.silent) return;
    const status = refusal(incoming.headers['proxy-authorization']);
    const port = options.hosts[incoming.url ?? ''];
    if (status || port === undefined) {
      client.end(`HTTP/1.1 ${status ?? 502} No\r\nproxy-authenticate: Negotiate, Basic realm="the, x"\r\n\r\n`);
      return;
    }
    const onward = connect(port, '127.0.0.1', () => client.write('HTTP/1.1 200 Connection established\r\n\r\n'));
    sockets.add(onward);
    onward.on('error', () => client.destroy()).on('close', () => sockets.delete(onward));
    client.on('close', () => onward.destroy());
    onward.pipe(client).pipe(onward);
  });

  return {
    port: web.port,
    asked,
    authorizations,
    stop: async () => {
      const stopped = web.stop();
      for (const socket of sockets) socket.destroy();
      await stopped;
    },
  };
}
