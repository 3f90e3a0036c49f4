import { globSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Every file below a folder that other programs may be writing to; what vanishes meanwhile holds nothing. */
export function folderContents(folder: string): Map<string, Buffer> {
  const contents = new Map<string, Buffer>();
  for (const file of globSync('**/*', { cwd: folder })) {
    try {
      contents.set(file, readFileSync(path.join(folder, file)));
    } catch (thrown) {
      // A folder, a socket, or a file that is gone by now.
      if (!['EISDIR', 'ENOENT', 'ENXIO'].includes((thrown as NodeJS.ErrnoException).code ?? '')) throw thrown;
    }
  }
  return contents;
}
