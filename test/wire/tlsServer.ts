import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type Server as HttpServer, createServer as plainServer, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import forge from 'node-forge';

/** A key and the chain of certificates that a server shows, in PEM form. */
export interface Credentials {
  readonly key: string;
  readonly cert: string;
}

export interface Leaf {
  /** DNS names and IP addresses that it is made for. */
  readonly names: readonly string[];
  /** Days from now; the past for one that has expired. */
  readonly validDays?: number;
}

export interface Authority {
  /** Its own certificate. */
  readonly pem: string;
  readonly fingerprint: string;
  issue(leaf: Leaf): Credentials;
}

const day = 24 * 60 * 60 * 1000;
let serial = 1;

function newKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const key = forge.pki.privateKeyFromPem(pem);
  return { pem, key, publicKey: forge.pki.setRsaPublicKey(key.n, key.e) };
}

function certificate(subject: string, issuer: string, validDays: number) {
  const made = forge.pki.createCertificate();
  made.serialNumber = (serial++).toString(16).padStart(4, '0');
  made.validity.notBefore = new Date(Date.now() + Math.min(0, validDays * day) - day);
  made.validity.notAfter = new Date(Date.now() + validDays * day);
  made.setSubject([{ name: 'commonName', value: subject }]);
  made.setIssuer([{ name: 'commonName', value: issuer }]);
  return made;
}

/** An authority that nobody trusts by itself. Keys are made anew each time and never kept. */
export function makeAuthority(name: string): Authority {
  const own = newKey();
  const root = certificate(name, name, 30);
  root.publicKey = own.publicKey;
  root.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ]);
  root.sign(own.key, forge.md.sha256.create());
  const pem = forge.pki.certificateToPem(root);
  return {
    pem,
    fingerprint: new X509Certificate(pem).fingerprint256,
    issue({ names, validDays = 10 }) {
      const leaf = newKey();
      const made = certificate(names[0] ?? 'nobody', name, validDays);
      made.publicKey = leaf.publicKey;
      const altNames = names.map(each => (/^[\d.]+$/.test(each) ? { type: 7, ip: each } : { type: 2, value: each }));
      made.setExtensions([
        { name: 'basicConstraints', cA: false },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames },
      ]);
      made.sign(own.key, forge.md.sha256.create());
      return { key: leaf.pem, cert: forge.pki.certificateToPem(made) + pem };
    },
  };
}

export interface WebServer {
  readonly port: number;
  /** Connections made so far. */
  readonly connections: () => number;
  readonly server: HttpServer;
  stop(): Promise<void>;
}

/** A web server on this machine, encrypted when it is given credentials. */
export async function startWebServer(listener: RequestListener, credentials?: Credentials): Promise<WebServer> {
  const server = credentials ? createServer(credentials, listener) : plainServer(listener);
  let connections = 0;
  server.on('connection', () => {
    connections++;
  });
  server.on('clientError', (_, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    server,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
