import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { DeskError } from '../model/errors.ts';
import type { NetworkSettings } from '../model/network.ts';
import { said } from '../model/said.ts';

/** Of a file with certificates no more is read; all authorities of a large company are some 200 KB. */
const FILE_LIMIT = 8 * 1024 * 1024;
/** To the end of the file where a certificate is cut off. */
const PEM = /-----BEGIN CERTIFICATE-----[\s\S]*?(?:-----END CERTIFICATE-----|$)/g;

/** Whom secure connections trust. The same object for as long as nothing has changed. */
export interface Trust {
  /** What `tls.connect` takes. Made once: reading hundreds of authorities for each connection takes its time. */
  readonly tls: { readonly secureContext: SecureContext; readonly rejectUnauthorized: boolean };
  /** How many certificates the user's file brings. */
  readonly extra: number;
}

interface AuthoritiesFile {
  readonly version: string;
  readonly certificates: Promise<readonly string[]>;
}

const files = new Map<string, AuthoritiesFile>();
const made = new Map<string, { readonly from: readonly string[]; readonly trust: Trust }>();

/**
 * Node's own authorities, those of this machine (companies install theirs for self-hosted desks) unless that is
 * switched off, and those of the user's file, which is read again when it has changed.
 * @throws DeskError `badInput` when the file cannot be used; names the file, never what is in it
 */
export async function trustOf(network: NetworkSettings): Promise<Trust> {
  const extra = network.caFile === undefined ? none : await certificatesOf(network.caFile);
  const key = `${network.useSystemCertificates} ${network.strictSsl} ${network.caFile ?? ''}`;
  const before = made.get(key);
  if (before?.from === extra) return before.trust;
  const secureContext = createSecureContext({ ca: [...usual(network.useSystemCertificates), ...extra] });
  const trust = { tls: { secureContext, rejectUnauthorized: network.strictSsl }, extra: extra.length };
  made.set(key, { from: extra, trust });
  return trust;
}

const none: readonly string[] = [];

function usual(withSystem: boolean): Set<string> {
  return new Set([...getCACertificates('default'), ...(withSystem ? getCACertificates('system') : [])]);
}

/** The certificates of a file; the same array while the file is the same. */
async function certificatesOf(file: string): Promise<readonly string[]> {
  if (!isAbsolute(file)) throw unusable(file, said`is not an absolute path`);
  const facts = await stat(file).catch((thrown: unknown) => {
    throw unusable(file, said`cannot be read${codeOf(thrown)}`);
  });
  if (!facts.isFile()) throw unusable(file, said`is not a file`);
  if (facts.size > FILE_LIMIT) throw unusable(file, said`is too large`);
  const version = `${facts.mtimeMs} ${facts.size} ${facts.ino}`;
  const known = files.get(file);
  if (known?.version === version) return known.certificates;
  const certificates = parse(file);
  files.set(file, { version, certificates });
  certificates.catch(() => {
    // What made the file unreadable may end without changing it.
    if (files.get(file)?.certificates === certificates) files.delete(file);
  });
  return certificates;
}

async function parse(file: string): Promise<readonly string[]> {
  const text = await readFile(file, 'latin1').catch((thrown: unknown) => {
    throw unusable(file, said`cannot be read${codeOf(thrown)}`);
  });
  const certificates = text.match(PEM) ?? [];
  if (certificates.length === 0) throw unusable(file, said`holds no certificates in PEM form`);
  for (const [index, certificate] of certificates.entries()) {
    try {
      new X509Certificate(certificate);
    } catch {
      throw unusable(file, said`is malformed: its certificate number ${index + 1} cannot be read`);
    }
  }
  return certificates;
}

function unusable(file: string, what: string): DeskError {
  return new DeskError({ reason: 'badInput', detail: said`The file with certificates, ${file}, ${what}.` });
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? ` (${thrown.code})` : '';
}
