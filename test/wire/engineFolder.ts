import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectors } from '../../src/engine/connectors.ts';
import { DeskEngine } from '../../src/engine/deskEngine.ts';
import type { Pauses } from '../../src/engine/outbox/pauses.ts';
import type { ConnectorFactory } from '../../src/model/desk.ts';

/** An engine in this thread, with a folder of its own that goes away when it is disposed. */
export class TestEngine extends DeskEngine {
  readonly folder: string;

  constructor(systems: readonly ConnectorFactory[] = connectors, pauses?: Pauses) {
    const folder = mkdtempSync(join(tmpdir(), 'deskside-engine-'));
    super(systems, folder, pauses ? { pauses } : {});
    this.folder = folder;
  }

  override async dispose(): Promise<void> {
    await super.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
