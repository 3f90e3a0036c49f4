import * as vscode from 'vscode';
import type { ActiveTicket, DesksideApi, DesksideExports, TicketsChange } from '../../../api/deskside.d.ts';
import { tinyConnector } from './tinyConnector.ts';

/** What the tests see of this extension. */
export interface ConsumerExports {
  readonly api: DesksideApi;
  /** What Deskside told, newest last. */
  readonly heard: {
    readonly tickets: TicketsChange[];
    readonly active: (ActiveTicket | undefined)[];
    desks: number;
  };
  /** Takes the connector away, or registers it again. */
  register(): vscode.Disposable;
  unregister(): void;
}

/** Registers a connector, and listens. */
export async function activate(context: vscode.ExtensionContext): Promise<ConsumerExports> {
  const deskside = vscode.extensions.getExtension<DesksideExports>('deskside.deskside');
  if (!deskside) throw new Error('Deskside is not installed.');
  const api = await (await deskside.activate()).getApi(1);

  const connector = tinyConnector(context.extension.id);
  const register = () => api.registerConnector(connector);
  let registered = register();

  const heard: ConsumerExports['heard'] = { tickets: [], active: [], desks: 0 };
  context.subscriptions.push(
    { dispose: () => registered.dispose() },
    api.onDidChangeTickets(change => heard.tickets.push(change)),
    api.onDidChangeActiveTicket(ticket => heard.active.push(ticket)),
    api.onDidChangeDesks(() => {
      heard.desks++;
    }),
  );
  return {
    api,
    heard,
    register: () => {
      registered = register();
      return registered;
    },
    unregister: () => registered.dispose(),
  };
}
