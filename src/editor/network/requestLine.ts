import type { RequestEntry } from '../../model/network.ts';
import { shownText } from '../shownText.ts';

/** A request as one line of the log: `Desk: GET https://… 200 123 ms 4.5 KB`. The entry holds no secret by contract. */
export function requestLine(deskName: string, entry: RequestEntry): string {
  const { method, address, status, milliseconds, bytes, attempt, failure } = entry;
  const why = [failure?.detail, failure?.code].filter(Boolean).join(' · ');
  const outcome = failure
    ? ['failed:', failure.reason, why ? `(${why})` : undefined]
    : [bytes === undefined ? undefined : size(bytes)];
  const parts = [
    `${deskName}:`,
    method,
    address,
    status,
    `${milliseconds} ms`,
    ...outcome,
    attempt > 1 ? `· attempt ${attempt}` : undefined,
  ];
  return shownText(parts.filter(part => part !== undefined).join(' '));
}

function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
