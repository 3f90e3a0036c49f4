import { textWords } from '../../model/searchMarks.ts';
import type { TicketSummary } from '../../model/ticket.ts';

/** A word of a ticket that others are looked for by. */
export interface TellingWord {
  /** As it is searched: folded. */
  readonly word: string;
  /** As the ticket writes it. */
  readonly written: string;
  /** How much it says of the ticket: words of the subject say more. */
  readonly weight: number;
}

/** What one word found, the newest first. */
export interface WordHits {
  readonly word: TellingWord;
  readonly tickets: readonly TicketSummary[];
}

/** A ticket like another one, and the words that both have. */
export interface SimilarTicket {
  readonly ticket: TicketSummary;
  readonly words: readonly string[];
  readonly score: number;
}

/** Words of this many letters at least tell something. */
const shortest = 3;
/** Words that are looked for. */
const mostWords = 10;
/** Characters of a text that are looked at. */
const looked = 20_000;
/** Words that a ticket has in common with many, in the languages that Deskside speaks. */
const common = new Set(
  `the and for not with from this that have has had was were are but you your our can cannot could would should will
  when what where which who why how does did done get gets got use using used after before then than there here they them
  its also only just into out off all any some more most very please thanks thank hello dear regards best kind help issue
  problem error ticket support customer new one two see know like need want try tried still since able about been being
  der die das und ist nicht mit von auf ein eine einen einem einer den dem des sie wir ich ihr ihre haben hat hatte wird
  werden wurde kann konnte bei beim nach vor für aus als wie was wenn dass auch nur noch schon bitte danke hallo sehr
  geehrte grüße viele mfg fehler problem anfrage kunde
  los las una uno unos unas con por para que del como pero sus más esta este esto son fue ser está están hay hola gracias
  saludos favor error problema cliente cuando donde desde hasta sobre también puede no`
    .split(/\s+/)
    .flatMap(word => textWords(word).map(each => each.folded)),
);

/**
 * The words of a ticket that tell it from others, the best first.
 * @param names who wrote it, and for whom: signatures would find all that the same people ever wrote
 */
export function tellingWords(subject: string, description: string, names = ''): readonly TellingWord[] {
  const said = new Set([...common, ...textWords(names).map(each => each.folded)]);
  const weights = new Map<string, { readonly written: string; readonly weight: number }>();
  const add = (text: string, weight: number) => {
    const once = new Set<string>();
    for (const { folded: word, start, end } of textWords(text.slice(0, looked))) {
      if (word.length < shortest || word.length > 40 || said.has(word) || once.has(word)) continue;
      if (/^\d+$/.test(word) && word.length < 4) continue;
      once.add(word);
      const known = weights.get(word);
      weights.set(word, {
        written: known?.written ?? text.slice(start, end),
        weight: (known?.weight ?? 0) + weight,
      });
    }
  };
  add(subject, 3);
  add(description, 1);
  return [...weights]
    .map(([word, { written, weight }]) => ({ word, written, weight: weight * (1 + Math.min(word.length, 12) / 24) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, mostWords);
}

/**
 * The tickets that have the most in common with one, the best first: a word that few tickets have counts for more than
 * one of many. One common word alone is chance, unless it is rare.
 */
export function rankSimilar(hits: readonly WordHits[], own: Pick<TicketSummary, 'id' | 'product'>, most: number) {
  const found = new Map<string, { ticket: TicketSummary; words: string[]; score: number }>();
  for (const { word, tickets } of hits) {
    const others = tickets.filter(({ id }) => id !== own.id);
    const rarity = 1 / Math.log2(2 + others.length);
    for (const ticket of others) {
      const known = found.get(ticket.id) ?? { ticket, words: [], score: 0 };
      known.words.push(word.written);
      known.score += word.weight * rarity;
      found.set(ticket.id, known);
    }
  }
  const asked = hits.filter(({ tickets }) => tickets.some(({ id }) => id !== own.id)).length;
  const all = [...found.values()].filter(({ words, score }) => words.length > 1 || asked === 1 || score > 1.5);
  for (const each of all) if (own.product !== undefined && each.ticket.product === own.product) each.score *= 1.1;
  const when = ({ ticket }: SimilarTicket) => ticket.changedAt ?? ticket.openedAt ?? '';
  return all
    .sort((a, b) => b.score - a.score || when(b).localeCompare(when(a)))
    .slice(0, most) satisfies SimilarTicket[] as readonly SimilarTicket[];
}
