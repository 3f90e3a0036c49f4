import type { Ticket } from '../../model/ticket.ts';

/** A customer of a ticket whose card can be asked for. */
export interface CustomerChoice {
  readonly id: string;
  readonly name: string;
  readonly kind: 'company' | 'person';
  /** It is linked to the ticket, so that it can be unlinked. */
  readonly linked: boolean;
}

/** Whose cards a ticket leads to, the person who wrote first. */
export function customersOf(ticket: Ticket): CustomerChoice[] {
  const linked = (ticket.linked ?? []).map(one => ({ ...one, linked: true }));
  // Where a ticket has one customer only, that is a person; the customer then bears the name of their company.
  const one = ticket.linked === undefined && ticket.contact?.id === undefined && ticket.contact !== undefined;
  const customer = ticket.customer && one ? { ...ticket.customer, name: ticket.contact.name } : ticket.customer;
  const named = [
    { ref: ticket.contact, kind: 'person' as const },
    { ref: customer, kind: one ? ('person' as const) : ('company' as const) },
  ].flatMap(({ ref, kind }): CustomerChoice[] => {
    if (ref?.id === undefined) return [];
    const known = linked.find(one => one.id === ref.id);
    return [known ?? { id: ref.id, name: ref.name, kind, linked: false }];
  });
  const all = [...named, ...linked];
  return all.filter((one, at) => all.findIndex(other => other.id === one.id) === at);
}

/** An address to write to; nothing when it is more, or less, than one plain e-mail address. */
export function mailAddress(email: string): string | undefined {
  const plain = email.trim();
  const at = plain.lastIndexOf('@');
  if (!/^[^\s@<>,;:?&"\\]{1,64}@[\p{L}\p{N}.-]{1,255}$/u.test(plain)) return undefined;
  const host = plain.slice(at + 1);
  return URL.canParse(`https://${host}`) ? `mailto:${encodeURIComponent(plain.slice(0, at))}@${host}` : undefined;
}

/** A web site's address, with https where the desk names none; nothing when it is no plain web address. */
export function siteAddress(website: string): string | undefined {
  const plain = website.trim();
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(plain) ? plain : `https://${plain}`;
  if (/\s/.test(plain) || !URL.canParse(whole)) return undefined;
  const address = new URL(whole);
  const web = address.protocol === 'https:' || address.protocol === 'http:';
  return web && !address.username && !address.password && address.hostname.includes('.') ? address.href : undefined;
}

/** The names of those who read what is public on a ticket, as far as the desk tells: the person who wrote first. */
export function readersOf({ contact, customer, linked = [] }: Ticket): readonly string[] {
  const people = linked.filter(one => one.kind === 'person').map(one => one.name);
  const names = [contact?.name, ...people].filter(name => name !== undefined);
  return names.length > 0 ? [...new Set(names)] : customer ? [customer.name] : [];
}
