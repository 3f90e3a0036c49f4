/** What git said, for a message: without credentials in addresses, without its hints, and not long. */
export function saidByGit(err: string): string {
  const lines = err.split('\n').map(line => line.trimEnd());
  const said = lines.filter(line => line !== '' && !line.startsWith('hint:')).join('\n');
  const short = said.length > 2000 ? `${said.slice(0, 2000)}…` : said;
  return short.replaceAll(/[a-z][a-z\d+.-]{0,30}:\/\/[^\s'"]+/gi, withoutCredentials);
}

/**
 * An address of a remote without what opens it: no password, no token, no query. The user's name stays with ssh, where it
 * is part of the place (`git@…`).
 */
export function withoutCredentials(address: string): string {
  const scheme = /^[a-z][a-z\d+.-]{0,30}:\/\//i.exec(address)?.[0];
  if (scheme === undefined) {
    // `user:secret@host:path` is no form that git knows, but one that people write.
    const [before = '', ...after] = address.split('@');
    return after.length > 0 && before.includes(':') && !before.includes('/') ? after.join('@') : address;
  }
  const rest = address.slice(scheme.length).split(/[?#]/, 1)[0] ?? '';
  const slash = rest.indexOf('/');
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const path = slash < 0 ? '' : rest.slice(slash);
  const at = authority.lastIndexOf('@');
  const user = /ssh/i.test(scheme) && at > 0 ? `${authority.slice(0, at).split(':', 1)[0]}@` : '';
  return `${scheme}${user}${authority.slice(at + 1)}${path}`;
}
