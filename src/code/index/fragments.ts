import type { CharacterSet, PatternNode } from '../../model/ownPattern.ts';

/**
 * A part of what an expression needs: a pattern of characters and classes in a row that stands in each of its matches. It
 * is understood alike, and in time that grows with the text alone, by git, ripgrep and JavaScript. Undefined: nothing that
 * tells enough.
 */
export function fragmentOf(expression: PatternNode): string | undefined {
  const runs: Runs = [[]];
  gather(expression, runs);
  const best = runs.toSorted((a, b) => worthOf(b) - worthOf(a))[0];
  return best && worthOf(best) >= leastWorth ? best.map(atom => atom.pattern).join('') : undefined;
}

/** The same for text as it stands, whatever the case of its letters. */
export function literal(text: string): string {
  return [...text].map(character => literalAtom(character).pattern).join('');
}

interface Atom {
  readonly pattern: string;
  /** How much it tells: a letter much, a class of many little. */
  readonly worth: number;
}

/** Atoms in a row; nothing is known of what stands between two runs. */
type Runs = Atom[][];

const leastWorth = 2;
const mostAtoms = 24;

function worthOf(run: readonly Atom[]): number {
  return run.reduce((sum, atom) => sum + atom.worth, 0);
}

function gather(node: PatternNode, runs: Runs): void {
  switch (node.kind) {
    case 'one':
      put(atomOf(node.set), runs);
      break;
    case 'all':
      for (const each of node.nodes) gather(each, runs);
      break;
    case 'group':
      gather(node.node, runs);
      break;
    case 'at':
      // It takes no room.
      break;
    case 'either':
      put(undefined, runs);
      break;
    case 'repeat': {
      if (node.least > 0) gather(node.node, runs);
      if (node.least === 1 && node.most === 1) break;
      put(undefined, runs);
      // `a+` ends what is before it with its first, and begins what is behind it with its last.
      if (node.least > 0 && node.node.kind === 'one') gather(node.node, runs);
    }
  }
}

function put(atom: Atom | undefined, runs: Runs): void {
  const run = runs.at(-1);
  if (!atom) runs.push([]);
  else if (run && run.length < mostAtoms) run.push(atom);
  else runs.push([atom]);
}

function atomOf({ ranges, negated }: CharacterSet): Atom | undefined {
  if (negated || ranges.length === 0) return undefined;
  const [[from, to] = [0, 0]] = ranges;
  if (ranges.length === 1 && from === to) return isPlain(from) ? literalAtom(String.fromCharCode(from)) : undefined;
  // Letters and digits stand for themselves in every class.
  if (!ranges.every(([first, last]) => isWord(first) && isWord(last))) return undefined;
  const all = ranges.map(([first, last]) => `${String.fromCharCode(first)}-${String.fromCharCode(last)}`);
  return { pattern: `[${all.join('')}]`, worth: 1 };
}

/** Neither a control character nor half of one. */
function isPlain(code: number): boolean {
  return code >= 0x20 && code !== 0x7f && (code < 0xd800 || code > 0xdfff);
}

function isWord(code: number): boolean {
  return /^\w$/.test(String.fromCharCode(code));
}

function literalAtom(character: string): Atom {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return { pattern: character.replace(/[.^$*+?()[\]{}|\\]/, '\\$&'), worth: 3 };
  // Programs that compare bytes fold the case of ASCII alone.
  const cases = new Set([character, character.toLowerCase(), character.toUpperCase()]);
  return { pattern: `(${[...cases].join('|')})`, worth: 3 };
}
