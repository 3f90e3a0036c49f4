import { connectors } from './connectors.ts';
import { DeskEngine } from './deskEngine.ts';
import type { Engine } from './engine.ts';

/** The engine as its own bundle exports it. */
export function createEngine(): Engine {
  return new DeskEngine(connectors);
}
