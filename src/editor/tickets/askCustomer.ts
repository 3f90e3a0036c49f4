import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Customer } from '../../model/directory.ts';
import { CommandFailed } from '../commandRunner.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import { askChoice, type ChoiceItem, type FlowPlace } from '../input.ts';

/** Customers shown at a time. */
const customersShown = 50;

/**
 * Lets the user pick a customer; what is typed is searched on the desk.
 * @param options `none`: what choosing nobody is called; without it somebody must be chosen
 */
export function askCustomer(
  place: FlowPlace,
  engine: Engine,
  { config: { id: deskId, name: deskName } }: ReadyDesk,
  options: { readonly none?: string } = {},
): Promise<Customer | undefined> {
  const { t } = vscode.l10n;
  const none: ChoiceItem<Customer | undefined>[] = options.none ? [{ label: options.none, value: undefined }] : [];
  return askChoice<Customer | undefined>(place, {
    placeholder: t('Customer: type to search'),
    nothing: t('No such customer'),
    items: async (typed, signal) => {
      const found = await engine.customers(deskId, typed, customersShown, signal);
      if (!found.ok) throw new CommandFailed(found.failure, deskName, deskId);
      const items = found.value.map(each => ({
        label: each.name,
        description: [each.company, each.email].filter(Boolean).join(' · '),
        value: each,
      }));
      return typed ? items : [...none, ...items];
    },
  });
}
