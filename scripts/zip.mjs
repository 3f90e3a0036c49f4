// The table of contents of a zip file, as far as a .vsix needs it (no archives past 4 GB).

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;

/**
 * Throws when the bytes are not a zip file.
 * @param {Buffer} zip
 * @returns {{ path: string, size: number }[]} sizes in bytes, unpacked
 */
export function listZip(zip) {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== endOfDirectory) end--;
  if (end < 0) throw new Error('Not a zip file.');
  const entries = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== directoryEntry) throw new Error('A zip file with a broken table of contents.');
    const name = zip.readUInt16LE(at + 28);
    entries.push({
      path: zip.toString('utf8', at + 46, at + 46 + name),
      size: zip.readUInt32LE(at + 24),
    });
    at += 46 + name + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}
