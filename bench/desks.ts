import type { DeskConfig } from '../src/model/desk.ts';
import type { SampleDesk } from '../test/wire/sampleDesk.ts';

export type System = 'teamsupport' | 'readydesk';

/** As the two systems are called in figures. */
export const labels: Readonly<Record<System, string>> = { teamsupport: 'TeamSupport', readydesk: 'ReadyDesk' };

/** One side of a sample desk as a user would have connected it, at its own address or at one in front of it. */
export function deskOf(
  desk: SampleDesk,
  system: System,
  origin?: string,
): { readonly config: DeskConfig; readonly secret: string } {
  const { readydesk, teamsupport } = desk;
  const address = (url: string) => (origin ? new URL(new URL(url).pathname, origin).href : url);
  const common = { id: `bench-${system}`, name: labels[system], system };
  return system === 'readydesk'
    ? { config: { ...common, address: address(readydesk.url) }, secret: readydesk.key }
    : {
        config: { ...common, address: address(teamsupport.url), organizationId: teamsupport.organizationId },
        secret: teamsupport.token,
      };
}
