/** How often several notices are told in one message. */
export const digests = ['off', 'hourly', 'daily'] as const;
export type Digest = (typeof digests)[number];

/** From when to when there are no messages, in minutes of the day; `to` may be on the next day. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** The hour at which a day's notices are told. */
const digestHour = 9;

/** Reads `22:00-07:00`; nothing for what is none, or is no time at all. */
export function readQuietHours(text: string): QuietHours | undefined {
  const found = /^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*$/.exec(text);
  if (!found) return undefined;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = found.slice(1).map(Number);
  if (fromHour > 23 || fromMinute > 59 || toMinute > 59 || toHour * 60 + toMinute > 24 * 60) return undefined;
  const [from, to] = [fromHour * 60 + fromMinute, (toHour * 60 + toMinute) % (24 * 60)];
  return from === to ? undefined : { from, to };
}

/** When a notice of `at` may be shown as a message: at once, or later. Times are those of this machine's zone. */
export function tellAt(at: Date, digest: Digest, quiet: QuietHours | undefined): Date {
  return afterQuiet(afterDigest(at, digest), quiet);
}

function afterDigest(at: Date, digest: Digest): Date {
  if (digest === 'off') return at;
  const [year, month, day] = [at.getFullYear(), at.getMonth(), at.getDate()];
  if (digest === 'hourly') {
    const past = at.getMinutes() * 60_000 + at.getSeconds() * 1_000 + at.getMilliseconds();
    return new Date(at.getTime() + 3_600_000 - past);
  }
  const today = new Date(year, month, day, digestHour);
  return today > at ? today : new Date(year, month, day + 1, digestHour);
}

function afterQuiet(at: Date, quiet: QuietHours | undefined): Date {
  if (!quiet || !isWithin(at, quiet)) return at;
  const days = quiet.from > quiet.to && minuteOf(at) >= quiet.from ? 1 : 0;
  const endAfter = (more: number) => {
    const end = new Date(at.getFullYear(), at.getMonth(), at.getDate() + days + more, 0, quiet.to);
    // In the hour that comes a second time in autumn, the first one is meant by that.
    return end > at ? end : new Date(end.getTime() + 3_600_000);
  };
  const end = endAfter(0);
  // The hour that is left out in spring may have been all that is not quiet.
  return isWithin(end, quiet) ? endAfter(1) : end;
}

function isWithin(at: Date, { from, to }: QuietHours): boolean {
  const now = minuteOf(at);
  return from > to ? now >= from || now < to : now >= from && now < to;
}

function minuteOf(at: Date): number {
  return at.getHours() * 60 + at.getMinutes();
}
