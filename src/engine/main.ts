import type { AskGuest } from '../model/guest.ts';
import { connectors } from './connectors.ts';
import { DeskEngine } from './deskEngine.ts';
import type { Engine } from './engine.ts';

/** The engine in the caller's own thread, with all systems. `folder` is where copies of desks are kept. */
export function createEngine(folder: string, askGuest?: AskGuest): Engine {
  return new DeskEngine(connectors, folder, askGuest ? { askGuest } : {});
}
