import { addSpan, codeBefore, isWord, lineEnd, type Rule, type Scan } from './codeSpansScan.ts';

/** Words after which a slash begins a regular expression. */
const beforeRegex = new Set(
  'return typeof case in of delete void throw new else do await yield instanceof if unless while until and or not when then'.split(
    ' ',
  ),
);

/** A regular expression of JavaScript or Ruby: read, as quotes in it begin no string, and no prose. */
export const regexLiteral: Rule = (scan, at) => {
  if (at < scan.noRegexBefore || !mayBeRegex(scan, at)) return at;
  const { text } = scan;
  const end = lineEnd(scan, at);
  let inClass = false;
  for (let next = at + 1; next < end; next++) {
    const character = text[next];
    if (character === '\\') next++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) return next + 1;
  }
  scan.noRegexBefore = end;
  return at;
};

function mayBeRegex(scan: Scan, at: number): boolean {
  const next = scan.text[at + 1];
  if (next === '>' || next === '=') return false;
  const before = codeBefore(scan, at);
  if (before < 0) return true;
  const code = scan.text.charCodeAt(before);
  // `)`, `]`, `}`, `<` (JSX), quotes, and words that are none of the above divide.
  if (!isWord(code)) return code < 128 && !')]}<"\'`$@'.includes(scan.text.charAt(before));
  let start = before;
  while (start > 0 && before - start < 12 && isWord(scan.text.charCodeAt(start - 1))) start--;
  return beforeRegex.has(scan.text.slice(start, before + 1));
}

/** The text of a template from `from` to its end or to the next `${`, whose code is read by the family's own rules. */
function templateText(scan: Scan, from: number): number {
  const { text, end } = scan;
  for (let next = from; next < end; next++) {
    const code = text.charCodeAt(next);
    if (code === 92) next++;
    else if (code === 96) {
      addSpan(scan, from, next);
      return next + 1;
    } else if (code === 36 && text.charCodeAt(next + 1) === 123) {
      addSpan(scan, from, next);
      scan.braces.push(0);
      return next + 2;
    }
  }
  addSpan(scan, from, end);
  return end;
}

export const template: Rule = (scan, at) => templateText(scan, at + 1);

export const openBrace: Rule = (scan, at) => {
  const top = scan.braces.length - 1;
  if (top >= 0) scan.braces[top] = (scan.braces[top] ?? 0) + 1;
  return at + 1;
};

export const closeBrace: Rule = (scan, at) => {
  const top = scan.braces.length - 1;
  if (top < 0) return at + 1;
  const open = scan.braces[top] ?? 0;
  if (open > 0) {
    scan.braces[top] = open - 1;
    return at + 1;
  }
  scan.braces.pop();
  return templateText(scan, at + 1);
};
