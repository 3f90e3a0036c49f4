import type { Engine } from '../engine/engine.ts';
import { forwarding, methods } from '../engine/methods.ts';

/** What of the engine is listened to, and how to begin. */
type Listening = Pick<Engine, 'onChange' | 'onRequest' | 'onUsage'>;

/**
 * An engine that is loaded by the first question asked of it, so that activation costs nothing. Listening does not
 * load it, nor does saying how it is to be: `load` tells that itself. Disposing one that was never loaded does nothing.
 * What failed to load is loaded again by the next question.
 */
export function lazyEngine(load: () => Promise<Engine>): Engine {
  const listeners: { readonly [L in keyof Listening]: Set<Parameters<Listening[L]>[0]> } = {
    onChange: new Set(),
    onRequest: new Set(),
    onUsage: new Set(),
  };
  let loading: Promise<Engine> | undefined;

  const loaded = () => {
    if (loading) return loading;
    const started = load().then(engine => {
      engine.onChange(change => {
        for (const listener of listeners.onChange) listener(change);
      });
      engine.onRequest((deskId, entry) => {
        for (const listener of listeners.onRequest) listener(deskId, entry);
      });
      engine.onUsage((deskId, usage) => {
        for (const listener of listeners.onUsage) listener(deskId, usage);
      });
      return engine;
    });
    loading = started;
    started.catch(() => {
      if (loading === started) loading = undefined;
    });
    return started;
  };

  const listen = <T>(set: Set<T>, listener: T) => {
    set.add(listener);
    return () => set.delete(listener);
  };

  return {
    ...forwarding(async (method, args) => {
      if (methods[method] === 'state' && !loading) return undefined;
      const engine = await loaded();
      const ask = engine[method] as (...args: readonly unknown[]) => Promise<unknown>;
      return ask.apply(engine, [...args]);
    }),
    onChange: listener => listen(listeners.onChange, listener),
    onRequest: listener => listen(listeners.onRequest, listener),
    onUsage: listener => listen(listeners.onUsage, listener),
    async dispose() {
      listeners.onChange.clear();
      const engine = await loading?.catch(() => undefined);
      await engine?.dispose();
      listeners.onRequest.clear();
      listeners.onUsage.clear();
    },
  };
}
