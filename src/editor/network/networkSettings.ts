import { homedir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { NetworkSettings } from '../../model/network.ts';
import { settings } from '../ids.ts';

const text = v.fallback(v.pipe(v.string(), v.trim()), '');

/**
 * How requests get out by the user's settings. What a workspace says about it does not count: it must not send what is
 * secret by a proxy of its own, nor have a certificate of its own trusted.
 */
export function readNetworkSettings(): NetworkSettings {
  const proxy = v.parse(text, own('http', 'proxy'));
  const proxyAuthorization = v.parse(text, own('http', 'proxyAuthorization'));
  const caFile = v.parse(text, own(settings.section, settings.caFile));
  return {
    ...(proxy ? { proxy } : {}),
    ...(proxyAuthorization ? { proxyAuthorization } : {}),
    ...(caFile ? { caFile: fromHome(caFile) } : {}),
    noProxy: v.parse(v.fallback(v.array(text), []), own('http', 'noProxy')),
    strictSsl: own('http', 'proxyStrictSSL') !== false,
    useProxy: own('http', 'proxySupport') !== 'off',
    useSystemCertificates: own('http', 'systemCertificates') !== false,
  };
}

function own(section: string, key: string): unknown {
  const found = vscode.workspace.getConfiguration(section).inspect<unknown>(key);
  return found?.globalValue ?? found?.defaultValue;
}

function fromHome(path: string): string {
  return /^~(?=$|[/\\])/.test(path) ? join(homedir(), path.slice(1)) : path;
}
