import { startSampleDesk } from '../wire/sampleDesk.ts';

const READYDESK = [
  'tickets',
  'history',
  'attachments',
  'line_items',
  'time',
  'techs',
  'tech_groups',
  'customers',
  'companies',
];
const TEAMSUPPORT = ['tickets', 'users', 'groups', 'customers', 'contacts', 'products', 'properties/tickettypes'];
/** Of a longer answer only so much is kept: what fuzzing finds, it finds in short ones. */
const KEPT_BYTES = 6_000;

/** Answers as the sample desk gives them: every kind of record in every format, whole and failed. */
export async function realAnswers(): Promise<Uint8Array[]> {
  const desk = await startSampleDesk(['--tickets', '12']);
  try {
    const { readydesk, teamsupport } = desk;
    const base = teamsupport.url.replace(/\/$/, '');
    const basic = Buffer.from(`${teamsupport.organizationId}:${teamsupport.token}`).toString('base64');
    const headers = { authorization: `Basic ${basic}` };
    const found: Uint8Array[] = [];
    const add = async (address: string, more: Record<string, string> = {}): Promise<void> => {
      const bytes = new Uint8Array(await (await fetch(address, { headers: more })).arrayBuffer());
      if (bytes.length < KEPT_BYTES) found.push(bytes);
    };
    for (const format of ['xml', 'json', 'url']) {
      for (const key of [readydesk.key, 'wrong']) {
        for (const list of key === 'wrong' ? ['tickets'] : READYDESK) {
          const selector = `id=*&tid=*&cid=*&uid=*&name=*&count=2&format=${format}`;
          await add(`${readydesk.url}?key=${key}&action=get_${list}&${selector}`);
        }
      }
    }
    for (const flavour of ['xml', 'json']) {
      for (const path of TEAMSUPPORT) await add(`${base}/api/${flavour}/${path}?pageSize=2&pageNumber=1`, headers);
      const list = await fetch(`${base}/api/json/tickets?pageSize=4&pageNumber=1`, { headers });
      const { Tickets: tickets } = (await list.json()) as { Tickets: { ID: string }[] };
      for (const { ID: id } of tickets) {
        await add(`${base}/api/${flavour}/tickets/${id}`, headers);
        await add(`${base}/api/${flavour}/tickets/${id}/actions`, headers);
      }
      await add(`${base}/api/${flavour}/tickets?pageSize=2&pageNumber=99`, headers);
      await add(`${base}/api/${flavour}/tickets`, {});
    }
    await add(`${base}/`);
    return found;
  } finally {
    await desk.stop();
  }
}
