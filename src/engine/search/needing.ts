import {
  type Attention,
  type AttentionFacts,
  comparePressing,
  reasonsChange,
  reasonsOf,
} from '../../model/attention.ts';
import type { Reading, Row, Sql } from './reading.ts';

/** Open tickets of the user that are looked at, the newest; nobody has more to do. */
const mostLookedAt = 20_000;

/** Documents that want the user, the most pressing first. */
export interface Needing {
  readonly docs: readonly { readonly doc: number; readonly reasons: readonly Attention[] }[];
  /** Milliseconds since 1970: when time alone makes this another answer. */
  readonly until?: number;
}

/**
 * The open tickets of the user that want them. Muted ones do not.
 * @param mine the condition on `t` that a ticket is the user's
 * @param now milliseconds since 1970
 */
export function needing(reading: Reading, mine: Sql, now: number): Needing {
  const known = reading.remembered<{ found?: Needing }>('needing', () => ({}));
  if (known.found && (known.found.until ?? Number.POSITIVE_INFINITY) > now) return known.found;
  known.found = look(reading, mine, now);
  return known.found;
}

function look(reading: Reading, mine: Sql, now: number): Needing {
  const seconds = now / 1000;
  const rows = reading.all(
    `SELECT t.doc, t.state, t.urgency, t.opened, t.changed, t.due, t.deep, a.mark,
       f.read, f.answered, f.spoke, f."by" FROM tickets t
       LEFT JOIN talk_facts f ON f.ticket = t.id LEFT JOIN attention a ON a.ticket = t.id
     WHERE t.state < 2 AND ${mine.sql} AND coalesce(a.muted, 0) = 0 ORDER BY t.doc DESC LIMIT ${mostLookedAt}`,
    mine.values,
  );
  let until = Number.POSITIVE_INFINITY;
  const found = rows.flatMap(row => {
    const facts = factsOf(row);
    until = Math.min(until, reasonsChange(facts, seconds) ?? until);
    const reasons = reasonsOf(facts, seconds);
    return reasons.length === 0 ? [] : [{ doc: Number(row.doc), urgency: facts.urgency, reasons }];
  });
  found.sort(comparePressing);
  return {
    docs: found.map(({ doc, reasons }) => ({
      doc,
      reasons: reasons.map(({ kind, at }) =>
        at === undefined ? { kind } : { kind, at: new Date(at * 1000).toISOString() },
      ),
    })),
    ...(Number.isFinite(until) ? { until: Math.ceil(until * 1000) } : {}),
  };
}

function factsOf(row: Row): AttentionFacts {
  const time = (name: string) => (row[name] === null || row[name] === undefined ? undefined : Number(row[name]));
  const [opened, changed] = [time('opened'), time('changed')];
  return {
    state: row.state === 1 ? 'waiting' : 'open',
    urgency: Number(row.urgency),
    opened,
    changed,
    due: time('due'),
    given: row.mark === 'assigned',
    ...(row.read === 1
      ? {
          talk: {
            answered: time('answered'),
            spoke: time('spoke'),
            by: row.by === 'customer' || row.by === 'technician' ? row.by : undefined,
            old: Number(row.deep) < (changed ?? opened ?? 1),
          },
        }
      : {}),
  };
}
