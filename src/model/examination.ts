import type { DeskFailure } from './errors.ts';
import type { QuotaState } from './network.ts';

/** One certificate of a chain. Dates are ISO 8601. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: string;
  readonly validTo: string;
  /** SHA-256, as hexadecimal pairs. */
  readonly fingerprint: string;
}

/** What lies between this machine and a desk. */
export interface NetworkFacts {
  readonly host: string;
  readonly port: number;
  readonly encrypted: boolean;
  readonly loopback: boolean;
  /** What the name stands for; absent behind a proxy that looks it up itself. */
  readonly dns?: {
    readonly addresses: readonly string[];
    readonly milliseconds: number;
    readonly failure?: DeskFailure;
  };
  /** The proxy in use without user and password; absent: none. */
  readonly proxy?: {
    readonly address: string;
    readonly from: 'settings' | 'environment';
    /** User and password, or a whole header, go with what is asked of the proxy. */
    readonly authorized: boolean;
    /** Why the proxy could not be reached, did not let through, or cannot be used as it is set. */
    readonly failure?: DeskFailure;
  };
  /** A proxy is set, but this host is asked directly. */
  readonly proxyBypassed: boolean;
  /** Absent for unencrypted addresses. */
  readonly tls?: {
    readonly protocol?: string;
    /** The chain is trusted. */
    readonly trusted: boolean;
    /** The certificate is not checked because the settings say so. */
    readonly unchecked: boolean;
    /** From the desk's own to the authority's. */
    readonly chain: readonly CertificateFacts[];
    readonly failure?: DeskFailure;
  };
  /** How many further authorities the user's file brings; absent when there is no such file. */
  readonly extraAuthorities?: { readonly file: string; readonly count: number; readonly failure?: DeskFailure };
}

/** What one reading action or path of an API answered. */
export interface ActionFacts {
  /** The API's own name: `get_tickets`, `GET tickets`. */
  readonly name: string;
  /** The reference shows it; otherwise its name is inferred and a refusal means little. */
  readonly known: boolean;
  /** Absent when it was not asked; `skipped` says why. */
  readonly status?: number;
  readonly skipped?: 'nothingToAskAbout' | 'quota' | 'notReached';
  readonly format?: 'xml' | 'json' | 'url' | 'html' | 'text' | 'file' | 'empty';
  readonly milliseconds?: number;
  readonly bytes?: number;
  readonly records?: number;
  readonly failure?: DeskFailure;
  /** Fields that were understood: what they are here, and the desk's own name. */
  readonly recognised: readonly { readonly meaning: string; readonly name: string }[];
  /** The desk's own names that mean nothing to Deskside. */
  readonly unrecognised: readonly string[];
  /** What Deskside looked for and did not find. */
  readonly notFound: readonly string[];
}

/** How the dates of a desk are read. */
export interface DateFacts {
  readonly order: 'mdy' | 'dmy';
  readonly orderFrom: 'settings' | 'data' | 'usual';
  readonly zone: string;
  readonly zoneFrom: 'settings' | 'data' | 'usual';
}

/** What a connector finds out about its desk by asking; nothing is changed on the desk. */
export interface DeskFacts {
  /** The address as it is asked, without its query. */
  readonly address: string;
  /** In the system's own words, such as the flavour of the API or the spelling of the address that answered. */
  readonly flavour: string;
  /** Whether the credentials were taken. */
  readonly credentials: 'accepted' | 'refused' | 'unknown';
  /** How dates are read, and from what that is known; absent where they need no reading. */
  readonly dates?: DateFacts;
  /** The difference of the desk's clock to this machine's in seconds, where its answers tell; positive: ahead. */
  readonly clockSkewSeconds?: number;
  readonly quota?: QuotaState;
  readonly actions: readonly ActionFacts[];
}

/** A check-up of a desk: what the network says, then what the desk says. */
export interface Examination {
  /** ISO 8601. */
  readonly at: string;
  readonly network: NetworkFacts;
  /** Absent when the desk could not be reached at all; `failure` says why. */
  readonly desk?: DeskFacts;
  readonly failure?: DeskFailure;
}
