import type { ConnectorFactory } from '../model/desk.ts';
import { readydesk } from '../readydesk/connector.ts';
import { teamsupport } from '../teamsupport/connector.ts';

/** Every system Deskside speaks to. Adding one is adding a folder on this floor's underside and a line here. */
export const connectors: readonly ConnectorFactory[] = [readydesk, teamsupport];
