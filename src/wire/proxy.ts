import { isLoopback } from '../model/address.ts';
import { DeskError } from '../model/errors.ts';
import type { NetworkSettings } from '../model/network.ts';
import { said } from '../model/said.ts';
import { isListed } from './noProxy.ts';

/** A proxy as it is used for an address. Holds a secret. */
export interface ProxyServer {
  /** Without user and password. */
  readonly url: URL;
  readonly from: 'settings' | 'environment';
  /** The whole value of the `Proxy-Authorization` header. */
  readonly authorization?: string;
}

/** How an address is reached. */
export interface Route {
  /** Absent: directly. */
  readonly proxy?: ProxyServer;
  /** A proxy is set, but this address is asked directly. */
  readonly bypassed: boolean;
  /** What must not be shown of the proxy: password and authorisation. */
  readonly secrets: readonly string[];
}

/**
 * Which way an address is reached: by VS Code's proxy, else by the one of the environment (`HTTPS_PROXY` or
 * `HTTP_PROXY`, then `ALL_PROXY`), unless the lists of exceptions name it. This machine is always asked directly.
 * @throws DeskError `badInput` when the proxy that is set cannot be used
 */
export function routeTo(target: URL, network: NetworkSettings, env: NodeJS.ProcessEnv = process.env): Route {
  const direct = { bypassed: false, secrets: [] };
  const settings = network.proxy?.trim();
  const set = settings || fromEnvironment(target, env);
  if (!network.useProxy || !set) return direct;
  const exceptions = [...network.noProxy, variable(env, 'no_proxy') ?? ''];
  if (isLoopback(target.hostname) || isListed(target, exceptions)) return { ...direct, bypassed: true };

  const from = settings ? 'settings' : 'environment';
  const url = proxyUrl(set, from);
  const [user, password] = [decoded(url.username), decoded(url.password)];
  const basic = user ? `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` : undefined;
  const authorization = network.proxyAuthorization?.trim() || basic;
  const secrets = [
    ...(password ? [password, url.password, `${user}:${password}`] : []),
    ...(basic ? [basic.slice('Basic '.length)] : []),
    ...(network.proxyAuthorization ? [network.proxyAuthorization, ...network.proxyAuthorization.split(/\s+/)] : []),
  ].filter(secret => !/^(?:basic|bearer|digest|negotiate)$/i.test(secret));
  url.username = '';
  url.password = '';
  return { proxy: { url, from, ...(authorization ? { authorization } : {}) }, bypassed: false, secrets };
}

function fromEnvironment(target: URL, env: NodeJS.ProcessEnv): string | undefined {
  const secure = target.protocol === 'https:' ? variable(env, 'https_proxy') : undefined;
  return secure || variable(env, 'http_proxy') || variable(env, 'all_proxy');
}

/** A variable in either case; the lower one is the older custom and wins. */
function variable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  return (env[name] || env[name.toUpperCase()])?.trim();
}

function proxyUrl(text: string, from: ProxyServer['from']): URL {
  const whole = text.includes('://') ? text : `http://${text}`;
  const place = from === 'settings' ? said`the setting http.proxy` : said`the environment`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  // What is set may hold a password, so it is not repeated.
  if (!url?.hostname)
    throw new DeskError({ reason: 'badInput', detail: said`The proxy in ${place} is not an address.` });
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    const kind = url.protocol.slice(0, -1);
    throw new DeskError({
      reason: 'badInput',
      detail: said`The proxy in ${place} is of the kind "${kind}"; only http and https proxies can be used.`,
    });
  }
  return url;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The proxy, not the desk, is what could not be reached or did not let through. */
export class ProxyError extends Error {
  readonly code = 'DESKSIDE_PROXY';
  /** What the proxy answered; absent when it did not. */
  readonly status: number | undefined;
  readonly proxyHost: string;

  constructor(proxy: ProxyServer, status: number | undefined, words: string, cause?: unknown) {
    super(words, cause === undefined ? undefined : { cause });
    this.name = 'ProxyError';
    this.status = status;
    this.proxyHost = proxy.url.host;
  }
}

/** What a proxy's refusal means. `schemes` is its `Proxy-Authenticate` header. */
export function refusedByProxy(proxy: ProxyServer, status: number, schemes = ''): ProxyError {
  const { host } = proxy.url;
  if (status !== 407)
    return new ProxyError(proxy, status, said`the proxy ${host} did not let the request through (${status})`);
  // Only the names of the schemes: what follows them is for a machine.
  const names = [...schemes.matchAll(/(?:^|,\s*)([a-z][\w-]*)(?=\s|,|$)(?!\s*=)/gi)].map(match => match[1]);
  const wanted = names.length > 0 ? `407, ${[...new Set(names)].join('/')}` : '407';
  const words = proxy.authorization ? said`refused the sign-in that is set` : said`asks for a sign-in`;
  return new ProxyError(proxy, status, said`the proxy ${host} ${words} (${wanted})`);
}
