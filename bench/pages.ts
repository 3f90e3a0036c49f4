import { startSampleDesk } from '../test/wire/sampleDesk.ts';

/** Each form in which a desk writes a list of tickets. */
export type Form = 'teamsupport xml' | 'teamsupport json' | 'readydesk xml' | 'readydesk json' | 'readydesk url';

/** One page of `count` tickets in each form, as the sample desk serves it. */
export async function ticketPages(count: number): Promise<Readonly<Record<Form, Uint8Array>>> {
  const desk = await startSampleDesk(['--tickets', String(count)]);
  try {
    const { readydesk, teamsupport } = desk;
    const basic = Buffer.from(`${teamsupport.organizationId}:${teamsupport.token}`).toString('base64');
    const ofTeamSupport = (flavour: string): Promise<Uint8Array> =>
      bytesOf(`${teamsupport.url.replace(/\/$/, '')}/api/${flavour}/tickets?pageSize=${count}&pageNumber=1`, {
        authorization: `Basic ${basic}`,
      });
    const ofReadyDesk = (format: string): Promise<Uint8Array> =>
      bytesOf(`${readydesk.url}?key=${readydesk.key}&action=get_tickets&tid=*&count=${count}&page=1&format=${format}`);
    return {
      'teamsupport xml': await ofTeamSupport('xml'),
      'teamsupport json': await ofTeamSupport('json'),
      'readydesk xml': await ofReadyDesk('xml'),
      'readydesk json': await ofReadyDesk('json'),
      'readydesk url': await ofReadyDesk('url'),
    };
  } finally {
    await desk.stop();
  }
}

async function bytesOf(address: string, headers: Record<string, string> = {}): Promise<Uint8Array> {
  const answer = await fetch(address, { headers });
  if (!answer.ok) throw new Error(`the sample desk answered ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
