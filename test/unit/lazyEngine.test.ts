import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lazyEngine } from '../../src/editor/lazyEngine.ts';
import { defaultNetwork } from '../../src/model/network.ts';
import { TestEngine } from '../wire/engineFolder.ts';

describe('an engine that loads when first asked', () => {
  it('is loaded again after it could not be loaded', async () => {
    let loads = 0;
    const engine = lazyEngine(async () => {
      if (++loads === 1) throw new Error('the disk is busy');
      return new TestEngine();
    });
    await assert.rejects(engine.systems(), /busy/);
    assert.ok((await engine.systems()).length > 1);
    assert.ok((await engine.systems()).length > 1);
    assert.equal(loads, 2);
    await engine.dispose();
  });

  it('is not loaded by listening to it, nor by being told how to be', async () => {
    let loads = 0;
    const engine = lazyEngine(async () => {
      loads++;
      return new TestEngine();
    });
    const stop = [engine.onChange(() => undefined), engine.onRequest(() => undefined), engine.onUsage(() => undefined)];
    await engine.attend(true);
    await engine.mirror({ tickets: 'open', days: 1, notices: false });
    await engine.configure(defaultNetwork);
    await engine.close('nobody');
    await engine.forget('nobody');
    for (const each of stop) each();
    await engine.dispose();
    assert.equal(loads, 0);
  });

  it('is disposed without complaint when it could not be loaded, or never was', async () => {
    let fail: (thrown: Error) => void = () => undefined;
    const engine = lazyEngine(
      () =>
        new Promise((_, reject) => {
          fail = reject;
        }),
    );
    await engine.dispose();
    const asked = assert.rejects(engine.systems(), /gone/);
    const disposed = engine.dispose();
    fail(new Error('gone'));
    await Promise.all([asked, disposed]);
  });
});
