// Stack traces out of the extension host name lines of bundles; people want those of the sources.
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import * as path from 'node:path';

const inline = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/;

/** Puts the places in the sources for places such as `out/host/tree.test.cjs:12:3`, where the bundle has a map in it. */
export function mapTraces(report: string, bundles: string, root: string): string {
  const maps = new Map<string, SourceMap | undefined>();
  return report.replace(
    /(?:[\w./-]*\/)?([\w.-]+\.cjs):(\d+):(\d+)/g,
    (place, name: string, line: string, column: string) => {
      const file = path.join(bundles, name);
      if (!maps.has(name)) maps.set(name, readMap(file));
      const origin = maps.get(name)?.findEntry(Number(line) - 1, Number(column) - 1);
      if (!origin || !('originalSource' in origin)) return place;
      const source = path.relative(root, path.resolve(bundles, origin.originalSource));
      return `${source}:${origin.originalLine + 1}:${origin.originalColumn + 1}`;
    },
  );
}

function readMap(file: string): SourceMap | undefined {
  try {
    const encoded = inline.exec(readFileSync(file, 'utf8'))?.[1];
    return encoded ? new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString())) : undefined;
  } catch {
    return undefined;
  }
}
