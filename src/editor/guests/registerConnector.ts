import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Connector } from '../../../api/deskside.d.ts';
import { extensionOf, type GuestSystem } from '../../model/guest.ts';
import type { Guests } from './guests.ts';

const line = v.pipe(v.string(), v.trim(), v.regex(/^\P{Cc}+$/u), v.maxLength(200));

const described = v.object({
  system: v.pipe(v.string(), v.toLowerCase(), v.maxLength(120), v.regex(/^[\w-]+\.[\w-]+(?:\/[\w-]+)?$/)),
  label: v.pipe(line, v.maxLength(60)),
  addressExample: line,
  addressDefault: v.optional(line),
  secretKind: v.picklist(['key', 'token']),
  secretPath: line,
  can: v.object({
    notes: v.array(v.picklist(['public', 'internal', 'plain'])),
    logTime: v.boolean(),
    editFields: v.boolean(),
    customerRequired: v.boolean(),
  }),
  open: v.function(),
});

/**
 * Makes the system of a connector one that can be connected, until it is disposed of.
 * @throws Error which member is not as it must be, or why the system is not this extension's
 */
export function registerConnector(guests: Guests, connector: Connector): vscode.Disposable {
  const parsed = v.safeParse(described, connector);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new Error(`A connector of Deskside is not as it must be, at ${v.getDotPath(issue) ?? ''}: ${issue.message}`);
  }
  const { system } = parsed.output;
  const extension = vscode.extensions.getExtension(extensionOf(system));
  if (!extension) throw new Error(`${system} must begin with the id of the extension that connects it.`);
  if (guests.has(system)) throw new Error(`${system} is registered already.`);
  return guests.add({ system: guestSystem(parsed.output, extension.id), connector });
}

function guestSystem(connector: v.InferOutput<typeof described>, extension: string): GuestSystem {
  const { system, label, addressExample, addressDefault, secretKind, secretPath, can } = connector;
  return {
    info: {
      ...{ system, label, addressExample, asksOrganizationId: false, secretKind, secretPath, extension },
      ...(addressDefault === undefined ? {} : { addressDefault }),
    },
    capabilities: {
      noteVisibilities: can.notes,
      logTime: can.logTime,
      timeVisibility: false,
      changeTime: false,
      customerRequired: can.customerRequired,
      editFields: can.editFields,
      filterFields: false,
      attach: false,
      linkCustomers: false,
      articles: false,
      ticketAssets: false,
      ticketSchedules: false,
      cardParts: [],
      depthsAtOnce: 1,
    },
  };
}
