const longest = 120;
/** Names that Windows takes for devices, whatever their ending. */
const devices = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³]) *(?=\.|$)/i;

/**
 * The name of an attachment as that of a file on any system: no folder, no sign that a file system or a reader takes for
 * something else. The ending stays.
 */
export function attachmentName(name: string): string {
  const plain = (name.split(/[\\/]/).at(-1) ?? '')
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, '')
    .replace(/[:*?"<>|#%]/g, '_')
    .trim()
    .replace(/^\.+|[. ]+$/g, '');
  const ending = /\.[^.]{1,12}$/.exec(plain)?.[0] ?? '';
  const stem = [...plain.slice(0, plain.length - ending.length)].slice(0, longest).join('');
  const whole = `${stem}${ending}`;
  if (!whole) return 'attachment';
  return devices.test(whole) ? `_${whole}` : whole;
}
