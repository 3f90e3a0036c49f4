/**
 * The text of an answer. A byte order mark wins; then UTF-8 when it is valid; then the character set that the header
 * or the XML prolog names; Windows-1252 last, in which every byte means something.
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200));
    const named =
      /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ??
      /^<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1];
    return decoderFor(named).decode(bytes);
  }
}

/** Control characters that neither XML nor JSON allows. */
export function stripControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be taken out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}

function decoderFor(name: string | undefined): InstanceType<typeof TextDecoder> {
  if (!name || /^utf-?8$/i.test(name)) return new TextDecoder('windows-1252');
  try {
    return new TextDecoder(name);
  } catch {
    return new TextDecoder('windows-1252');
  }
}
