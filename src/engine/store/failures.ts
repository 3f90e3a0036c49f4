import { DeskError } from '../../model/errors.ts';
import { said } from '../../model/said.ts';
import { isDamage } from '../damage.ts';

/** What SQLite says beside its own words, by its result codes. */
const sentences: Readonly<Record<number, string>> = {
  3: said`the folder of the local copy may not be used`,
  5: said`the local copy is in use by another window`,
  6: said`the local copy is in use by another window`,
  7: said`there is no memory left for the local copy`,
  8: said`the local copy may not be written to`,
  10: said`the disk of the local copy could not be read or written`,
  13: said`the disk of the local copy is full`,
  14: said`the local copy could not be opened`,
};
const busyCodes: readonly unknown[] = [5, 6];

/** The primary result code of what SQLite threw. */
function sqliteCode(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('errcode' in thrown) || typeof thrown.errcode !== 'number') return undefined;
  return thrown.errcode & 0xff;
}

export function isBusy(thrown: unknown): boolean {
  return busyCodes.includes(sqliteCode(thrown));
}

/** What a store throws for anything that went wrong: damage as it is, so that `isDamage` knows it, the rest `localCopy`. */
export function toDeskError(thrown: unknown): unknown {
  if (thrown instanceof DeskError || isDamage(thrown)) return thrown;
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const code = sqliteCode(thrown);
  const sentence = code === undefined ? undefined : sentences[code];
  const detail = sentence ? said`${sentence} (${words})` : said`the local copy failed: ${words}`;
  return new DeskError({ reason: 'localCopy', detail: detail.slice(0, 300) }, thrown);
}
