import type { Authors } from '../model/arrival.ts';
import type { DeskConfig } from '../model/desk.ts';
import type { DeskDates } from '../wire/deskDates.ts';
import type { ActionLists } from './actions.ts';
import type { TeamSupportClient } from './client.ts';
import type { CustomFields } from './customFields.ts';
import type { Directory } from './directory.ts';

/** What the parts of the connector work with. */
export interface Context {
  readonly client: TeamSupportClient;
  readonly config: DeskConfig;
  readonly dates: DeskDates;
  readonly directory: Directory;
  readonly actions: ActionLists;
  readonly custom: CustomFields;
  /** Under whose name the desk files what is written. */
  readonly authors: { readonly actions: Authors; readonly tickets: Authors };
}
