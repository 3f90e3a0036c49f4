import assert from 'node:assert/strict';

/** Waits until something is so that nothing tells of. */
export async function eventually(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await look()); await new Promise(resolve => setTimeout(resolve, 100)))
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
}
