// The table of contents of a zip file, as far as a .vsix needs it (no archives past 4 GB).

/** A plain file that its owner may write and all may read. */
const plainFile = 0o100644;

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/**
 * Throws when the bytes are not a zip file.
 * @param {Buffer} zip
 * @returns {{ path: string, size: number, crc: number }[]} sizes in bytes, unpacked
 */
export function listZip(zip) {
  return entriesOf(zip).map(at => ({
    path: zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)),
    size: zip.readUInt32LE(at + 24),
    crc: zip.readUInt32LE(at + 16),
  }));
}

/**
 * Gives all files in it the same permissions, whatever those of the checkout were. Throws when the bytes are not a zip
 * file.
 * @param {Buffer} zip is changed
 */
export function evenPermissions(zip) {
  for (const at of entriesOf(zip)) zip.writeUInt32LE(plainFile * 0x10000, at + 38);
}

/**
 * Where the entries of the table of contents begin.
 * @param {Buffer} zip
 */
function entriesOf(zip) {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== endOfDirectory) end--;
  if (end < 0) throw new Error('Not a zip file.');
  const entries = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== directoryEntry) throw new Error('A zip file with a broken table of contents.');
    entries.push(at);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}
