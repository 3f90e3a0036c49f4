import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/extension.ts';
import type { DeskConfig } from '../../src/model/desk.ts';

/** The running extension's parts, all of them loaded. */
export async function extensionUnderTest(): Promise<TestApi> {
  const extension = vscode.extensions.getExtension<(() => Promise<TestApi>) | undefined>('deskside.deskside');
  assert.ok(extension, 'VS Code does not know the extension');
  const load = await extension.activate();
  assert.ok(load, 'the extension does not know that it is tested');
  return load();
}

/** The desks of the sample desk that the launcher started, as a user would have connected them, with their secrets. */
export function sampleDesks(): { readonly config: DeskConfig; readonly secret: string }[] {
  const line = process.env.DESKSIDE_TEST_SAMPLE_DESK;
  assert.ok(line, 'the launcher names no sample desk');
  const { readydesk, teamsupport } = JSON.parse(line);
  return [
    {
      config: { id: 'test-readydesk', name: 'Acme ReadyDesk', system: 'readydesk', address: readydesk.url },
      secret: readydesk.key,
    },
    {
      config: {
        id: 'test-teamsupport',
        name: 'Acme TeamSupport',
        system: 'teamsupport',
        address: teamsupport.url,
        organizationId: teamsupport.organizationId,
      },
      secret: teamsupport.token,
    },
  ];
}

/** Waits until `look` gives something; fails with `what` when the time is up. */
export async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<Awaited<T>>> {
  const end = Date.now() + 30_000;
  for (;;) {
    const seen = await look();
    if (seen) return seen as NonNullable<Awaited<T>>;
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
    // A look now and then leaves the extension host, which the looking shares, the time to get there.
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
