/**
 * A sentence, or a part of one, about what went wrong, from a floor that knows no language. It is English and goes into
 * the log so; `src/editor/saidWords.ts` says it in the user's language, and `npm run l10n` finds it by this name.
 */
export function said(pieces: TemplateStringsArray, ...values: readonly unknown[]): string {
  return String.raw({ raw: pieces }, ...values);
}
