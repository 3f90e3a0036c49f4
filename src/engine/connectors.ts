import type { ConnectorFactory } from '../model/desk.ts';
import { readydesk } from '../readydesk/connector.ts';
import { teamsupport } from '../teamsupport/connector.ts';

/** Every system Deskside speaks to. A new one is a folder on the floor below and a line here. */
export const connectors: readonly ConnectorFactory[] = [readydesk, teamsupport];
