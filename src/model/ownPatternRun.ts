import { holds, type OwnProgram, type Place, type Step } from './ownPattern.ts';

/** Where a pattern of the settings was found. */
export interface OwnMatch {
  readonly start: number;
  readonly end: number;
  /** What its group for the number holds, without zeros before it. */
  readonly number: string;
}

/** Longer lines are not looked through. */
const longestLine = 2_000;

/**
 * Finds a pattern in each line of a text, as a regular expression of JavaScript would, but all ways to match are followed at
 * once: no pattern takes longer than its length times the text's. Where a repeated group can be empty, another of the
 * possible matches may be told.
 * @param mostSteps after so many steps it ends with what it has
 */
export function runOwnPattern(
  program: OwnProgram,
  text: string,
  mostSteps: number,
): { readonly matches: readonly OwnMatch[]; readonly stepsLeft: number } {
  const matches: OwnMatch[] = [];
  const run = new Run(program, text, mostSteps);
  for (let line = 0; line < text.length && run.stepsLeft > 0; ) {
    const found = text.indexOf('\n', line);
    const end = found === -1 ? text.length : found;
    const shown = text[end - 1] === '\r' ? end - 1 : end;
    if (shown - line <= longestLine) run.line(line, shown, matches);
    line = end + 1;
  }
  return { matches, stepsLeft: run.stepsLeft };
}

interface Thread {
  readonly at: number;
  readonly start: number;
  readonly number: number;
  readonly numberEnd: number;
}

class Run {
  stepsLeft: number;
  readonly #steps: readonly Step[];
  readonly #first: Uint8Array | undefined;
  readonly #text: string;
  /** When each step was last taken: a step is taken once at a character. */
  readonly #taken: Uint32Array;
  #turn = 0;
  #lineStart = 0;
  #lineEnd = 0;

  constructor({ steps, first }: OwnProgram, text: string, mostSteps: number) {
    this.#steps = steps;
    this.#first = first;
    this.#text = text;
    this.#taken = new Uint32Array(steps.length);
    this.stepsLeft = mostSteps;
  }

  line(start: number, end: number, matches: OwnMatch[]): void {
    this.#lineStart = start;
    this.#lineEnd = end;
    for (let from = start; from < end; ) {
      const found = this.#find(from);
      if (!found || this.stepsLeft <= 0) return;
      const number = this.#text.slice(found.number, found.numberEnd).replace(/^0{1,40}(?=\d)/, '');
      if (found.number >= 0 && /^[\w-]{1,32}$/.test(number) && /\d/.test(number)) {
        matches.push({ start: found.start, end: found.end, number });
      }
      from = Math.max(found.end, from + 1);
    }
  }

  /** The first match from `from` on, and of those that begin there the one that the pattern prefers. */
  #find(from: number): (Thread & { readonly end: number }) | undefined {
    let threads: Thread[] = [];
    let best: (Thread & { readonly end: number }) | undefined;
    for (let at = from; at <= this.#lineEnd && this.stepsLeft > 0; at++) {
      if (threads.length === 0) {
        if (best) return best;
        at = this.#canBegin(at);
        if (at > this.#lineEnd) return undefined;
      }
      this.#turn++;
      const here: Thread[] = [];
      for (const thread of threads) this.#follow(thread, at, here);
      // What begins later is wanted only while nothing was found.
      if (!best) this.#follow({ at: 0, start: at, number: -1, numberEnd: -1 }, at, here);
      threads = [];
      const code = at < this.#lineEnd ? this.#text.charCodeAt(at) : -1;
      for (const thread of here) {
        const step = this.#steps[thread.at];
        if (step?.op === 'found') {
          best = { ...thread, end: at };
          break;
        }
        if (step?.op === 'one' && code !== -1 && holds(step.set, code)) threads.push({ ...thread, at: thread.at + 1 });
      }
    }
    return best;
  }

  #canBegin(from: number): number {
    const first = this.#first;
    if (!first) return from;
    for (let at = from; at < this.#lineEnd; at++) {
      const code = this.#text.charCodeAt(at);
      if (code >= 128 || first[code] === 1) return at;
    }
    return this.#lineEnd + 1;
  }

  /** Adds the steps that a thread can wait at without another character, the preferred first. */
  #follow(thread: Thread, at: number, here: Thread[]): void {
    const open = [thread];
    for (let next = open.pop(); next; next = open.pop()) {
      const step = this.#steps[next.at];
      if (!step || this.#taken[next.at] === this.#turn) continue;
      this.#taken[next.at] = this.#turn;
      this.stepsLeft--;
      if (step.op === 'one' || step.op === 'found') here.push(next);
      else if (step.op === 'jump') open.push({ ...next, at: step.to });
      else if (step.op === 'either') open.push({ ...next, at: step.second }, { ...next, at: step.first });
      else if (step.op === 'keep') open.push({ ...next, at: next.at + 1, [step.slot]: at });
      else if (this.#isAt(step.place, at)) open.push({ ...next, at: next.at + 1 });
    }
  }

  #isAt(place: Place, at: number): boolean {
    if (place === '^') return at === this.#lineStart;
    if (place === '$') return at === this.#lineEnd;
    const word = (position: number) =>
      position >= this.#lineStart && position < this.#lineEnd && /\w/.test(this.#text.charAt(position));
    return (word(at - 1) !== word(at)) === (place === 'b');
  }
}
