import {
  beginsLine,
  blockComment,
  cutMark,
  type Family,
  family,
  heredocBodies,
  heredocMark,
  isBlank,
  isWord,
  lineComment,
  nestedComment,
  quoted,
  type Rule,
  type Scan,
  upTo,
} from './codeSpansScan.ts';
import { closeBrace, openBrace, regexLiteral, template } from './codeSpansScript.ts';

type Entry = readonly [first: string, rule: Rule];

const slashes: Entry = ['/', lineComment('//')];
const stars: Entry = ['/', blockComment('/*', '*/')];
const nestedStars: Entry = ['/', nestedComment('/*', '*/')];
const double: Entry = ['"', quoted('"')];
const single: Entry = ["'", quoted("'")];
const tripleDouble: Entry = ['"', quoted('"""', { escape: '\\', lines: true })];
const tripleSingle: Entry = ["'", quoted("'''", { escape: '\\', lines: true })];
const hash: Entry = ['#', lineComment('#')];

const startsWord = ({ text }: Scan, at: number) => at === 0 || isBlank(text.charCodeAt(at - 1));
const startsShellWord = ({ text }: Scan, at: number) =>
  at === 0 || isBlank(text.charCodeAt(at - 1)) || ';(&|'.includes(text.charAt(at - 1));
/** Skips a character that is quoted by what stands before it. */
const escaping: Rule = (_scan, at) => at + 2;

/** A character, where it is not the mark of a lifetime, a type variable or a symbol. */
const characterOrMark: Rule = ({ text }, at) => {
  if (text[at + 1] === '\\') {
    const close = text.indexOf("'", at + 3);
    return close !== -1 && close - at < 14 ? close + 1 : at + 1;
  }
  if (text[at + 2] === "'") return at + 3;
  return text[at + 3] === "'" && (text.codePointAt(at + 1) ?? 0) > 0xffff ? at + 4 : at + 1;
};

/** `r"…"`, `r#"…"#`: what stands before the quote tells how it ends. */
const rustRaw: Rule = (scan, at) => {
  let letter = at - 1;
  while (letter >= 0 && at - letter < 256 && scan.text[letter] === '#') letter--;
  if (scan.text[letter] !== 'r') return at;
  const before = scan.text.charAt(letter - 1);
  const alone = letter === 0 || !isWord(before.charCodeAt(0));
  if (!alone && !(/[bc]/.test(before) && !isWord(scan.text.charCodeAt(letter - 2)))) return at;
  return upTo(scan, at + 1, `"${'#'.repeat(at - 1 - letter)}`);
};

const swiftRaw: Rule = (scan, at) => {
  let hashes = 0;
  while (hashes < 256 && scan.text[at - 1 - hashes] === '#') hashes++;
  if (hashes === 0) return at;
  const quote = scan.text.startsWith('"""', at) ? '"""' : '"';
  return upTo(scan, at + quote.length, quote + '#'.repeat(hashes));
};

const rawOpening = /"(?<delimiter>[^\s()\\"]{0,16})\(/y;
const cppRaw: Rule = (scan, at) => {
  if (scan.text[at - 1] !== 'R') return at;
  rawOpening.lastIndex = at;
  const opening = rawOpening.exec(scan.text);
  return opening ? upTo(scan, rawOpening.lastIndex, `)${opening.groups?.delimiter ?? ''}"`) : at;
};

const isVerbatim = ({ text }: Scan, at: number) =>
  text[at - 1] === '@' || (text[at - 1] === '$' && text[at - 2] === '@');
/** C#: three quotes or more, closed by as many. */
const csharpRaw: Rule = (scan, at) => {
  if (!scan.text.startsWith('"""', at) || isVerbatim(scan, at)) return at;
  let from = at + 3;
  while (scan.text[from] === '"' && from - at < 256) from++;
  return upTo(scan, from, '"'.repeat(from - at));
};

const isNoDigitMark = ({ text }: Scan, at: number) =>
  !/[\da-fA-F]/.test(text.charAt(at - 1)) || /(?:^|[^\w])u8$/.test(text.slice(Math.max(0, at - 3), at));

const luaOpening = /(?:--)?\[(?<level>={0,64})\[/y;
const luaLong: Rule = (scan, at) => {
  luaOpening.lastIndex = at;
  const opening = luaOpening.exec(scan.text);
  return opening ? upTo(scan, luaOpening.lastIndex, `]${opening.groups?.level ?? ''}]`) : at;
};

const dollarOpening = /\$(?:[A-Za-z_]\w{0,62})?\$/y;
/** PostgreSQL's `$body$ … $body$` is code of its own: only the marks are passed over. */
const dollarQuote: Rule = ({ text }, at) => {
  dollarOpening.lastIndex = at;
  return dollarOpening.test(text) ? dollarOpening.lastIndex : at;
};

const phpEnd: Rule = (scan, at) => {
  if (!scan.text.startsWith('?>', at)) return at;
  scan.end = at;
  return at + 1;
};
/** PHP ends within a comment of a line too. */
const phpComment =
  (open: string): Rule =>
  (scan, at) => {
    if (!scan.text.startsWith(open, at) || (open === '#' && scan.text[at + 1] === '[')) return at;
    let end = at;
    while (end < scan.end && scan.text[end] !== '\n' && !scan.text.startsWith('?>', end)) end++;
    if (end > at + open.length) scan.spans.push({ start: at + open.length, end });
    return Math.max(end, at + 1);
  };

const rubyBegin = blockComment('=begin', '\n=end', (scan, at) => at === 0 || scan.text[at - 1] === '\n');
const perlPod = blockComment(
  '=',
  '\n=cut',
  ({ text }, at) => (at === 0 || text[at - 1] === '\n') && /[a-z]/.test(text.charAt(at + 1)),
);
const isQuoteOfRuby = ({ text }: Scan, at: number) => !/[$?]/.test(text.charAt(at - 1));
const rem = (mark: string): Rule =>
  lineComment(mark, (scan, at) => beginsLine(scan, at) && !isWord(scan.text.charCodeAt(at + mark.length)));

const shellHeredoc = heredocMark(
  /<<(?<indent>-)?[ \t]{0,8}(?:\\?(?<word>[A-Za-z_]\w*)|(?<q>['"])(?<quotedWord>\w+)\k<q>)/,
);
const rubyHeredoc = heredocMark(
  /<<(?:(?<indent>[~-])(?<q>["'`]?)(?<word>[A-Za-z_]\w*)\k<q>|(?<quotedWord>[A-Z_]{2,}\w*))/,
);
const phpHeredoc = heredocMark(/<<<(?<indent>[ \t]{0,8})(?<q>["']?)(?<word>[A-Za-z_]\w*)\k<q>/);

const cLike: readonly Entry[] = [slashes, stars, double, single];
const lines: Entry = ['\n', heredocBodies];
const shellStrings: readonly Entry[] = [
  ['\\', escaping],
  ['"', quoted('"', { escape: '\\', lines: true })],
  ["'", quoted("'", { escape: '\\', lines: true, condition: ({ text }, at) => text[at - 1] === '$' })],
  ["'", quoted("'", { lines: true })],
];
const lineHash = (scan: Scan, at: number) => beginsLine(scan, at);
const yamlQuote = (quote: string, how: { readonly escape: string } | { readonly doubled: true }): Rule =>
  quoted(quote, {
    ...how,
    silent: true,
    condition: ({ text }, at) => at === 0 || /[\s[{(,:]/.test(text.charAt(at - 1)),
  });

/** By what the families are called in `codeSpans.ts`. */
export const families = {
  c: family(cLike),
  cpp: family([slashes, stars, ['"', cppRaw], double, ["'", quoted("'", { escape: '\\', condition: isNoDigitMark })]]),
  csharp: family([
    slashes,
    stars,
    ['"', csharpRaw],
    ['"', quoted('"', { doubled: true, lines: true, condition: isVerbatim })],
    double,
    single,
  ]),
  java: family([slashes, stars, tripleDouble, double, single]),
  kotlin: family([slashes, nestedStars, ['"', quoted('"""', { lines: true })], double, ["'", characterOrMark]]),
  swift: family([slashes, nestedStars, ['"', swiftRaw], tripleDouble, double]),
  dart: family([slashes, nestedStars, tripleDouble, tripleSingle, double, single]),
  groovy: family([slashes, stars, tripleDouble, tripleSingle, double, single]),
  script: family([
    slashes,
    stars,
    ['/', regexLiteral],
    double,
    single,
    ['`', template],
    ['{', openBrace],
    ['}', closeBrace],
  ]),
  go: family([slashes, stars, double, ['`', quoted('`', { lines: true })], single]),
  rust: family([
    slashes,
    nestedStars,
    ['"', rustRaw],
    ['"', quoted('"', { escape: '\\', lines: true })],
    ["'", characterOrMark],
  ]),
  php: family([
    ['?', phpEnd],
    ['/', phpComment('//')],
    ['#', phpComment('#')],
    stars,
    ['<', phpHeredoc],
    lines,
    ['"', quoted('"', { escape: '\\', lines: true })],
    ["'", quoted("'", { escape: '\\', lines: true })],
  ]),
  python: family([hash, tripleDouble, tripleSingle, double, single]),
  ruby: family([
    hash,
    ['=', rubyBegin],
    ['<', rubyHeredoc],
    lines,
    ['/', regexLiteral],
    ['"', quoted('"', { escape: '\\', lines: true, condition: isQuoteOfRuby })],
    ["'", quoted("'", { escape: '\\', lines: true, condition: isQuoteOfRuby })],
    ['`', quoted('`')],
  ]),
  perl: family([
    ['#', lineComment('#', startsWord)],
    ['=', perlPod],
    ['<', rubyHeredoc],
    lines,
    ['"', quoted('"', { escape: '\\', lines: true, condition: isQuoteOfRuby })],
    ["'", quoted("'", { escape: '\\', lines: true, condition: ({ text }, at) => !/[\w$]/.test(text.charAt(at - 1)) })],
  ]),
  shell: family([['#', lineComment('#', startsShellWord)], ['<', shellHeredoc], lines, ...shellStrings]),
  powershell: family([
    ['<', blockComment('<#', '#>')],
    ['#', lineComment('#', startsShellWord)],
    ['@', blockComment('@"', '\n"@')],
    ['@', blockComment("@'", "\n'@")],
    ['`', escaping],
    ['"', quoted('"', { escape: '`', doubled: true, lines: true })],
    ["'", quoted("'", { doubled: true, lines: true })],
  ]),
  sql: family([
    ['-', lineComment('--')],
    stars,
    ['#', lineComment('#', startsWord)],
    ['$', dollarQuote],
    ["'", quoted("'", { doubled: true, lines: true })],
    ['"', quoted('"', { doubled: true })],
    ['`', quoted('`', { silent: true })],
  ]),
  css: family([stars, double, single]),
  lua: family([['-', luaLong], ['-', lineComment('--')], ['[', luaLong], double, single]),
  hashStrings: family([hash, tripleDouble, tripleSingle, double, single]),
  julia: family([['#', nestedComment('#=', '=#')], hash, tripleDouble, double]),
  elixir: family([hash, tripleDouble, tripleSingle, double, single]),
  graphql: family([hash, tripleDouble, double]),
  terraform: family([hash, slashes, stars, ['<', heredocMark(/<<(?<indent>-)?(?<word>[A-Za-z_]\w*)/)], lines, double]),
  nix: family([hash, stars, double, ["'", quoted("''", { lines: true })]]),
  haskell: family([['-', lineComment('--')], ['{', nestedComment('{-', '-}')], double, ["'", characterOrMark]]),
  ml: family([
    slashes,
    ['(', blockComment('(*', '*)', ({ text }, at) => text[at + 2] !== ')')],
    tripleDouble,
    ['"', quoted('"', { escape: '\\', lines: true })],
    ["'", characterOrMark],
  ]),
  pascal: family([
    slashes,
    ['{', blockComment('{', '}')],
    ['(', blockComment('(*', '*)')],
    ["'", quoted("'", { doubled: true })],
  ]),
  lisp: family([
    ['\\', escaping],
    [';', lineComment(';')],
    ['#', nestedComment('#|', '|#')],
    ['"', quoted('"', { escape: '\\', lines: true })],
  ]),
  percent: family([['%', lineComment('%')], double, ['\\', escaping]]),
  fortran: family([
    ['!', lineComment('!')],
    ['"', quoted('"', { doubled: true })],
    ["'", quoted("'", { doubled: true })],
  ]),
  basic: family([
    ["'", lineComment("'")],
    ['Rr', rem('REM')],
    ['r', rem('rem')],
    ['R', rem('Rem')],
    ['"', quoted('"', { doubled: true })],
  ]),
  batch: family([['R', rem('REM')], ['r', rem('rem')], ['R', rem('Rem')], [':', lineComment('::', lineHash)], double]),
  vim: family([['"', lineComment('"', lineHash)], double, ["'", quoted("'", { doubled: true })]]),
  assembler: family([[';', lineComment(';')], slashes, stars, ['@', lineComment('@', startsWord)], double]),
  make: family([['#', lineComment('#', ({ text }, at) => text[at - 1] !== '\\')], double, single]),
  cmake: family([['#', blockComment('#[[', ']]')], hash, ['"', quoted('"', { escape: '\\', lines: true })]]),
  toml: family([hash, tripleDouble, ["'", quoted("'''", { lines: true })], double, ["'", quoted("'", {})]]),
  yaml: family(
    [
      ['#', cutMark('#', startsWord)],
      ['"', yamlQuote('"', { escape: '\\' })],
      ["'", yamlQuote("'", { doubled: true })],
    ],
    true,
  ),
  ini: family(
    [
      ['#', cutMark('#', lineHash)],
      [';', cutMark(';', lineHash)],
    ],
    true,
  ),
} satisfies Record<string, Family>;

export type FamilyName = keyof typeof families;
