/** Why a pattern of the settings cannot be used. */
export type PatternProblem = 'tooLong' | 'syntax' | 'unsupported' | 'noGroup';

/** A step of a program that finds a pattern. */
export type Step =
  | { readonly op: 'one'; readonly set: CharacterSet }
  | { readonly op: 'either'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'keep'; readonly slot: 'number' | 'numberEnd' }
  | { readonly op: 'at'; readonly place: Place }
  | { readonly op: 'found' };

/** A pattern of the settings, ready to be run in time that grows with the text alone. */
export interface OwnProgram {
  readonly steps: readonly Step[];
  /** Characters below 128 that it can begin with; absent: any, or none at all. */
  readonly first: Uint8Array | undefined;
  readonly tree: PatternNode;
}

export type ReadPattern =
  | { readonly ok: true; readonly program: OwnProgram }
  | { readonly ok: false; readonly problem: PatternProblem };

/** Pairs of code units, from and to. */
export interface CharacterSet {
  readonly ranges: readonly (readonly [number, number])[];
  readonly negated: boolean;
}

export type Place = '^' | '$' | 'b' | 'B';

export type PatternNode =
  | { readonly kind: 'one'; readonly set: CharacterSet }
  | { readonly kind: 'all'; readonly nodes: readonly PatternNode[] }
  | { readonly kind: 'either'; readonly nodes: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly node: PatternNode;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
    }
  | { readonly kind: 'group'; readonly node: PatternNode; readonly index: number; readonly name: string | undefined }
  | { readonly kind: 'at'; readonly place: Place };

const longest = 200;
const mostRepeats = 100;
const mostSteps = 2_000;
const deepest = 40;

const read = new Map<string, ReadPattern>();

/**
 * Reads a regular expression of the settings: characters, classes, groups, alternatives, repetitions (up to 100), `^`, `$`
 * and `\b`, as JavaScript writes them. What cannot be found in time that grows with the text alone, such as references back,
 * is refused; so is a pattern without a group for the number.
 */
export function readOwnPattern(source: string): ReadPattern {
  const known = read.get(source);
  if (known) return known;
  const result = readNew(source);
  if (read.size > 200) read.clear();
  if (source.length <= longest) read.set(source, result);
  return result;
}

function readNew(source: string): ReadPattern {
  if (source.length > longest) return { ok: false, problem: 'tooLong' };
  try {
    new RegExp(source);
  } catch {
    return { ok: false, problem: 'syntax' };
  }
  try {
    const reader = new Reader(source);
    const tree = reader.read();
    const group = reader.numberGroup;
    if (group === undefined) return { ok: false, problem: 'noGroup' };
    const steps: Step[] = [];
    compile(tree, group, steps);
    steps.push({ op: 'found' });
    return { ok: true, program: { steps, first: firstOf(steps), tree } };
  } catch (thrown) {
    if (thrown instanceof Refusal) return { ok: false, problem: thrown.problem };
    throw thrown;
  }
}

class Refusal extends Error {
  readonly problem: PatternProblem;
  constructor(problem: PatternProblem) {
    super(problem);
    this.problem = problem;
  }
}

const digit: [number, number][] = [[48, 57]];
const word: [number, number][] = [...digit, [65, 90], [95, 95], [97, 122]];
const space: [number, number][] = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 };

/** Reads what JavaScript has already taken for a regular expression. */
class Reader {
  readonly #source: string;
  #at = 0;
  #groups = 0;
  #depth = 0;
  #named: number | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  get numberGroup(): number | undefined {
    return this.#named ?? (this.#groups > 0 ? 1 : undefined);
  }

  read(): PatternNode {
    const node = this.#either();
    if (this.#at < this.#source.length) throw new Refusal('syntax');
    return node;
  }

  #either(): PatternNode {
    if (++this.#depth > deepest) throw new Refusal('unsupported');
    const nodes = [this.#all()];
    while (this.#takes('|')) nodes.push(this.#all());
    this.#depth--;
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'either', nodes };
  }

  #all(): PatternNode {
    const nodes: PatternNode[] = [];
    while (this.#at < this.#source.length && !'|)'.includes(this.#next())) nodes.push(this.#repeated(this.#single()));
    return { kind: 'all', nodes };
  }

  #repeated(node: PatternNode): PatternNode {
    const counts = /(?:[*+?]|\{(\d{1,5})(,?)(\d{0,5})\})(\??)/y;
    counts.lastIndex = this.#at;
    const found = counts.exec(this.#source);
    if (!found) return node;
    this.#at = counts.lastIndex;
    const [whole, from, comma, to] = found;
    const least = from === undefined ? (whole.startsWith('+') ? 1 : 0) : Number(from);
    const open = from === undefined ? !whole.startsWith('?') : comma === ',' && to === '';
    const most = open ? Number.POSITIVE_INFINITY : from === undefined ? 1 : Number(to === '' ? from : to);
    if (least > mostRepeats || (most !== Number.POSITIVE_INFINITY && most > mostRepeats))
      throw new Refusal('unsupported');
    return { kind: 'repeat', node, least, most, lazy: found[4] === '?' };
  }

  #single(): PatternNode {
    const character = this.#take();
    if (character === '^' || character === '$') return { kind: 'at', place: character };
    if (character === '.')
      return one(
        [
          [10, 10],
          [13, 13],
          [0x2028, 0x2029],
        ],
        true,
      );
    if (character === '[') return this.#class();
    if (character === '(') return this.#group();
    if (character !== '\\') return one([[character.charCodeAt(0), character.charCodeAt(0)]]);
    if (this.#takes('b')) return { kind: 'at', place: 'b' };
    if (this.#takes('B')) return { kind: 'at', place: 'B' };
    const set = this.#escaped();
    return { kind: 'one', set };
  }

  #group(): PatternNode {
    let index = 0;
    let name: string | undefined;
    if (!this.#takes('?:')) {
      const named = /\?<([A-Za-z_]\w{0,40})>/y;
      named.lastIndex = this.#at;
      name = named.exec(this.#source)?.[1];
      if (name !== undefined) this.#at = named.lastIndex;
      else if (this.#next() === '?') throw new Refusal('unsupported');
      index = ++this.#groups;
      if (name === 'number') this.#named = index;
    }
    const node = this.#either();
    if (!this.#takes(')')) throw new Refusal('syntax');
    return index === 0 ? node : { kind: 'group', node, index, name };
  }

  #class(): PatternNode {
    const negated = this.#takes('^');
    const ranges: [number, number][] = [];
    while (!this.#takes(']')) {
      const from = this.#classAtom();
      if (this.#next() !== '-' || this.#source[this.#at + 1] === ']' || from.ranges.length !== 1 || from.negated) {
        ranges.push(...plain(from));
        continue;
      }
      this.#at++;
      const to = this.#classAtom();
      const [low, high] = [from.ranges[0]?.[0] ?? 0, to.ranges[0]?.[1] ?? 0];
      if (to.ranges.length === 1 && !to.negated && from.ranges[0]?.[1] === low) ranges.push([low, high]);
      else ranges.push(...plain(from), [45, 45], ...plain(to));
    }
    return one(ranges, negated);
  }

  #classAtom(): CharacterSet {
    const character = this.#take();
    if (character !== '\\') return { ranges: [[character.charCodeAt(0), character.charCodeAt(0)]], negated: false };
    return this.#takes('b') ? { ranges: [[8, 8]], negated: false } : this.#escaped();
  }

  /** What stands behind a backslash. */
  #escaped(): CharacterSet {
    const character = this.#take();
    const lower = character.toLowerCase();
    const known = lower === 'd' ? digit : lower === 'w' ? word : lower === 's' ? space : undefined;
    if (known) return { ranges: known, negated: character !== lower };
    const control = controls[character];
    const code = /(?:x([\da-f]{2})|u([\da-f]{4}))/iy;
    code.lastIndex = this.#at - 1;
    const hex = code.exec(this.#source);
    if (hex) this.#at = code.lastIndex;
    else if (control === undefined && /[a-z\d]/i.test(character)) throw new Refusal('unsupported');
    const value = hex ? Number.parseInt(hex[1] ?? hex[2] ?? '', 16) : (control ?? character.charCodeAt(0));
    return { ranges: [[value, value]], negated: false };
  }

  #next(): string {
    return this.#source.charAt(this.#at);
  }

  #take(): string {
    if (this.#at >= this.#source.length) throw new Refusal('syntax');
    return this.#source.charAt(this.#at++);
  }

  #takes(text: string): boolean {
    const found = this.#source.startsWith(text, this.#at);
    if (found) this.#at += text.length;
    return found;
  }
}

function one(ranges: [number, number][], negated = false): PatternNode {
  return { kind: 'one', set: { ranges, negated } };
}

/** The ranges of a set that is part of a class; those that it leaves open where it is negated. */
function plain({ ranges, negated }: CharacterSet): [number, number][] {
  if (!negated) return ranges.map(([from, to]) => [from, to]);
  const found: [number, number][] = [];
  let next = 0;
  for (const [from, to] of ranges.toSorted((left, right) => left[0] - right[0])) {
    if (from > next) found.push([next, from - 1]);
    next = to + 1;
  }
  found.push([next, 0xffff]);
  return found;
}

/** Whether a set has a character. */
export function holds({ ranges, negated }: CharacterSet, code: number): boolean {
  for (const [from, to] of ranges) if (code >= from && code <= to) return !negated;
  return negated;
}

function compile(node: PatternNode, number: number, steps: Step[]): void {
  if (steps.length > mostSteps) throw new Refusal('unsupported');
  switch (node.kind) {
    case 'one':
      steps.push({ op: 'one', set: node.set });
      return;
    case 'at':
      steps.push({ op: 'at', place: node.place });
      return;
    case 'all':
      for (const each of node.nodes) compile(each, number, steps);
      return;
    case 'group': {
      const counts = node.index === number;
      if (counts) steps.push({ op: 'keep', slot: 'number' });
      compile(node.node, number, steps);
      if (counts) steps.push({ op: 'keep', slot: 'numberEnd' });
      return;
    }
    case 'either': {
      const ends: number[] = [];
      for (const [index, each] of node.nodes.entries()) {
        if (index === node.nodes.length - 1) compile(each, number, steps);
        else {
          const split = steps.push({ op: 'jump', to: 0 }) - 1;
          compile(each, number, steps);
          ends.push(steps.push({ op: 'jump', to: 0 }) - 1);
          steps[split] = { op: 'either', first: split + 1, second: steps.length };
        }
      }
      for (const end of ends) steps[end] = { op: 'jump', to: steps.length };
      return;
    }
    case 'repeat':
      compileRepeat(node, number, steps);
  }
}

function compileRepeat(node: PatternNode & { kind: 'repeat' }, number: number, steps: Step[]): void {
  const split = (at: number, inside: number, behind: number): void => {
    steps[at] = { op: 'either', first: node.lazy ? behind : inside, second: node.lazy ? inside : behind };
  };
  for (let count = 0; count < node.least; count++) {
    const before = steps.length;
    compile(node.node, number, steps);
    // Nothing, a hundred times within each of a hundred, would take for ever.
    if (steps.length === before) break;
  }
  if (node.most === Number.POSITIVE_INFINITY) {
    const start = steps.push({ op: 'jump', to: 0 }) - 1;
    compile(node.node, number, steps);
    steps.push({ op: 'jump', to: start });
    split(start, start + 1, steps.length);
    return;
  }
  const splits: number[] = [];
  for (let count = node.least; count < node.most; count++) {
    splits.push(steps.push({ op: 'jump', to: 0 }) - 1);
    compile(node.node, number, steps);
  }
  for (const at of splits) split(at, at + 1, steps.length);
}

/** What a program can begin with; undefined when it can begin with nothing. */
function firstOf(steps: readonly Step[]): Uint8Array | undefined {
  const first = new Uint8Array(128);
  const seen = new Set<number>();
  const open = [0];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const step = steps[at];
    if (!step || seen.has(at)) continue;
    seen.add(at);
    if (step.op === 'found') return undefined;
    if (step.op === 'one') for (let code = 0; code < 128; code++) first[code] ||= Number(holds(step.set, code));
    else if (step.op === 'either') open.push(step.first, step.second);
    else open.push(step.op === 'jump' ? step.to : at + 1);
  }
  return first;
}
