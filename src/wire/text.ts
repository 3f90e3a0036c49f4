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
    const head = decodeWindows1252(bytes.subarray(0, 200));
    const named =
      /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] ??
      /^<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1];
    return decodeWith(decoderFor(named), bytes);
  }
}

/** The text of bytes in Windows-1252, in which every byte means something. */
export function decodeWindows1252(bytes: Uint8Array): string {
  return decodeWith(new TextDecoder('windows-1252'), bytes);
}

/** Text on one line, with single blanks. */
export function oneLine(text: string): string {
  return LAID_OUT.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

/** Any blank but a single one between words. */
const LAID_OUT = /[^\S ]|^ | (?: |$)/;

/** Control characters that neither XML nor JSON allows. */
export function stripControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be taken out
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}

/** Node 22 reads Windows-1252 as Latin-1 (so no €) unless the bytes come as part of a stream. */
function decodeWith(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string {
  return decoder.decode(bytes, { stream: true }) + decoder.decode();
}

function decoderFor(name: string | undefined): InstanceType<typeof TextDecoder> {
  if (!name || /^utf-?8$/i.test(name)) return new TextDecoder('windows-1252');
  try {
    return new TextDecoder(name);
  } catch {
    return new TextDecoder('windows-1252');
  }
}
