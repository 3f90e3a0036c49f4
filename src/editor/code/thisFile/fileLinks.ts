import { realpath } from 'node:fs/promises';
import type { Code } from '../../../code/code.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { LinkedPlace, TicketLink } from '../../../model/codeLink.ts';
import type { Desks } from '../../desks/desks.ts';
import { unsavedFiles } from '../links/openCodeLink.ts';
import { type HomePath, isIn } from './homePath.ts';

/** A link to a file by a path that it has or had. */
export interface NamedLink extends TicketLink {
  readonly deskId: string;
}

/** A link to a file, and where its code is now. */
export interface FileLink extends NamedLink {
  readonly place: LinkedPlace;
}

/** Links of a file that are looked for. */
const most = 300;

/** Links to a file by the paths that it has and had, from this machine alone. */
export async function linksTo(engine: Engine, desks: Desks, paths: readonly string[]): Promise<readonly NamedLink[]> {
  const ready = await desks.ready();
  const answers = await Promise.all(
    ready.map(async ({ config: { id: deskId } }) => {
      const found = await engine.codeLinks(deskId, { paths });
      return found.ok ? found.value.map(link => ({ ...link, deskId })) : [];
    }),
  );
  return answers.flat().slice(0, most);
}

/** Says of each link where its code is now, and leaves out those that another repository's file of that path has. */
export async function placed(
  code: Code,
  file: string,
  { root }: HomePath,
  links: readonly NamedLink[],
  signal: AbortSignal,
): Promise<readonly FileLink[]> {
  if (links.length === 0) return [];
  const places = await code.locate(
    links.map(({ link }) => link),
    signal,
    unsavedFiles(),
  );
  const real = (path: string) => realpath(path).catch(() => path);
  const own = await real(file);
  const kept: FileLink[] = [];
  for (const [at, link] of links.entries()) {
    const place = places[at];
    if (!place || place.state === 'elsewhere') continue;
    if (!('file' in place)) {
      kept.push({ ...link, place });
    } else {
      const there = await real(place.file);
      if (there === own) kept.push({ ...link, place: { ...place, file } });
      else if (isIn(root, there)) kept.push({ ...link, place });
    }
  }
  return kept;
}
