import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { isLoopback } from '../model/address.ts';
import { DeskError, type DeskFailure } from '../model/errors.ts';
import type { CertificateFacts, NetworkFacts } from '../model/examination.ts';
import type { NetworkSettings } from '../model/network.ts';
import { said } from '../model/said.ts';
import { orAborted } from './abort.ts';
import { parseAddress } from './address.ts';
import { type Trust, trustOf } from './certificates.ts';
import { tunnelPool } from './dispatchers.ts';
import { networkReport } from './failures.ts';
import { bare } from './noProxy.ts';
import { ProxyError, type Route, routeTo } from './proxy.ts';
import { detail } from './redact.ts';

/** Milliseconds for each step: the name, the proxy, the secure connection. */
const STEP_MS = 12_000;
/** A longer chain is a circle. */
const LONGEST_CHAIN = 10;

/**
 * What lies between this machine and an address: name, proxy, certificates; by the rules that requests go by. Sends
 * nothing of the desk's.
 * @throws DeskError `badInput` for an address that is none, `cancelled`
 */
export async function examineNetwork(
  address: string,
  network: NetworkSettings,
  signal?: AbortSignal,
): Promise<NetworkFacts> {
  const url = parseAddress(address);
  const encrypted = url.protocol === 'https:';
  const base = {
    host: bare(url.hostname),
    port: Number(url.port || (encrypted ? 443 : 80)),
    encrypted,
    loopback: isLoopback(url.hostname),
  };
  const { trust, extraAuthorities } = await authorities(network);
  const extra = extraAuthorities ? { extraAuthorities } : {};
  let route: Route;
  try {
    route = routeTo(url, network);
  } catch (thrown) {
    if (!(thrown instanceof DeskError)) throw thrown;
    const proxy = { address: '', from: network.proxy ? 'settings' : 'environment', authorized: false } as const;
    return { ...base, proxy: { ...proxy, failure: thrown.failure }, proxyBypassed: false, ...extra };
  }

  const ask = { ...base, route, trust, signal };
  const dns = route.proxy ? undefined : await within(signal, end => nameFacts(ask, end));
  const reached = encrypted && !dns?.failure ? await within(signal, end => secureFacts(ask, end)) : {};
  const { proxyFailure, tls } = reached;
  return {
    ...base,
    ...(dns ? { dns } : {}),
    ...(route.proxy
      ? {
          proxy: {
            address: route.proxy.url.origin,
            from: route.proxy.from,
            authorized: route.proxy.authorization !== undefined,
            ...(proxyFailure ? { failure: proxyFailure } : {}),
          },
        }
      : {}),
    proxyBypassed: route.bypassed,
    ...(tls ? { tls } : {}),
    ...extra,
  };
}

interface Asked {
  readonly host: string;
  readonly port: number;
  readonly route: Route;
  readonly trust: Trust;
}

interface SecureFacts {
  readonly tls?: NonNullable<NetworkFacts['tls']>;
  readonly proxyFailure?: DeskFailure;
}

/** Whom to trust; when the user's file cannot be used, whom one would trust without it. */
async function authorities(network: NetworkSettings): Promise<{
  readonly trust: Trust;
  readonly extraAuthorities?: NonNullable<NetworkFacts['extraAuthorities']>;
}> {
  const { caFile, ...without } = network;
  if (caFile === undefined) return { trust: await trustOf(network) };
  try {
    const trust = await trustOf(network);
    return { trust, extraAuthorities: { file: caFile, count: trust.extra } };
  } catch (thrown) {
    if (!(thrown instanceof DeskError)) throw thrown;
    return { trust: await trustOf(without), extraAuthorities: { file: caFile, count: 0, failure: thrown.failure } };
  }
}

/** Runs a step, which tells its failures as facts, with a signal that ends it in time. */
async function within<T>(signal: AbortSignal | undefined, step: (end: AbortSignal) => Promise<T>): Promise<T> {
  const late = AbortSignal.timeout(STEP_MS);
  const facts = await step(signal ? AbortSignal.any([signal, late]) : late);
  if (signal?.aborted) throw new DeskError({ reason: 'cancelled' });
  return facts;
}

async function nameFacts({ host, port }: Asked, end: AbortSignal): Promise<NonNullable<NetworkFacts['dns']>> {
  if (isIP(host)) return { addresses: [host], milliseconds: 0 };
  const begun = performance.now();
  const milliseconds = () => Math.round(performance.now() - begun);
  try {
    const found = await orAborted(lookup(host, { all: true }), end);
    return { addresses: [...new Set(found.map(each => each.address))], milliseconds: milliseconds() };
  } catch (thrown) {
    const failure = failed(`${host}:${port}`, thrown, end, said`the host name was not looked up in time`);
    return { addresses: [], milliseconds: milliseconds(), failure };
  }
}

async function secureFacts(asked: Asked, end: AbortSignal): Promise<SecureFacts> {
  const { host, port, route, trust } = asked;
  const place = `${host}:${port}`;
  const pool = route.proxy ? tunnelPool(route.proxy, trust) : undefined;
  let under: Duplex | undefined;
  let socket: TLSSocket | undefined;
  try {
    // As ProxyAgent asks for its tunnels.
    under = pool
      ? (await orAborted(pool.connect(tunnelTo(asked, end)), end)).socket
      : await connected(connectTcp({ host, port, autoSelectFamily: true }), 'connect', end);
    // Unchecked, so that also what is not trusted can be shown; whether it is trusted is told all the same.
    const shaking = connectTls({
      secureContext: trust.tls.secureContext,
      rejectUnauthorized: false,
      socket: under,
      host,
      ALPNProtocols: ['http/1.1'],
      ...(isIP(host) ? {} : { servername: host }),
    });
    socket = await connected(shaking, 'secureConnect', end);
    return { tls: factsOf(socket, place, !trust.tls.rejectUnauthorized) };
  } catch (thrown) {
    const failure = failed(place, thrown, end, said`no secure connection was made in time`, route.secrets);
    if (thrown instanceof ProxyError) return { proxyFailure: failure };
    if (pool && !under && end.aborted) {
      return { proxyFailure: { ...failure, detail: said`the proxy ${route.proxy?.url.host} did not answer in time` } };
    }
    return { tls: { trusted: false, unchecked: !trust.tls.rejectUnauthorized, chain: [], failure } };
  } finally {
    socket?.destroy();
    under?.on('error', () => undefined).destroy();
    await pool?.destroy();
  }
}

function tunnelTo({ host, port, route }: Asked, signal: AbortSignal) {
  const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const authorization = route.proxy?.authorization;
  const headers = { host: authority, ...(authorization ? { 'proxy-authorization': authorization } : {}) };
  // Else undici takes the name to be checked from the header, which names the desk.
  return { path: authority, headers, signal, servername: bare(route.proxy?.url.hostname ?? '') };
}

function factsOf(socket: TLSSocket, place: string, unchecked: boolean): NonNullable<NetworkFacts['tls']> {
  const trusted = socket.authorized;
  const protocol = socket.getProtocol();
  const problem = socket.authorizationError as Error | string | null;
  // Node gives the code alone, or the error of a name that does not match.
  const thrown = typeof problem === 'string' ? Object.assign(new Error(problem), { code: problem }) : problem;
  return {
    ...(protocol ? { protocol } : {}),
    trusted,
    unchecked,
    chain: chainOf(socket.getPeerCertificate(true)),
    ...(trusted ? {} : { failure: { reason: 'unreachable', host: place, detail: networkReport(thrown) } }),
  };
}

function chainOf(leaf: DetailedPeerCertificate): CertificateFacts[] {
  const chain: CertificateFacts[] = [];
  let next: DetailedPeerCertificate | undefined = leaf;
  // The last one names itself as its issuer.
  while (next?.fingerprint256 && chain.length < LONGEST_CHAIN) {
    const { subject, issuer, fingerprint256: fingerprint, valid_from: from, valid_to: to } = next;
    if (chain.some(known => known.fingerprint === fingerprint)) break;
    chain.push({
      subject: nameOf(subject),
      issuer: nameOf(issuer),
      validFrom: new Date(from).toISOString(),
      validTo: new Date(to).toISOString(),
      fingerprint,
    });
    next = next.issuerCertificate;
  }
  return chain;
}

function nameOf(who: DetailedPeerCertificate['subject'] | undefined): string {
  const parts = Object.entries(who ?? {}).map(([key, value]) => `${key}=${[value].flat().join('+')}`);
  return parts.reverse().join(', ');
}

/** The socket, once it is there. */
function connected<T extends Socket>(socket: T, event: 'connect' | 'secureConnect', end: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => socket.destroy(new Error('given up'));
    if (end.aborted) stop();
    end.addEventListener('abort', stop, { once: true });
    const settled = () => end.removeEventListener('abort', stop);
    socket.once(event, () => {
      settled();
      resolve(socket);
    });
    // Stays, so that an error after the end troubles nobody.
    socket.on('error', thrown => {
      settled();
      reject(thrown);
    });
    socket.once('close', () => {
      settled();
      reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    });
  });
}

function failed(
  host: string,
  thrown: unknown,
  end: AbortSignal,
  late: string,
  secrets: readonly string[] = [],
): DeskFailure {
  return { reason: 'unreachable', host, detail: end.aborted ? late : detail(networkReport(thrown), secrets) };
}
