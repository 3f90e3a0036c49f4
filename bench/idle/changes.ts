import type { SampleDesk } from '../../test/wire/sampleDesk.ts';
import type { System } from '../desks.ts';

/** Changes the newest ticket of a desk behind the product's back. */
export async function touchTicket(desk: SampleDesk, system: System, time: number): Promise<void> {
  const answer = system === 'teamsupport' ? await onTeamSupport(desk, time) : await onReadyDesk(desk, time);
  if (!answer.ok) throw new Error(`the ticket could not be changed: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}

async function onTeamSupport({ teamsupport }: SampleDesk, time: number): Promise<Response> {
  const { url, organizationId, token } = teamsupport;
  const authorization = `Basic ${Buffer.from(`${organizationId}:${token}`).toString('base64')}`;
  const list = `${url}/api/json/tickets`;
  const newest = await fetch(`${list}?pageSize=1&pageNumber=1`, { headers: { authorization } });
  const id = /"ID":"(\d+)"/.exec(await newest.text())?.[1];
  return fetch(`${list}/${id}`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ Ticket: { Name: `Changed for the ${time}th time` } }),
  });
}

async function onReadyDesk({ readydesk }: SampleDesk, time: number): Promise<Response> {
  const call = (variables: Record<string, string>) =>
    fetch(`${readydesk.url}?${new URLSearchParams({ key: readydesk.key, ...variables })}`);
  const newest = await call({ action: 'get_tickets', tid: '*', count: '1', order: 'ID DESC' });
  const tid = /<id>(\d+)<\/id>/.exec(await newest.text())?.[1] ?? '';
  return call({ action: 'update_ticket', tid, subject: `Changed for the ${time}th time` });
}
