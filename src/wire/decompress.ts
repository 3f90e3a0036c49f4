import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { said } from '../model/said.ts';

// Not undici's interceptor: it calls itself experimental in a warning to the whole process. Answers are read as a
// whole anyway, and Node's functions stop by themselves at a size.

/** What is asked for. */
export const acceptedEncodings = 'gzip, deflate, br';
/** More are never put upon each other but to do harm. */
const MOST_ENCODINGS = 2;

type Decompress = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const decompressors: Readonly<Record<string, Decompress>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  br: promisify(brotliDecompress),
  // Some servers send the bare stream without its two bytes of header.
  deflate: (bytes, options) =>
    ((bytes[0] ?? 0) % 16 === 8 ? promisify(inflate) : promisify(inflateRaw))(bytes, options),
};

/** Why bytes could not be decompressed. */
export class DecompressionError extends Error {}

/**
 * The bytes behind a `Content-Encoding`, of which there may be `limit` at most at each step.
 * @throws DecompressionError
 */
export async function decompress(bytes: Uint8Array, encodings: string, limit: number): Promise<Uint8Array> {
  const names = encodings
    .toLowerCase()
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '' && name !== 'identity');
  if (names.length === 0 || bytes.length === 0) return bytes;
  if (names.length > MOST_ENCODINGS) throw new DecompressionError(said`The answer is compressed too many times.`);
  let result = bytes;
  for (const name of names.reverse()) {
    const one = Object.hasOwn(decompressors, name) ? decompressors[name] : undefined;
    if (!one) throw new DecompressionError(said`The answer is compressed in a way that was not asked for (${name}).`);
    try {
      result = await one(result, { maxOutputLength: limit });
    } catch (thrown) {
      const tooLarge = thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_BUFFER_TOO_LARGE';
      throw new DecompressionError(
        tooLarge ? said`The answer is larger than ${limit} bytes.` : said`The answer cannot be decompressed (${name}).`,
      );
    }
  }
  return result;
}
