import type { Engine, EngineChange } from '../engine/engine.ts';
import type { RequestEntry, RequestUsage } from '../model/network.ts';

/**
 * An engine that is loaded by the first question asked of it, so that activation costs nothing. Listening does not
 * load it; disposing one that was never loaded does nothing. What failed to load is loaded again by the next question.
 */
export function lazyEngine(load: () => Promise<Engine>): Engine {
  const listeners = new Set<(change: EngineChange) => void>();
  const requestListeners = new Set<(deskId: string, entry: RequestEntry) => void>();
  const usageListeners = new Set<(deskId: string, usage: RequestUsage) => void>();
  let loading: Promise<Engine> | undefined;

  const loaded = () => {
    if (loading) return loading;
    const started = load().then(engine => {
      engine.onChange(change => {
        for (const listener of listeners) listener(change);
      });
      engine.onRequest((deskId, entry) => {
        for (const listener of requestListeners) listener(deskId, entry);
      });
      engine.onUsage((deskId, usage) => {
        for (const listener of usageListeners) listener(deskId, usage);
      });
      return engine;
    });
    loading = started;
    started.catch(() => {
      if (loading === started) loading = undefined;
    });
    return started;
  };

  return {
    systems: async () => (await loaded()).systems(),
    configure: async (...args) => (await loaded()).configure(...args),
    open: async (...args) => (await loaded()).open(...args),
    close: async (...args) => (await loaded()).close(...args),
    check: async (...args) => (await loaded()).check(...args),
    examine: async (...args) => (await loaded()).examine(...args),
    mirror: async (...args) => (await loaded()).mirror(...args),
    attend: async (...args) => (await loaded()).attend(...args),
    list: async (...args) => (await loaded()).list(...args),
    counts: async (...args) => (await loaded()).counts(...args),
    groupsIn: async (...args) => (await loaded()).groupsIn(...args),
    search: async (...args) => (await loaded()).search(...args),
    namesOf: async (...args) => (await loaded()).namesOf(...args),
    furtherFields: async (...args) => (await loaded()).furtherFields(...args),
    sync: async (...args) => (await loaded()).sync(...args),
    syncState: async (...args) => (await loaded()).syncState(...args),
    clear: async (...args) => (await loaded()).clear(...args),
    tickets: async (...args) => (await loaded()).tickets(...args),
    details: async (...args) => (await loaded()).details(...args),
    find: async (...args) => (await loaded()).find(...args),
    groups: async (...args) => (await loaded()).groups(...args),
    technicians: async (...args) => (await loaded()).technicians(...args),
    customers: async (...args) => (await loaded()).customers(...args),
    pickLists: async (...args) => (await loaded()).pickLists(...args),
    customerCard: async (...args) => (await loaded()).customerCard(...args),
    articles: async (...args) => (await loaded()).articles(...args),
    article: async (...args) => (await loaded()).article(...args),
    ticketFields: async (...args) => (await loaded()).ticketFields(...args),
    resources: async (...args) => (await loaded()).resources(...args),
    records: async (...args) => (await loaded()).records(...args),
    record: async (...args) => (await loaded()).record(...args),
    recordFile: async (...args) => (await loaded()).recordFile(...args),
    createRecord: async (...args) => (await loaded()).createRecord(...args),
    uploadRecordFile: async (...args) => (await loaded()).uploadRecordFile(...args),
    updateRecord: async (...args) => (await loaded()).updateRecord(...args),
    removeRecord: async (...args) => (await loaded()).removeRecord(...args),
    linkRecord: async (...args) => (await loaded()).linkRecord(...args),
    unlinkRecord: async (...args) => (await loaded()).unlinkRecord(...args),
    createTicket: async (...args) => (await loaded()).createTicket(...args),
    addNote: async (...args) => (await loaded()).addNote(...args),
    logTime: async (...args) => (await loaded()).logTime(...args),
    updateTicket: async (...args) => (await loaded()).updateTicket(...args),
    linkCustomer: async (...args) => (await loaded()).linkCustomer(...args),
    unlinkCustomer: async (...args) => (await loaded()).unlinkCustomer(...args),
    image: async (...args) => (await loaded()).image(...args),
    forget: async (...args) => (await loaded()).forget(...args),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onRequest(listener) {
      requestListeners.add(listener);
      return () => requestListeners.delete(listener);
    },
    onUsage(listener) {
      usageListeners.add(listener);
      return () => usageListeners.delete(listener);
    },
    async dispose() {
      listeners.clear();
      const engine = await loading?.catch(() => undefined);
      await engine?.dispose();
      requestListeners.clear();
      usageListeners.clear();
    },
  };
}
