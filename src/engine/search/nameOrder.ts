let collator = new Intl.Collator(undefined, { numeric: true });

/** From now on names are put in order by the rules of a language (BCP 47); by this machine's when it is none or not known. */
export function orderNamesBy(language: string | undefined): void {
  try {
    collator = new Intl.Collator(language, { numeric: true });
  } catch {
    collator = new Intl.Collator(undefined, { numeric: true });
  }
}

/** Names as people have them in lists, numbers in them by their size. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}
