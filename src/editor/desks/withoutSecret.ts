/** What stands in a secret's place. */
const mask = '***';

/**
 * A copy of plain data in which a secret stands nowhere, in none of the shapes in which it travels: as it is,
 * URL-encoded, and in Basic authorization after one of the user names. Names of members are looked through, too.
 */
export function withoutSecret<T>(data: T, secret: string, userNames: readonly string[] = []): T {
  const shapes = shapesOf(secret, userNames);
  const clean = (text: string) => shapes.reduce((rest, shape) => rest.replaceAll(shape, mask), text);
  const copy = (value: unknown): unknown => {
    if (typeof value === 'string') return clean(value);
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [clean(name), copy(each)]));
  };
  return copy(data) as T;
}

/** Longest first, so that no part of a longer shape is left over. */
function shapesOf(secret: string, userNames: readonly string[]): string[] {
  if (!secret) return [];
  const escaped = encodeURIComponent(secret);
  const form = escaped.replaceAll('%20', '+');
  const basic = userNames.map(name => Buffer.from(`${name}:${secret}`).toString('base64'));
  const plain = [secret, Buffer.from(secret).toString('base64'), ...basic];
  const shapes = [...plain, ...plain.map(each => each.replace(/=+$/, '')), escaped, form, escaped.toLowerCase()];
  return [...new Set(shapes)].filter(Boolean).toSorted((a, b) => b.length - a.length);
}
