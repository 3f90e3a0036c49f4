/** What is hidden of customers. */
export type HiddenKind = 'customer' | 'person' | 'e-mail' | 'phone';

const placeholder = /\[(?:customer|person|e-mail|phone) \d{1,6}\]/g;

/**
 * What stands for whom in all that models are told in a session: the same words for the same name, in whichever ticket
 * it stands, so that neither a model nor a note takes one person for another.
 */
export class HiddenNames {
  readonly #given = new Map<string, string>();
  readonly #originals = new Map<string, string>();
  readonly #counts = new Map<HiddenKind, number>();
  readonly #before: number;

  /** @param before the numbers begin after this one: chats are kept, and what stood for one name shall not mean another later */
  constructor(before = 0) {
    this.#before = before;
  }

  /** The words in the place of a name. */
  placeholder(kind: HiddenKind, name: string): string {
    const key = `${kind}\n${name.toLowerCase()}`;
    const known = this.#given.get(key);
    if (known) return known;
    const count = (this.#counts.get(kind) ?? this.#before) + 1;
    const made = `[${kind} ${count}]`;
    this.#counts.set(kind, count);
    this.#given.set(key, made);
    this.#originals.set(made, name);
    return made;
  }

  /**
   * A text with the names in the place of these words.
   * @param of only those that are among these
   * @param written how a name is written there
   */
  reveal(text: string, of?: ReadonlySet<string>, written = (name: string) => name): string {
    return text.replace(placeholder, found => {
      const name = of && !of.has(found) ? undefined : this.#originals.get(found);
      return name === undefined ? found : written(name);
    });
  }
}

/** A text of a desk whose own words in brackets stand for nobody. */
export function withoutPlaceholders(text: string): string {
  return text.replace(placeholder, found => `(${found.slice(1, -1)})`);
}

/** The first words that still stand for a name. */
export function placeholderIn(text: string): string | undefined {
  return text.match(placeholder)?.[0];
}
