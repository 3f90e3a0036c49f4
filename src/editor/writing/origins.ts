import * as vscode from 'vscode';
import type { TodoPlace } from './formMemory.ts';
import { type CodeQuote, selectedCode } from './selection.ts';
import type { FoundTodo } from './todoComment.ts';

/** What a new ticket is made from. */
export interface Origin {
  /** As people say it, such as `src/cart.ts, line 3`. */
  readonly place: string;
  readonly subject?: string;
  readonly description: string;
  /** The comment that gets the ticket's number. */
  readonly todo?: TodoPlace;
}

/** Characters that a subject made of a longer text has at most; the text itself stands in the description. */
const subjectLength = 120;
/** Characters that a description takes from a terminal or a test at most; the end says most. */
const quotedLength = 20_000;

/** The selected code of an editor. */
export function fromSelection(editor: vscode.TextEditor | undefined): Origin | undefined {
  const quote = selectedCode(editor);
  return quote && { place: quote.place, description: quoted(quote) };
}

/** A problem that some tool found in a file. */
export function fromDiagnostic(document: vscode.TextDocument, problem: vscode.Diagnostic): Origin {
  const { t } = vscode.l10n;
  const quote = quoteLines(document, problem.range);
  const code = typeof problem.code === 'object' ? problem.code.value : problem.code;
  const by = [problem.source, code].filter(each => each !== undefined && each !== '').join(' ');
  const kind =
    problem.severity === vscode.DiagnosticSeverity.Error
      ? t('Error')
      : problem.severity === vscode.DiagnosticSeverity.Warning
        ? t('Warning')
        : t('Info');
  const said = by ? t('{0} ({1}): {2}', kind, by, problem.message.trim()) : `${kind}: ${problem.message.trim()}`;
  return { place: quote.place, subject: shortened(problem.message), description: `${said}\n\n${quoted(quote)}` };
}

/** A test that failed, with what it said. */
export function fromTest(
  test: Pick<vscode.TestItem, 'label' | 'uri' | 'range'> | undefined,
  message: vscode.TestMessage,
): Origin {
  const { t } = vscode.l10n;
  const said = typeof message.message === 'string' ? message.message : message.message.value;
  const uri = message.location?.uri ?? test?.uri;
  const range = message.location?.range ?? test?.range;
  const where = uri && placeOf(uri, range?.start.line);
  const compared =
    message.expectedOutput === undefined || message.actualOutput === undefined
      ? ''
      : `\n\n${t('Expected:')}\n\n${message.expectedOutput}\n\n${t('Actual:')}\n\n${message.actualOutput}`;
  const name = test?.label ?? t('A test');
  return {
    place: where ?? name,
    subject: testSubject(name),
    description: `${[name, where].filter(Boolean).join(' · ')}\n\n${clipped(`${said.trim()}${compared}`)}`,
  };
}

/** A test that failed, where the editor does not tell what it said: with its code, as far as it can be read. */
export function fromTestAlone(
  { label, uri, range }: vscode.TestItem,
  document: vscode.TextDocument | undefined,
): Origin {
  const place = uri ? placeOf(uri, range?.start.line) : label;
  const subject = testSubject(label);
  if (!document || !range) return { place, subject, description: place === label ? label : `${label} · ${place}` };
  const quote = quoteLines(document, document.validateRange(range));
  return { place, subject, description: `${label} · ${quoted(quote)}` };
}

/** A comment that says what is to be done. */
export function fromTodo(document: vscode.TextDocument, found: FoundTodo): Origin {
  const line = document.lineAt(found.line);
  const quote = quoteLines(
    document,
    new vscode.Range(found.line, 0, Math.min(found.line + 5, document.lineCount - 1), 0),
  );
  return {
    place: placeOf(document.uri, found.line),
    ...(found.words ? { subject: shortened(found.words) } : {}),
    description: quoted(quote),
    todo: { uri: document.uri.toString(), line: found.line, text: line.text, keyword: found.keyword },
  };
}

/** What is selected in a terminal. */
export function fromTerminal(terminalName: string, text: string): Origin {
  const { t } = vscode.l10n;
  const lines = text.split(/\r?\n/).map(line => line.trim());
  const telling = lines.find(line => /\b(?:error|exception|fail(?:ed|ure)?|panic|fatal)\b/i.test(line));
  const place = t('Terminal {0}', terminalName);
  return {
    place,
    subject: shortened(telling ?? lines.find(Boolean) ?? ''),
    description: `${place}:\n\n${clipped(text.replace(/\s+$/, ''))}`,
  };
}

function quoteLines(document: vscode.TextDocument, range: vscode.Range): CodeQuote {
  const [first, last] = [range.start.line, range.end.line];
  const shown = Math.min(last, first + 59);
  const text = document.getText(new vscode.Range(first, 0, shown, document.lineAt(shown).text.length));
  return { place: placeOf(document.uri, first, last), text: shown < last ? `${text}\n…` : text };
}

function placeOf(uri: vscode.Uri, first?: number, last = first): string {
  const path = vscode.workspace.asRelativePath(uri).replaceAll('\\', '/');
  if (first === undefined || last === undefined) return path;
  return first === last
    ? vscode.l10n.t('{0}, line {1}', path, first + 1)
    : vscode.l10n.t('{0}, lines {1}-{2}', path, first + 1, last + 1);
}

function quoted({ place, text }: CodeQuote): string {
  return `${place}:\n\n${text}`;
}

function testSubject(name: string): string {
  return shortened(vscode.l10n.t('Test fails: {0}', name));
}

function shortened(text: string): string {
  const line = text.trim().split(/\r?\n/)[0]?.replace(/\s+/g, ' ').trim() ?? '';
  const characters = [...line];
  return characters.length > subjectLength
    ? `${characters
        .slice(0, subjectLength - 1)
        .join('')
        .trimEnd()}…`
    : line;
}

function clipped(text: string): string {
  return text.length > quotedLength ? `…${text.slice(-quotedLength)}` : text;
}
