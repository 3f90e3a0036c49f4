/** Whether a character is of a word: letters and digits of the scripts that put blanks between words. */
function isWordCode(code: number): boolean {
  if (code < 128)
    return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
  return (
    code === 0xaa || code === 0xb5 || code === 0xba || (code >= 0xc0 && code < 0x2000 && code !== 0xd7 && code !== 0xf7)
  );
}

/** Whether a word goes on up to `at`. The letter of `\n`, `\r` and `\t` in a string of source text is of none. */
export function isWordBefore(text: string, at: number): boolean {
  const before = text[at - 1];
  if (before === undefined || !isWordCode(text.charCodeAt(at - 1))) return false;
  return !(text[at - 2] === '\\' && (before === 'n' || before === 't' || before === 'r') && text[at - 3] !== ':');
}

/** What a number before these counts or measures. */
const unit =
  /[ \t\u00a0]{0,2}(?:(?:milli)?seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|times|percent|more|others?|per|of[ \t]{1,2}\d|tickets?|items?|pages?|lines?|rows?|bytes|characters?|chars|users?|people|customers?|[kmgt]i?b|px|ms|eur|usd|tage?|stunden?|minuten|wochen?|monate?|jahre?)(?![a-z])|[ \t\u00a0]?[%€$£°]/iy;

/**
 * Whether what stands behind a number leaves it a ticket's: not part of a word, a version, a date, a time, a share.
 * @param counts whether it may be an amount of something too
 */
export function mayBeNumber(text: string, end: number, counts = false): boolean {
  const next = text.charCodeAt(end);
  if (isWordCode(next)) return false;
  const digit = isDigit(text.charCodeAt(end + 1));
  if ('.-/'.includes(text[end] ?? ' ') && digit) return false;
  if (text[end] === '%' || text[end] === '=' || text[end] === '#' || text[end] === '°') return false;
  if (!counts) return true;
  if (text[end] === ':' && digit) return false;
  if (text[end] === ',' && digit && /^,\d{3}(?!\d)/.test(text.slice(end, end + 5))) return false;
  unit.lastIndex = end;
  return !unit.test(text);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** What may stand right before a hash beside blanks and the scripts that need none. */
const beforeHash = new Set([
  '(',
  '[',
  '"',
  "'",
  '`',
  ',',
  ';',
  ':',
  '|',
  '>',
  '*',
  '~',
  '-',
  '+',
  '«',
  '¿',
  '¡',
  '\u00a0',
]);

/** Words whose number is not a ticket's. */
const numbered =
  /(?:^|[^a-z])(?:pkcs|standard|technote|uax|uts|utr|rfc|pep|tip|annex|jsr|jep|bip|eip|prs?|pulls?|pull[ -]requests?|mrs?|merge[ -]requests?|builds?|jobs?|runs?|steps?|pages?|lines?|items?|rows?|columns?|cols?|versions?|revisions?|rev|chapters?|sections?|figures?|fig\.?|tables?|appendix|parts?|phases?|rounds?|attempts?|channels?|rules?|slides?|slots?|threads?|workers?|frames?|levels?|examples?|options?|exercises?|answers?|players?|nodes?|shards?|batch|chunks?|blocks?|packets?|ports?|cores?|cpus?|gpus?|pipelines?|iterations?|sprints?|weeks?|days?|arguments?|args?|parameters?|params?|discussions?|commits?|iteration|bytes?|bits?|pins?|irqs?|interrupts?|registers?|channels?)(?:[ \t]{0,2}|[ \t]{1,2}\()$/i;

/** Words after which even one digit is a ticket's. */
const asksForNumber =
  /(?:^|[^a-z])(?:tickets?|fix(?:e[sd])?|close[sd]?|resolve[sd]?|refs?|references|see|bugs?|issues?)[ \t:(]{1,3}$/i;

/** What stands before a colour. A word of a style must be set off from it, as `Fix border #123` is no style. */
const colour =
  /(?:gradient\([^\n]{0,40}|(?:background|fill|stroke|border|shadow|outline|gradient|tint|hex|bg|fg|foreground)[\w-]{0,20}["'`]?[ \t]{0,2}[:=(,][^#\n]{0,24}|(?:colou?rs?|solid|dashed|dotted|inset|\d(?:px|em|rem|%)|#(?=\d{0,7}[a-f])[\da-f]{3,8}["']?[, ])["'`]?[ \t]{0,2}[:=(,]?[ \t]{0,2}["'`]?)$/i;

/** The same, of words that may stand before a ticket too. */
const style = /(?:^|[^a-z])(?:(?:no)?(?:bold|italic|underline)|default)[ \t]{0,2}:?[ \t]{0,2}$/i;

/** What stands before a number that a processor's instruction holds: `ldr r0, [r1, #16]`. */
const operand = /(?:\[[%\w]{1,8},|[\s,{](?:[xwrsdvq]\d{1,2}|sp|lr|pc|fp|ip),|[\s,](?:ror|lsl|lsr|asr)[ \t])[ \t]?$/i;

const styleBehind = /[ \t](?:(?:no)?(?:bold|italic|underline)|(?:bg|border):)/iy;

/** Anchors and targets within a page. */
const anchor = /(?:\]\(|url\(["']?|(?:href|src|target|for|xlink:href|data-[\w-]{1,20})=["']|anchor[ \t]{0,2})$/i;

/** Frames of stack traces are numbered with a hash: gdb, PHP, Python's faulthandler. */
const frame =
  /#\d{1,3}[ \t]{1,4}(?:0x|\/|\{main|[a-z]:[\\/]|\[internal|[\w:\\~]{1,60}(?:::|->|\\)|[\w~]{1,80}[ \t]?\([^)\n]{0,120}\)[ \t](?:at|from|called)[ \t])/iy;

/** Whether `#1234` may be a ticket: not a colour, an anchor, an entity, a frame, nor the number of something else. */
export function mayBeHash(text: string, at: number, number: string): boolean {
  if (!mayStandBefore(text, at)) return false;
  const end = at + 1 + number.length;
  const before = text.slice(Math.max(0, at - 48), at);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (anchor.test(line) || numbered.test(line) || operand.test(line) || line.endsWith('&amp;')) return false;
  const ends = number.length;
  if (ends === 1 && !asksForNumber.test(line)) return false;
  const colours = ends === 3 || ends === 4 || ends === 6 || ends === 8;
  const quote = text.charAt(at - 1);
  if ((colours || ends === 2) && (quote === '"' || quote === "'") && text[end] === quote) return false;
  if (colours && colour.test(line)) return false;
  styleBehind.lastIndex = end;
  if (colours && ends !== 4 && (style.test(line) || styleBehind.test(text))) return false;
  // `(amp|#38);`
  if (quote === '|' && text.startsWith(');', end)) return false;
  if (line.trim() !== '') return true;
  frame.lastIndex = at;
  // `#1. Introduction`
  return !frame.test(text) && !(ends < 3 && /^[.)][ \t]/.test(text.slice(end, end + 2)));
}

function mayStandBefore(text: string, at: number): boolean {
  if (at === 0) return true;
  const code = text.charCodeAt(at - 1);
  const before = text.charAt(at - 1);
  if (code <= 32 || beforeHash.has(before)) return true;
  if (before === '/') return isDigit(text.charCodeAt(at - 2));
  if (code >= 0x2000) return true;
  return isWordCode(code) && !isWordBefore(text, at);
}
