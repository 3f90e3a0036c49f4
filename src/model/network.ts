import type { DeskFailure } from './errors.ts';

/** How requests get out of this machine: VS Code's own network settings and one of Deskside's. Holds a secret. */
export interface NetworkSettings {
  /** `http.proxy`; absent: the environment's proxy variables hold. */
  readonly proxy?: string;
  /** `http.noProxy`: hosts that are asked directly, in the forms that the `NO_PROXY` variable knows. */
  readonly noProxy: readonly string[];
  /** `http.proxyAuthorization`: the whole value of a `Proxy-Authorization` header. A secret. */
  readonly proxyAuthorization?: string;
  /** `http.proxyStrictSSL`: certificates must be trusted, those of the desk and of an https proxy. */
  readonly strictSsl: boolean;
  /** `http.proxySupport` is not `off`. */
  readonly useProxy: boolean;
  /** `http.systemCertificates`: the authorities that this machine trusts are trusted beside Node's own. */
  readonly useSystemCertificates: boolean;
  /** Absolute path of a PEM file of further authorities to trust. */
  readonly caFile?: string;
}

/** What holds when nothing is set. */
export const defaultNetwork: NetworkSettings = {
  noProxy: [],
  strictSsl: true,
  useProxy: true,
  useSystemCertificates: true,
};

/** One request as the log tells it. Nothing in it is secret. */
export interface RequestEntry {
  /** ISO 8601: when it was sent. */
  readonly at: string;
  readonly method: string;
  /** Without secrets; of the query all names, but only values of a harmless shape. */
  readonly address: string;
  /** Absent when nothing was answered. */
  readonly status?: number;
  /** Until all of the answer was there. */
  readonly milliseconds: number;
  /** Bytes of the answer's body after decompression; absent where another extension asked. */
  readonly bytes?: number;
  /** 1 for the first; reads are tried again. */
  readonly attempt: number;
  readonly failure?: Pick<DeskFailure, 'reason' | 'detail' | 'code'>;
}

/** Requests made to a desk, for its daily quota. Plain data that outlives a session. */
export interface RequestUsage {
  /** Requests by hour; keys are ISO 8601 hours (`2026-11-22T01`), at most the last 25. */
  readonly hours: Readonly<Record<string, number>>;
  /** ISO 8601: since when the desk says that its quota is spent; absent while it does not. */
  readonly spentSince?: string;
  /** ISO 8601: when asking again makes sense. */
  readonly tryAgainAt?: string;
}

/** A daily quota as a check-up tells it. */
export interface QuotaState {
  /** Requests counted here in the last 24 hours. */
  readonly used: number;
  /** Requests a day that are reckoned with. */
  readonly limit: number;
  /** Where the limit comes from: the user's settings, or the only figure that is known of any account. */
  readonly limitFrom: 'settings' | 'usual';
  readonly spentSince?: string;
  readonly tryAgainAt?: string;
}
