import type { TraceLanguage } from '../../model/frame.ts';
import type { Anchor } from './anchors.ts';

/** What stands around a path and its line. Each part is cut to a bounded length. */
export interface Around {
  /** Of the same line of text, up to the path. */
  readonly before: string;
  /** Of the same line of text, behind the line number. */
  readonly after: string;
  /** The line of text above. */
  readonly above: string;
  /** What stood in the same word before the path, as Firefox and Safari put the function there. */
  readonly joined: string;
}

/** What a trace says of a frame, beyond file and line. */
export interface Spoken {
  readonly language: TraceLanguage;
  readonly call?: string;
}

const other: Spoken = { language: 'other' };
const diagnostic = /^\)?\s{0,2}:?\s{0,2}(?:fatal |syntax |internal compiler )?(?:error|warning|note|remark|hint)\b/i;
/** The word that traces put before a place. */
const at = /(?:^|[\s(|>]|\\n|\\t)(?:at|by|bei|à|en|в|在) {1,8}(?:async )?$/;

/** What the text around says of a file and line, for a file of the language. */
export function spokenOf(
  family: TraceLanguage,
  kind: Anchor['kind'],
  path: string,
  column: number | undefined,
  around: Around,
): Spoken {
  const found = readers[family]?.({ kind, path, column, ...around });
  if (found) return found;
  return family !== 'other' && diagnostic.test(around.after) ? { language: family } : other;
}

interface Place extends Around {
  readonly kind: Anchor['kind'];
  readonly path: string;
  readonly column: number | undefined;
}

const readers: Partial<Record<TraceLanguage, (place: Place) => Spoken | undefined>> = {
  javascript({ before, after, above, joined, path, column }) {
    const language = 'javascript';
    if (joined.endsWith('@')) return { language, ...named(joined.slice(0, -1)) };
    if (/\S @ {1,4}$/.test(before)) return { language, ...named(/(\S{1,120}) @ +$/.exec(before)?.[1]) };
    if (before.endsWith('(')) {
      const call = afterAt(before.slice(0, -1)) ?? (before.trim() === '(' ? afterAt(above) : undefined);
      if (call !== undefined) return { language, ...named(call.replace(/^async /, '')) };
    }
    if (at.test(before) || (before.trim() === '' && /(?:^|\s)at(?: async)?\s*$/.test(above))) return { language };
    if (column !== undefined && /^(?:[a-z][\w+.-]*:\/\/|node:)/i.test(path)) return { language };
    return /^\)?: error TS\d/.test(after) || /^:\d+: (?:error|warning) /.test(after) ? { language } : undefined;
  },

  python({ kind, before, after, above }) {
    const language = 'python';
    if (kind === 'said') {
      if (!/File\s*\\?["'“”„«]?$/.test(before) && !(/^[\s>]*["“„]?$/.test(before) && /File\s*$/.test(above)))
        return undefined;
      return { language, ...named(/^,\s{1,12}(?:> ?)?in ([^\s,]{1,160})/.exec(after)?.[1]) };
    }
    if (/(?:^|\s)File $/.test(before)) return { language, ...named(/^,? in ([^\s,(]{1,160})/.exec(after)?.[1]) };
    const test = /^: in ([\w<>.]{1,120})\s*$/.exec(after);
    if (test) return { language, ...named(test[1]) };
    return /^: \w*(?:Error|Exception|Warning|Interrupt|Failed)\b/.test(after) ? { language } : undefined;
  },

  java({ before: all, above, joined }) {
    const language = 'java';
    // Thread dumps name the module here: `(java.base@17.0.9/Object.java:338)`.
    const before = joined.endsWith('/') ? all.slice(0, -joined.length) : all;
    if (before.endsWith('(')) {
      const word = lastWord(before.slice(0, -1)) || (before.trim() === '(' ? lastWord(above.trimEnd()) : '');
      if (/^[\p{L}_$<][^\s()]*\.[^\s().]+$/u.test(word)) return { language, call: word };
    }
    return /(?:^|\s)[ew]: $/.test(before) || at.test(before) ? { language } : undefined;
  },

  csharp({ kind, before, above }) {
    if (kind !== 'word') return undefined;
    const said = /^[\s>]*$/.test(before) ? `${above.trimEnd()} ` : before;
    const call = /([^\s()]{1,200}\([^()]{0,200}\)(?:\+[^\s()]{1,80}\(\))?) \S{1,8} $/u.exec(said.slice(-300))?.[1];
    return { language: 'csharp', ...named(call) };
  },

  go({ before, after, above }) {
    const language = 'go';
    const inline =
      /(?:^|\s)(?:created by )?(\S{1,200}?)(?:\([^()\s]*(?:, ?[^()\s]+){0,20}\))?(?: in goroutine \d+)?\s$/;
    const line = /^[\s>|]*(?:created by )?([\w./*()@~-]{1,200}?)(?:\([\w.?{}, ]{0,200}\))?(?: in goroutine \d+)?\s*$/;
    const blank = /^[\s>]*$/.test(before);
    const called = blank ? line.exec(above)?.[1] : inline.exec(before)?.[1];
    const call = called && /[\w)]\.[\w(*)]/.test(called) ? called : undefined;
    if (/^ \+0x[\da-f]/.test(after)) return { language, ...named(call) };
    if (blank && call && /(?:\)|goroutine \d+|^[\s>]*created by \S+)\s*$/.test(above)) return { language, call };
    return /^: \S/.test(after) ? { language } : undefined;
  },

  rust({ before, above }) {
    const language = 'rust';
    if (
      /panicked at (?:.{0,300}['"], )?$/s.test(before) ||
      /--> $/.test(before) ||
      /['"], $/.test(before) ||
      /^[\s>]*::: $/.test(before)
    )
      return { language };
    if (!at.test(before)) return undefined;
    const call = /^[\s>|]*\d{1,4}: (?:0x[\da-f]+ - )?(\S.{0,200})$/.exec(above)?.[1];
    return { language, ...named(call?.trim()) };
  },

  php({ kind, before, after }) {
    const language = 'php';
    if (kind === 'paren' && /(?:^|[\s"n])#\d{1,4} $/.test(before))
      return { language, ...named(/^: {0,4}([^\s(]{1,200})\(/.exec(after)?.[1]) };
    const stack = /\d{1,3}\. ([^\s(]{1,160})\([^()]{0,160}\) $/.exec(before.slice(-340));
    if (stack) return { language, ...named(stack[1]) };
    if (/(?:\bin|\bat|thrown in|(?:^|\W)called in) $/.test(before)) {
      if (kind === 'said' || /(?:PHP|Uncaught|Exception|Error|Fatal|Warning|Notice|thrown|#\d+)/.test(before))
        return { language };
    }
    return undefined;
  },

  ruby({ before, after }) {
    const language = 'ruby';
    const call = /^:in [`'‘’"“]([^'’"”\n]{1,200})/.exec(after);
    if (call) return { language, ...named(call[1]) };
    if (/^:in\b/.test(after) || /(?:^|\s)(?:from|#) $/.test(before)) return { language };
    return /^: (?:syntax error|warning:|undefined|uninitialized|\S.{0,200}\(\w+(?:Error|Exception)\))/.test(after)
      ? { language }
      : undefined;
  },

  cpp({ before, after }) {
    const language = 'cpp';
    if (/(?:^|\s)(?:frame )?#\d{1,4}:? /.test(before) || /(?:^|\s)\d{1,4}# /.test(before))
      return { language, ...named(native(before)) };
    if (/==\d+== {1,12}(?:at|by) 0x/.test(before)) return { language, ...named(/: ([^\s(]{1,200})/.exec(before)?.[1]) };
    if (/(?:included from|^[\s>]*from) $/.test(before)) return { language };
    return /^: (?:[^\n]{0,160}: )?Assertion\b/.test(after) || /(?:^|\s)at $/.test(before) ? { language } : undefined;
  },
};

/** The function of a frame of gdb, of lldb or of a sanitizer. */
function native(before: string): string | undefined {
  return /(?:0x[\da-f]+(?: in)?|#\d{1,4}|[^`\s]`) *([^\s(`]{1,200})(?: ?\(|\s(?:\/|at ))?/.exec(
    before.replace(/^.*#\d+:? +/s, '0x0 in ').replace(/0x0 in 0x[\da-f]+ (?:in )?/, '0x0 in '),
  )?.[1];
}

function afterAt(line: string): string | undefined {
  const text = line.trimEnd();
  const from = text.lastIndexOf('at ');
  if (from < 0 || (from > 0 && !/[\s|>nt]/.test(text.charAt(from - 1)))) return undefined;
  const call = text.slice(from + 3).trim();
  return /:\d/.test(call) ? undefined : call;
}

function lastWord(text: string): string {
  let start = text.length;
  while (start > 0 && !/\s/.test(text.charAt(start - 1))) start--;
  return text.slice(start);
}

function named(call: string | undefined): { call?: string } {
  return call ? { call } : {};
}
