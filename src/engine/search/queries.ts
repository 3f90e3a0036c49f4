import type { NameField, Search, SearchHit, Sort } from '../../model/search.ts';
import type { TicketSummary } from '../../model/ticket.ts';
import type { TicketGroup } from '../engine.ts';
import type { Store } from '../store/store.ts';

/** Who asks: for `mine`. */
export interface Asker {
  readonly technicianId?: string;
  readonly technicianName?: string;
}

/** Lists, counts, groups and searches of one store. Each call looks at one committed state. */
export class Queries {
  constructor(_store: Store, _asker: Asker) {
    // Written with the class.
  }

  list(_search: Search, _sort: Sort, _limit: number): { readonly tickets: TicketSummary[]; readonly total: number } {
    throw new Error('not written yet');
  }

  count(_search: Search): number {
    throw new Error('not written yet');
  }

  groups(_search: Search, _field: NameField): TicketGroup[] {
    throw new Error('not written yet');
  }

  /** The best hits that can be found in about `milliseconds`; `partial` when that was not enough. */
  find(
    _search: Search,
    _limit: number,
    _milliseconds: number,
  ): { readonly hits: readonly SearchHit[]; readonly partial: boolean } {
    throw new Error('not written yet');
  }

  /** All is looked through, in short pieces with pauses between them. */
  findThoroughly(_search: Search, _limit: number, _signal?: AbortSignal): Promise<readonly SearchHit[]> {
    throw new Error('not written yet');
  }

  names(_field: NameField, _text: string, _limit: number): readonly string[] {
    throw new Error('not written yet');
  }

  furtherFields(): readonly string[] {
    throw new Error('not written yet');
  }
}
