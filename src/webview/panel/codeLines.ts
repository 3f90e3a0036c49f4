/** A run of lines of plain text that is shown alike. */
export interface Segment {
  readonly kind: 'prose' | 'code';
  readonly text: string;
}

/** Lines that only a stack trace has: JavaScript, Java, .NET, Python, Go, Ruby, PHP. */
const frames = [
  /^\s*at (?:async |new )?[^\s(]+(?: \[as [^\]]+\])? \((?:[^)]*:\d+|native|<anonymous>|index \d+)\)?/,
  /^\s*at [\w$.<>`[\],+/@]+\.[\w$<>`[\],|]+\(.*/,
  /^\s*at (?:async )?(?:[a-z][a-z-]*:\/\/|\/|[A-Za-z]:[\\/])\S+:\d+/,
  /^\s*File "[^"]+", line \d+/,
  /^\s*Traceback \(most recent call last\):/,
  /^\s*Caused by: \S/,
  /^\s*\.\.\. \d+ (?:more|common frames omitted)/,
  /^\s*--- End of (?:inner exception )?stack trace/,
  /^\s*goroutine \d+ \[/,
  /^\s*\S+\.go:\d+(?: \+0x[\da-f]+)?\s*$/,
  /^\s*(?:from )?\S+\.rb:\d+:in /,
  /^\s*#\d+ (?:\S+\(\d+\): |\{main\})/,
];
/** What stands above (Python: below) a stack: `TypeError: …`, `System.Data.SqlException (0x80131904): …`. */
const head =
  /^\s*(?:Unhandled exception|Uncaught |panic: |(?:[\w$]+[.:\\])*[\w$]*(?:Error|Exception|Fault)\b\s*(?:[:([]|$))/;
/** Go names the function on a line of its own: `main.(*Cart).total(0xc000, 0x1)`. */
const called = /^[\w./*()]+\([^)\s]*(?:, \S+)*\)\s*$/;
const logged = /^\s*\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*\s+\S/;
const indented = /^(?: {4}|\u00a0{4}|\t)\s*\S/;
const deeper = /^(?:[ \u00a0]{2}|\t)\s*\S/;

/** Characters of a line that tell what it is. */
const lookedAt = 500;

/** Which of these lines are code: stack traces with their heads, runs of log lines, runs of indented lines. */
export function codeLines(all: readonly string[]): boolean[] {
  const lines = all.map(line => line.slice(0, lookedAt));
  const marks = lines.map(line => frames.some(frame => frame.test(line)));
  const alike = (pattern: RegExp) => {
    lines.forEach((line, at) => {
      if (pattern.test(line) && (pattern.test(lines[at + 1] ?? '') || pattern.test(lines[at - 1] ?? '')))
        marks[at] = true;
    });
  };
  alike(logged);
  alike(indented);
  for (let at = lines.length - 2; at >= 0; at--) {
    if (marks[at + 1] && head.test(lines[at] ?? '')) marks[at] = true;
  }
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (marks[at - 1] && line.trim() && (deeper.test(line) || head.test(line) || (marks[at + 1] && called.test(line))))
      marks[at] = true;
  }
  for (let at = 1; at < lines.length - 1; at++) {
    if (!lines[at]?.trim() && marks[at - 1] && marks[at + 1]) marks[at] = true;
  }
  return marks;
}

/** Cuts plain text into prose and code; text between lines of three back-ticks is code, too. No line is lost but those. */
export function segments(text: string): Segment[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const fences = lines.flatMap((line, at) => (/^\s*```[\w+-]*\s*$/.test(line) ? [at] : []));
  if (fences.length % 2 === 1) fences.pop();
  const fenceAt = new Set(fences);
  const marks = codeLines(lines);
  const found: { kind: Segment['kind']; lines: string[] }[] = [];
  let fenced = false;
  let fresh = false;
  lines.forEach((line, at) => {
    if (fenceAt.has(at)) {
      fenced = !fenced;
      fresh = true;
      return;
    }
    const kind = fenced || marks[at] ? 'code' : 'prose';
    const last = found.at(-1);
    if (last?.kind === kind && !fresh) last.lines.push(line);
    else found.push({ kind, lines: [line] });
    fresh = false;
  });
  return found
    .map(({ kind, lines: own }) => ({
      kind,
      text: own
        .join('\n')
        .trimEnd()
        .replace(/^(?:[^\S\n]*\n)+/, ''),
    }))
    .filter(segment => segment.text.trim() !== '');
}
