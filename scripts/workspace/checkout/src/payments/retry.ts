export interface RetryOptions {
  attempts: number;
  /** Milliseconds before the second attempt; doubled each time. */
  firstDelay: number;
}

/** Runs `work` until it succeeds or the attempts are used up. */
export async function withRetry<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  let delay = options.firstDelay;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      // A time-out may have reached the provider: retrying then can charge the card twice.
      if (attempt >= options.attempts || !isRetriable(error)) throw error;
      await new Promise(resolve => setTimeout(resolve, delay));
      delay *= 2;
    }
  }
}

function isRetriable(error: unknown): boolean {
  if (error instanceof DOMException && error.name === 'TimeoutError') return true;
  return typeof error === 'object' && error !== null && 'retriable' in error && error.retriable === true;
}
