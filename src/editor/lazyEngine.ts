import type { Engine, EngineChange } from '../engine/engine.ts';

/**
 * An engine that is loaded by the first question asked of it, so that activation costs nothing. Listening does not
 * load it; disposing one that was never loaded does nothing. What failed to load is loaded again by the next question.
 */
export function lazyEngine(load: () => Promise<Engine>): Engine {
  const listeners = new Set<(change: EngineChange) => void>();
  let loading: Promise<Engine> | undefined;

  const loaded = () => {
    if (loading) return loading;
    const started = load().then(engine => {
      engine.onChange(change => {
        for (const listener of listeners) listener(change);
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
    open: async (...args) => (await loaded()).open(...args),
    close: async (...args) => (await loaded()).close(...args),
    check: async (...args) => (await loaded()).check(...args),
    tickets: async (...args) => (await loaded()).tickets(...args),
    details: async (...args) => (await loaded()).details(...args),
    find: async (...args) => (await loaded()).find(...args),
    groups: async (...args) => (await loaded()).groups(...args),
    technicians: async (...args) => (await loaded()).technicians(...args),
    customers: async (...args) => (await loaded()).customers(...args),
    pickLists: async (...args) => (await loaded()).pickLists(...args),
    createTicket: async (...args) => (await loaded()).createTicket(...args),
    addNote: async (...args) => (await loaded()).addNote(...args),
    logTime: async (...args) => (await loaded()).logTime(...args),
    image: async (...args) => (await loaded()).image(...args),
    forget: async (...args) => (await loaded()).forget(...args),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async dispose() {
      listeners.clear();
      const engine = await loading?.catch(() => undefined);
      await engine?.dispose();
    },
  };
}
