import type { AttentionState, NeedsMe } from '../model/attention.ts';
import { asResult, type Result } from '../model/errors.ts';
import type { Notice } from '../model/notice.ts';
import type { Engine } from './engine.ts';
import { RecordCalls } from './recordCalls.ts';
import type { Store } from './store/store.ts';

type Named = 'needsMe' | 'attention' | 'muteTickets' | 'seeTicket' | 'putOffNotices' | 'takeNotices';

/** The engine's questions about what wants the user. All from this machine alone. */
export abstract class AttentionCalls extends RecordCalls implements Pick<Engine, Named> {
  needsMe(deskId: string, limit: number, signal?: AbortSignal): Promise<Result<NeedsMe>> {
    return asResult(async () => {
      const { mirror } = await this.desk(deskId);
      await mirror.first(signal);
      return mirror.use(({ queries }) => queries.needsMe(limit));
    });
  }

  attention(deskId: string): Promise<Result<AttentionState>> {
    return asResult(async () => (await this.desk(deskId)).mirror.use(({ store }) => store.attention.state()));
  }

  muteTickets(deskId: string, ticketIds: readonly string[], muted: boolean): Promise<Result<void>> {
    return this.#change(deskId, ({ attention }) => attention.mute(ticketIds, muted));
  }

  seeTicket(deskId: string, ticketId?: string): Promise<Result<void>> {
    return this.#change(deskId, ({ attention }) => attention.see(ticketId));
  }

  putOffNotices(deskId: string, notices: readonly Notice[]): Promise<Result<void>> {
    return this.#change(deskId, ({ attention }) => attention.putOff(notices, Date.now()));
  }

  takeNotices(deskId: string): Promise<Result<readonly Notice[]>> {
    return this.#change(deskId, ({ attention }) => attention.takeLater());
  }

  #change<T>(deskId: string, change: (store: Store) => T): Promise<Result<T>> {
    return asResult(async () => {
      const desk = await this.desk(deskId);
      const value = await desk.mirror.use(({ store }) => change(store));
      await desk.attends();
      return value;
    });
  }
}
