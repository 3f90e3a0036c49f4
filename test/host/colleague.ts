import assert from 'node:assert/strict';

/** Somebody else who works on the sample desk: changes tickets past Deskside, and turns the desk off and on. */
export class Colleague {
  readonly #teamsupport: { readonly url: string; readonly organizationId: string; readonly token: string };
  readonly #control: { readonly url: string; readonly token: string };

  constructor() {
    const line = process.env.DESKSIDE_TEST_SAMPLE_DESK;
    assert.ok(line, 'the launcher names no sample desk');
    ({ teamsupport: this.#teamsupport, control: this.#control } = JSON.parse(line));
  }

  /** Changes members of a TeamSupport ticket, by the API's names. */
  async change(ticketId: string, members: Readonly<Record<string, string>>): Promise<void> {
    const { url } = this.#teamsupport;
    await this.#send('PUT', `${url}/api/json/tickets/${ticketId}`, { Ticket: members });
  }

  /** Makes a TeamSupport ticket, and answers its id. */
  async create(members: Readonly<Record<string, string>>): Promise<string> {
    const { url } = this.#teamsupport;
    const answer = await this.#send('POST', `${url}/api/json/tickets`, { Ticket: members });
    const { Ticket } = (await answer.json()) as { readonly Ticket: Readonly<Record<string, string>> };
    const id = Ticket.ID ?? Ticket.TicketID;
    assert.ok(id, JSON.stringify(Ticket));
    return id;
  }

  /** Logs minutes on a TeamSupport ticket, for customers not to see. */
  async logTime(ticketId: string, minutes: number, text: string): Promise<void> {
    const { url } = this.#teamsupport;
    const Action = { Description: text, TimeSpent: String(minutes), IsVisibleOnPortal: 'False' };
    await this.#send('POST', `${url}/api/json/tickets/${ticketId}/actions`, { Action });
  }

  /** How the switches of the sample desk are. */
  async state(): Promise<Readonly<Record<string, unknown>>> {
    const answer = await fetch(`${this.#control.url.replace(/\/$/, '')}/state`);
    return ((await answer.json()) as { readonly switches: Readonly<Record<string, unknown>> }).switches;
  }

  /** Cuts every request to the desk off, or lets them through again. */
  offline(off: boolean): Promise<void> {
    return this.switches({ offline: off });
  }

  /** Sets switches of the sample desk. */
  async switches(values: Readonly<Record<string, unknown>>): Promise<void> {
    const { url, token } = this.#control;
    const answer = await fetch(`${url.replace(/\/$/, '')}/switches`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-control-token': token },
      body: JSON.stringify(values),
    });
    assert.equal(answer.status, 200, await answer.text());
  }

  async #send(method: string, address: string, body: unknown): Promise<Response> {
    const { organizationId, token } = this.#teamsupport;
    const authorization = `Basic ${Buffer.from(`${organizationId}:${token}`).toString('base64')}`;
    const answer = await fetch(address, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.ok(answer.ok, `${method} ${answer.status} ${answer.ok ? '' : await answer.text()}`);
    return answer;
  }
}
