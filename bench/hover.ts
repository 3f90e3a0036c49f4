import { DatabaseSync } from 'node:sqlite';
import type { Engine } from '../src/engine/engine.ts';
import { storeFile } from '../src/engine/store/files.ts';
import { Random } from '../src/sampledesk/seed/random.ts';
import { type BigMirror, farDesk } from './bigMirror.ts';
import { figure, type Measured, percentile } from './figures.ts';

/** What the product reads for a card, without its worker and the making of a text. */
const bareSelect = `SELECT bodies.json, conversations.json AS conversation FROM tickets
  JOIN bodies ON bodies.id = tickets.body LEFT JOIN conversations ON conversations.ticket = tickets.id
  WHERE tickets.number = ?`;

/**
 * What a hover over a mention waits for: the ticket of a number with its newest entry, each of another ticket, so that
 * nothing is remembered by the editor.
 */
export async function hover(engine: Engine, { folder, tickets }: BigMirror, hovers: number): Promise<Measured[]> {
  const random = new Random(5);
  const db = new DatabaseSync(storeFile(folder, farDesk.id), { readOnly: true });
  try {
    const select = db.prepare(bareSelect);
    const times = { ours: [] as number[], bare: [] as number[] };
    for (let at = 0; at < hovers; at++) {
      const { number } = random.pick(tickets);
      const began = performance.now();
      const answer = await engine.glances(farDesk.id, [number]);
      times.ours.push(performance.now() - began);
      if (!answer.ok || !answer.value[0]?.last) throw new Error(`there is no card of ${number}`);
      // Another ticket, so that neither finds its pages read by the other.
      const { number: another } = random.pick(tickets);
      const bare = performance.now();
      if (!select.get(another)) throw new Error(`${another} is not kept`);
      times.bare.push(performance.now() - bare);
    }
    const name = `Hover over one of ${tickets.length} tickets`;
    const beside = 'a bare prepared SELECT of the same in the asking thread';
    return ([50, 95] as const).map(share =>
      figure(
        `${name}, p${share}`,
        'ms',
        percentile(times.ours, share / 100),
        percentile(times.bare, share / 100),
        beside,
        share === 95 ? { of: 'value', most: 10 } : undefined,
      ),
    );
  } finally {
    db.close();
  }
}
