/** An address as a person types it, whole: a host alone is https, on this machine http. */
export function withScheme(typed: string): string {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(typed)) return typed;
  const secure = `https://${typed}`;
  return URL.canParse(secure) && isLoopback(new URL(secure).hostname) ? `http://${typed}` : secure;
}

/** Scheme, host and port of an address, which may be a host alone; what is no address is given back as it is. */
export function originOf(address: string): string {
  const whole = withScheme(address);
  return URL.canParse(whole) ? new URL(whole).origin : address;
}

/** Whether a URL's host name is this machine. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Whether what is sent to an address can be read on the way: plain http to another machine. */
export function isUnencrypted(url: URL): boolean {
  return url.protocol === 'http:' && !isLoopback(url.hostname);
}
