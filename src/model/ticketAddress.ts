/** Which ticket an address asks for: the desk by its id or its name, and the ticket's number. */
export interface TicketAddress {
  readonly desk: string;
  readonly number: string;
}

/** Why an address cannot be one of a ticket. */
export type AddressProblem = 'form' | 'tooLong' | 'desk' | 'number';

/** An address as the editor hands it over: decoded once. */
export interface AddressParts {
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/** UTF-16 units of all of an address, and of a desk's id or name. */
const longest = 400;
const longestDesk = 100;

/** The path of a ticket's address; undefined where the desk or the number cannot be told in one. */
export function ticketPath({ desk, number }: TicketAddress): string | undefined {
  const path = `/ticket/${desk}/${number}`;
  const read = readTicketAddress({ path, query: '', fragment: '' });
  return read.ok && read.address.desk === desk && read.address.number === number ? path : undefined;
}

/**
 * Reads `/ticket/<desk>/<number>`, and `/ticket?desk=<desk>&number=<number>` of addresses that were made earlier. Such
 * addresses come from anywhere: what is not exactly this is none, and nothing in one but desk and number is read.
 */
export function readTicketAddress({
  path,
  query,
  fragment,
}: AddressParts):
  | { readonly ok: true; readonly address: TicketAddress }
  | { readonly ok: false; readonly problem: AddressProblem } {
  if (path.length + query.length + fragment.length > longest) return { ok: false, problem: 'tooLong' };
  const given = new URLSearchParams(query);
  // The editor's own, for which window an address is.
  given.delete('windowId');
  const named = [...given.keys()].sort().join();
  const parts = path.split('/');
  let desk: string | undefined;
  let number: string | undefined;
  if (path === '/ticket' && named === 'desk,number')
    [desk, number] = [given.get('desk') ?? '', given.get('number') ?? ''];
  else if (parts.length === 4 && parts[0] === '' && parts[1] === 'ticket' && named === '') [, , desk, number] = parts;
  if (desk === undefined || number === undefined || fragment !== '') return { ok: false, problem: 'form' };
  if (!isDesk(desk)) return { ok: false, problem: 'desk' };
  if (!/^\w[\w-]{0,31}$/.test(number)) return { ok: false, problem: 'number' };
  return { ok: true, address: { desk, number } };
}

/** A name that a person can have given a desk; signs that cannot be seen are in none. */
function isDesk(text: string): boolean {
  return text.trim() === text && text !== '' && text.length <= longestDesk && !/[\p{C}\p{Zl}\p{Zp}/\\]/u.test(text);
}
