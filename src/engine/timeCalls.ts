import { asResult, DeskError, type Result } from '../model/errors.ts';
import type { CountedPart, Overview, OverviewQuestion } from '../model/overview.ts';
import type { NamedRef } from '../model/ticket.ts';
import type { LoggedTime, Span, TimeChange } from '../model/timesheet.ts';
import { AttentionCalls } from './attentionCalls.ts';
import type { Engine } from './engine.ts';
import { loggedTime, timeCategories, type Whose } from './loggedTime.ts';

/** The engine's questions about logged time, and about what tickets come to. */
export abstract class TimeCalls
  extends AttentionCalls
  implements Pick<Engine, 'loggedTime' | 'timeCategories' | 'readTime' | 'overview' | 'ticketsCounted' | 'changeTime'>
{
  abstract outbox(deskId?: string): ReturnType<Engine['outbox']>;

  loggedTime(deskId: string, span: Span, whose: Whose): Promise<Result<LoggedTime>> {
    return asResult(async () => {
      const { mirror, config } = await this.desk(deskId);
      const outbox = await this.outbox(deskId);
      return mirror.use(({ store }) => loggedTime(store, config, span, whose, outbox));
    });
  }

  timeCategories(deskId: string): Promise<Result<readonly NamedRef[]>> {
    return asResult(async () => (await this.desk(deskId)).mirror.use(({ store }) => timeCategories(store)));
  }

  readTime(deskId: string, ticketIds: readonly string[], signal?: AbortSignal): Promise<Result<void>> {
    return asResult(async () => {
      const { reader } = await this.desk(deskId);
      for (const ticketId of ticketIds) {
        if (signal?.aborted) throw new DeskError({ reason: 'cancelled' });
        const read = await asResult(() => reader.details(ticketId, true, signal));
        const failure = read.ok ? read.value.failure : read.failure;
        // A ticket that is gone is no reason to leave the others unread.
        if (failure && failure.reason !== 'notFound') throw new DeskError(failure);
      }
    });
  }

  overview(deskId: string, question: OverviewQuestion): Promise<Result<Overview>> {
    return asResult(async () => (await this.desk(deskId)).mirror.use(({ queries }) => queries.overview(question)));
  }

  ticketsCounted(deskId: string, part: CountedPart, limit: number): ReturnType<Engine['ticketsCounted']> {
    return asResult(async () =>
      (await this.desk(deskId)).mirror.use(({ queries }) => queries.ticketsCounted(part, limit)),
    );
  }

  changeTime(
    deskId: string,
    ticketId: string,
    entryId: string,
    change: TimeChange,
    signal?: AbortSignal,
  ): Promise<Result<void>> {
    return asResult(async () => {
      const { helpDesk, reader, mirror } = await this.desk(deskId);
      mirror.sync.wrote(ticketId);
      try {
        await helpDesk.changeTime(ticketId, entryId, change, signal);
      } finally {
        // Also when nobody knows whether it arrived: the ticket tells.
        reader.wrote(ticketId);
      }
      // What is asked for next has it; that it cannot be read now takes nothing from what was written.
      await asResult(() => reader.details(ticketId, true, signal));
    });
  }
}
