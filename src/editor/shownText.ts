/** Characters that turn the direction of what follows them: with these a text can look like another one. */
const directions = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text from elsewhere (a desk, a customer, a file's name) for one line of the editor's own surfaces. Labels of choices
 * and the status bar take `$(name)` for an icon; notifications, prompts and validation messages take `[words](command:…)`
 * for a link that runs a command. An invisible character keeps both from being anything but text.
 */
export function shownText(text: string): string {
  return text
    .replace(directions, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replaceAll('$(', '$\u200b(')
    .replaceAll('](', ']\u200b(');
}
