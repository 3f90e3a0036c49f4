import type { DeskConfig } from '../../model/desk.ts';
import { asResult, DeskError } from '../../model/errors.ts';
import type { DeskFacts } from '../../model/examination.ts';
import type { DeskRecords } from '../../model/records.ts';

/** Guests tell tickets, and no records of other kinds. */
export const noRecords: DeskRecords = {
  resources: [],
  list: none,
  get: none,
  create: none,
  update: none,
  remove: none,
  link: none,
  unlink: none,
  download: none,
  upload: none,
};

async function none(): Promise<never> {
  throw new DeskError({ reason: 'unsupported' });
}

/**
 * What a check-up finds out about a guest's desk: whether it takes the credentials.
 * @throws DeskError `cancelled`
 */
export async function factsOfGuest(
  { address }: DeskConfig,
  label: string,
  check: () => Promise<unknown>,
): Promise<DeskFacts> {
  const began = Date.now();
  const checked = await asResult(check);
  if (!checked.ok && checked.failure.reason === 'cancelled') throw new DeskError(checked.failure);
  const refused = !checked.ok && checked.failure.reason === 'unauthorized';
  const url = new URL(address);
  return {
    address: url.origin + url.pathname,
    flavour: label,
    credentials: checked.ok ? 'accepted' : refused ? 'refused' : 'unknown',
    actions: [
      {
        ...{ name: 'check', known: true, milliseconds: Date.now() - began },
        ...(checked.ok ? {} : { failure: checked.failure }),
        ...{ recognised: [], unrecognised: [], notFound: [] },
      },
    ],
  };
}
