import type { Capabilities } from '../../model/desk.ts';
import type { TicketField } from '../../model/fields.ts';
import type { PanelAbilities } from '../../webview/messages.ts';
import { editableOf } from './deskKnowledge.ts';

/**
 * What the page may offer on a desk; nothing of one that is not there.
 * @param fields those of the ticket's type, once they are known
 * @param attachmentFiles whether attachments can be read
 */
export function abilitiesOf(
  can: Capabilities | undefined,
  fields: readonly TicketField[] | undefined,
  attachmentFiles: boolean,
): PanelAbilities {
  return {
    linkCustomers: can?.linkCustomers ?? false,
    attach: can?.attach ?? false,
    articles: can?.articles ?? false,
    ticketAssets: can?.ticketAssets ?? false,
    ticketSchedules: can?.ticketSchedules ?? false,
    cardParts: can?.cardParts ?? [],
    attachmentFiles,
    ...(can?.editFields && fields ? { editable: editableOf(fields) } : {}),
  };
}
