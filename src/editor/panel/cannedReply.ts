/** What the variables of canned replies stand for; those that are not known are left out of the text. */
export interface ReplyValues {
  readonly customer?: string;
  readonly contact?: string;
  readonly number: string;
  readonly subject: string;
  readonly me?: string;
}

/** A canned reply with its variables filled in; `cursor` is where `${cursor}` stood. */
export function filledReply(
  template: string,
  values: ReplyValues,
): { readonly text: string; readonly cursor?: number } {
  let text = '';
  let cursor: number | undefined;
  let end = 0;
  for (const match of template.matchAll(/\$\{(customer|contact|number|subject|me|cursor)\}/g)) {
    text += template.slice(end, match.index);
    end = match.index + match[0].length;
    const name = match[1] as keyof ReplyValues | 'cursor';
    if (name === 'cursor') cursor ??= text.length;
    else text += values[name] ?? '';
  }
  text += template.slice(end);
  return { text, ...(cursor === undefined ? {} : { cursor }) };
}

/** Canned replies out of the settings: those that are text and have a name. */
export function cannedReplies(setting: unknown): readonly { readonly name: string; readonly text: string }[] {
  if (typeof setting !== 'object' || setting === null) return [];
  return Object.entries(setting).flatMap(([name, text]) =>
    typeof text === 'string' && name.trim() && text.trim() ? [{ name, text }] : [],
  );
}
