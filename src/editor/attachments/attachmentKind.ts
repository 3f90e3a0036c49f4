/** Bytes that are looked at for signs of something else than text. */
const lookedAt = 64 * 1024;

const images: readonly (readonly [ending: string, start: readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpg', [0xff, 0xd8, 0xff]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['bmp', [0x42, 0x4d]],
];

/** What a file holds, told from its content and never from its name: text, an image, or something to be saved only. */
export type AttachmentKind =
  | { readonly kind: 'text'; readonly text: string }
  /** `ending` is what files of this kind end with. */
  | { readonly kind: 'image'; readonly ending: string }
  | { readonly kind: 'other' };

/** Tells what bytes are. Text is UTF-8, or UTF-16 with its mark. */
export function attachmentKind(bytes: Uint8Array): AttachmentKind {
  const image = images.find(([, start]) => start.every((byte, at) => bytes[at] === byte));
  if (image && bytes.length > 16) return { kind: 'image', ending: image[0] };
  if (isWebp(bytes)) return { kind: 'image', ending: 'webp' };
  const text = textOf(bytes);
  return text === undefined ? { kind: 'other' } : { kind: 'text', text };
}

function isWebp(bytes: Uint8Array): boolean {
  const mark = new TextDecoder('latin1').decode(bytes.subarray(0, 12));
  return mark.startsWith('RIFF') && mark.endsWith('WEBP');
}

function textOf(bytes: Uint8Array): string | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // A log may hold colours, which begin with an escape; other control characters are no text.
    const begin = text.slice(0, lookedAt).replaceAll('\u001b', '');
    return /[^\t\n\f\r\P{Cc}]/u.test(begin) ? undefined : text;
  } catch {
    return undefined;
  }
}
