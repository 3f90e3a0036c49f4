/**
 * The values of `source`, one asked for ahead: while the taker is at work on a value, the next one is on its way. Ends with
 * the value that `last` says is the last, without asking for another. Who leaves early must abort what `source` waits for.
 */
export async function* oneAhead<T>(source: AsyncIterable<T>, last: (value: T) => boolean): AsyncGenerator<T> {
  const values = source[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<T>> | undefined = values.next();
  try {
    while (next) {
      const { done, value } = await next;
      next = undefined;
      if (done) return;
      if (!last(value)) {
        next = values.next();
        // It is waited for above; a failure that comes while the taker is at work must not count as nobody's.
        next.catch(() => undefined);
      }
      yield value;
    }
  } finally {
    await next?.catch(() => undefined);
    await values.return?.();
  }
}
