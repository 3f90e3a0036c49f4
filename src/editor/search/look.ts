import type { Engine, SearchAnswer } from '../../engine/engine.ts';
import { type DeskFailure, failureOf } from '../../model/errors.ts';
import type { Search, SearchHit } from '../../model/search.ts';
import { namesWanted, placeAt } from '../../model/searchCompletion.ts';
import { readSearch } from '../../model/searchLanguage.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import { typedNumber } from './typed.ts';

/** Tickets shown of each desk. */
export const shownHits = 50;
/** Names of a desk that are looked through for those that fit. */
const shownNames = 12;
/** Milliseconds of quiet typing before more than this machine's own tickets is asked. */
const typingPause = 400;

/** What is known for a text by now. */
export interface Found {
  readonly text: string;
  readonly search: Search;
  /** By desk; absent as long as it has not answered. */
  readonly answers: ReadonlyMap<string, SearchAnswer>;
  /** The ticket of the number that was typed, by desk. */
  readonly numbered: ReadonlyMap<string, SearchHit>;
  /** Desks that could not be asked for that number. */
  readonly failures: ReadonlyMap<string, DeskFailure>;
  /** Names in the field that is being typed. */
  readonly names: readonly string[];
  /** All that can be found is found. */
  readonly done: boolean;
}

/**
 * Searches all desks for what was typed: at once what this machine has, and after a pause in the typing the rest.
 * @param tell is called whenever more is known, until `signal` aborts
 */
export async function look(
  engine: Engine,
  desks: readonly ReadyDesk[],
  text: string,
  tell: (found: Found) => void,
  signal: AbortSignal,
): Promise<void> {
  const { search } = readSearch(text);
  const answers = new Map<string, SearchAnswer>();
  const numbered = new Map<string, SearchHit>();
  const failures = new Map<string, DeskFailure>();
  let names: readonly string[] = [];
  const say = (done: boolean) => {
    if (!signal.aborted) tell({ text, search, answers, numbered, failures, names, done });
  };
  const field = namesWanted(placeAt(text, text.length));
  const typed = placeAt(text, text.length)?.typed ?? '';
  const naming = field
    ? Promise.all(desks.map(({ config }) => engine.namesOf(config.id, field, typed, shownNames)))
    : Promise.resolve([]);
  const ask = (desk: ReadyDesk, thorough: boolean) =>
    engine
      .search(desk.config.id, search, shownHits, { thorough }, signal)
      // One desk that cannot be searched must not take the others' hits away.
      .catch((thrown): SearchAnswer => ({ hits: [], partial: false, failure: failureOf(thrown) }));

  const [named] = await Promise.all([
    naming,
    ...desks.map(async desk => answers.set(desk.config.id, await ask(desk, false))),
  ]);
  if (signal.aborted) return;
  names = [...new Set(named.flat())];

  const number = typedNumber(text);
  const without = number === undefined ? [] : desks.filter(({ config }) => !has(answers.get(config.id), number));
  const partial = desks.filter(({ config }) => answers.get(config.id)?.partial);
  if (without.length + partial.length === 0) {
    say(true);
    return;
  }
  say(false);
  await pause(typingPause, signal);
  if (signal.aborted) return;
  await Promise.all([
    ...partial.map(async desk => {
      const answer = await ask(desk, true);
      answers.set(desk.config.id, answer);
      say(false);
    }),
    ...without.map(async ({ config }) => {
      const found = await engine.find(config.id, number ?? '', signal);
      if (found.ok) numbered.set(config.id, { ticket: found.value, marks: [] });
      else if (found.failure.reason !== 'notFound') failures.set(config.id, found.failure);
      say(false);
    }),
  ]);
  say(true);
}

function has(answer: SearchAnswer | undefined, number: string): boolean {
  return answer?.hits.some(({ ticket }) => ticket.number === number) ?? false;
}

/** Ends early when the signal aborts. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end, { once: true });
  });
}
