/** The most that one entry may hold, in minutes: a day. More is a slip of the keyboard. */
export const longestEntry = 24 * 60;

/**
 * Minutes meant by what a person types: `1h 20m`, `90m`, `1.5h`, `1:20`, `45` (minutes), `2 hours`, `1,5 h`.
 * The words may be English, German or Spanish. Answers whole minutes from 1 to `longestEntry`, or nothing when the text is no such duration.
 */
export function parseDuration(text: string): number | undefined {
  const typed = text.trim().toLowerCase().replaceAll(',', '.');
  const clock = /^(\d{1,2}):([0-5]\d)$/.exec(typed);
  if (clock) return inRange(Number(clock[1]) * 60 + Number(clock[2]));
  if (/^\d+$/.test(typed)) return inRange(Number(typed));
  const parts =
    /^(?:(\d+(?:\.\d+)?)\s*(?:h|hr|hrs|hours?|std\.?|stunden?|horas?))?\s*(?:(\d+(?:\.\d+)?)\s*(?:m|min\.?|mins|minutes?|minuten?|minutos?))?$/.exec(
      typed,
    );
  if (!parts || (parts[1] === undefined && parts[2] === undefined)) return undefined;
  return inRange(Math.round(Number(parts[1] ?? 0) * 60 + Number(parts[2] ?? 0)));
}

/** `80` as `1 h 20 min`: the form that is understood when typed and read everywhere. */
export function formatDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  return [hours ? `${hours} h` : '', rest || !hours ? `${rest} min` : ''].filter(Boolean).join(' ');
}

function inRange(minutes: number): number | undefined {
  return minutes >= 1 && minutes <= longestEntry ? minutes : undefined;
}
