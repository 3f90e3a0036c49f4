import { randomUUID } from 'node:crypto';
import { isUnencrypted } from '../../model/address.ts';
import type { ConnectorFactory, DeskConfig } from '../../model/desk.ts';
import { DeskError } from '../../model/errors.ts';
import type { AskGuest, GuestSystem } from '../../model/guest.ts';
import { said } from '../../model/said.ts';
import { GuestDesk } from './guestDesk.ts';

/** The connector of a guest as the engine takes connectors: every question goes to the extension that has it. */
export function guestConnector({ info, capabilities }: GuestSystem, ask: AskGuest): ConnectorFactory {
  return {
    info,
    open: (config, secret, surroundings) => {
      requireEncryption(config);
      const { onRequest } = surroundings ?? {};
      return new GuestDesk({ config, secret, capabilities, label: info.label, desk: randomUUID(), ask, onRequest });
    },
  };
}

function requireEncryption({ address, allowPlainHttp }: DeskConfig): void {
  if (!URL.canParse(address))
    throw new DeskError({ reason: 'badInput', detail: said`The address is not a web address.` });
  const url = new URL(address);
  if (isUnencrypted(url) && !allowPlainHttp) throw new DeskError({ reason: 'plainHttp', host: url.host });
}
