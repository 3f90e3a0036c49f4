/** What stands in a secret's place. */
export const secretMask = '***';

/** What has the shape of a secret wherever it stands: authorization, keys and passwords by their names, addresses with a user. */
const shapes: readonly [RegExp, string][] = [
  [/\b(Basic|Bearer|Negotiate)\s+[\w+/=.~-]+/gi, `$1 ${secretMask}`],
  [/\b(authorization["']?\s*[:=]\s*["']?)(?!(?:Basic|Bearer|Negotiate)\s+\*)[^\s"',;<>]+/gi, `$1${secretMask}`],
  // In quotes it is a secret as a whole, whatever is in it; a page that quotes a request may have cut it.
  [
    /((?:\b|%3f|%26)(?:api[_-]?key|key|pass(?:word|wd)?|pwd|token|access[_-]?token|secret)["']?(?:\s*[=:]\s*|%3d))(["'])(?:(?!\2)[\s\S])*/gi,
    `$1$2${secretMask}`,
  ],
  [
    /((?:\b|%3f|%26)(?:api[_-]?key|key|pass(?:word|wd)?|pwd|token|access[_-]?token|secret)["']?(?:\s*[=:]\s*|%3d)["']?)[^&\s"'<>,;]+/gi,
    `$1${secretMask}`,
  ],
  // To the last @ before the path: passwords may have some of their own.
  [/(\/\/)[^/\s?#]+@/g, `$1${secretMask}@`],
];

/** `text` without what has the shape of a secret. */
export function withoutSecretShapes(text: string): string {
  return shapes.reduce((rest, [shape, mask]) => rest.replace(shape, mask), text);
}
