import type { CodeLink, LinksWanted, TicketLink } from '../model/codeLink.ts';
import { asResult, type Result } from '../model/errors.ts';
import type { Glance } from '../model/glance.ts';
import type { Engine } from './engine.ts';
import { glances } from './glances.ts';
import { linksIn } from './store/links.ts';
import { TimeCalls } from './timeCalls.ts';

/** The engine's questions about tickets that code names, and code that tickets name. All from this machine alone. */
export abstract class LinkCalls
  extends TimeCalls
  implements Pick<Engine, 'glances' | 'codeLinks' | 'keepCodeLink' | 'dropCodeLink'>
{
  protected abstract tellTicket(deskId: string, ticketId: string): void;

  glances(deskId: string, numbers: readonly string[]): Promise<Result<readonly Glance[]>> {
    return asResult(async () => (await this.desk(deskId)).mirror.use(({ store }) => glances(store, numbers)));
  }

  codeLinks(deskId: string, wanted: LinksWanted): Promise<Result<readonly TicketLink[]>> {
    return asResult(async () => (await this.desk(deskId)).mirror.use(({ store }) => linksIn(store.reader, wanted)));
  }

  keepCodeLink(deskId: string, ticketId: string, number: string, link: CodeLink): Promise<Result<void>> {
    return asResult(async () => {
      await (await this.desk(deskId)).mirror.use(({ store }) => store.keepLink(ticketId, number, link));
      this.tellTicket(deskId, ticketId);
    });
  }

  dropCodeLink(deskId: string, linkId: string): Promise<Result<void>> {
    return asResult(async () => {
      const ticketId = await (await this.desk(deskId)).mirror.use(({ store }) => store.dropLink(linkId));
      if (ticketId !== undefined) this.tellTicket(deskId, ticketId);
    });
  }
}
