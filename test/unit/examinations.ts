import type { CheckupSubject, CheckupWords } from '../../src/editor/checkup/words.ts';
import type { ActionFacts, DeskFacts, Examination, NetworkFacts } from '../../src/model/examination.ts';

/** `vscode.l10n.t` without translations. */
export const t = (message: string, ...args: (string | number | boolean)[]): string =>
  message.replace(/\{(\d+)\}/g, (whole, index) => String(args[Number(index)] ?? whole));

export const words: CheckupWords = {
  t,
  locale: 'en',
  now: new Date('2026-11-22T12:00:00Z'),
  describe: failure => ({
    message: `It failed: ${failure.reason}. ${failure.detail ?? ''}`.trim(),
    headline: failure.reason,
    ...(failure.detail ? { said: failure.detail } : {}),
  }),
};

export const subject: CheckupSubject = {
  deskName: 'Acme',
  systemLabel: 'ReadyDesk',
  sample: false,
  versions: [['Deskside', '0.1.0']],
};

/** A certificate that holds for another year unless told otherwise. */
export const certificate = {
  subject: 'CN=help.example.com',
  issuer: 'CN=Example CA',
  validFrom: '2026-01-01T00:00:00Z',
  validTo: '2027-11-22T00:00:00Z',
  fingerprint: 'AA:BB',
};

export function network(changes: Partial<NetworkFacts> = {}): NetworkFacts {
  return {
    host: 'help.example.com',
    port: 443,
    encrypted: true,
    loopback: false,
    dns: { addresses: ['192.0.2.7'], milliseconds: 12 },
    proxyBypassed: false,
    tls: { protocol: 'TLSv1.3', trusted: true, unchecked: false, chain: [certificate] },
    ...changes,
  };
}

export function action(changes: Partial<ActionFacts> = {}): ActionFacts {
  return {
    name: 'get_tickets',
    known: true,
    status: 200,
    format: 'xml',
    milliseconds: 34.4,
    bytes: 2345,
    records: 7,
    recognised: [{ meaning: 'subject', name: 'title' }],
    unrecognised: [],
    notFound: [],
    ...changes,
  };
}

export function desk(changes: Partial<DeskFacts> = {}): DeskFacts {
  return {
    address: 'https://help.example.com/readydesk/API/',
    flavour: '…/API/',
    credentials: 'accepted',
    dates: { order: 'mdy', orderFrom: 'data', zone: 'Europe/Berlin', zoneFrom: 'settings' },
    clockSkewSeconds: 1,
    actions: [action()],
    ...changes,
  };
}

/** A check-up of a desk with which all is well, unless told otherwise. */
export function examination(changes: Partial<Examination> = {}): Examination {
  return { at: '2026-11-22T12:00:00Z', network: network(), desk: desk(), ...changes };
}
