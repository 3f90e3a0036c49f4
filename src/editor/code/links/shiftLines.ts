/** Lines of a document, from 0. */
export interface LineSpan {
  readonly first: number;
  readonly last: number;
}

/** What an edit put in place of a range, as far as lines are concerned. Lines and characters count from 0. */
export interface LineEdit {
  readonly startLine: number;
  readonly endLine: number;
  readonly endCharacter: number;
  /** Line breaks of the text that is there now. */
  readonly breaks: number;
}

/** Where lines are after an edit. */
export function shiftLines({ first, last }: LineSpan, edit: LineEdit): LineSpan {
  const { startLine, endLine, endCharacter, breaks } = edit;
  const added = breaks - (endLine - startLine);
  if (endLine < first || (endLine === first && endCharacter === 0)) return { first: first + added, last: last + added };
  if (startLine > last) return { first, last };
  const begin = startLine < first ? startLine + breaks : first;
  const end = endLine >= last ? startLine + breaks : last + added;
  return { first: begin, last: Math.max(begin, end) };
}
