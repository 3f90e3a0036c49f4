import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { makePackage } from '../../scripts/package.mjs';
import { inRoot, root, vsix } from '../../scripts/places.mjs';
import { run } from '../../scripts/processes.mjs';
import { listZip } from '../../scripts/zip.mjs';

describe('the package', function () {
  this.timeout(240_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'deskside-package-'));
  let first: Buffer;

  before(async () => {
    await makePackage();
    first = readFileSync(vsix);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has the same bytes from another folder, under another umask, in another time zone and language', async () => {
    const copy = path.join(folder, 'another place', 'deskside-2');
    const former = process.umask(0o077);
    try {
      const left = new Set(['.git', 'dist', 'node_modules', 'out'].map(name => inRoot(name)));
      cpSync(root, copy, { recursive: true, filter: source => !left.has(source) });
      symlinkSync(inRoot('node_modules'), path.join(copy, 'node_modules'), 'junction');
      await run(process.execPath, ['scripts/package.mjs'], {
        cwd: copy,
        env: { ...process.env, TZ: 'Pacific/Auckland', LC_ALL: 'et_EE.UTF-8', LANG: 'et_EE.UTF-8' },
      });
    } finally {
      process.umask(former);
    }
    const second = readFileSync(path.join(copy, 'out', 'deskside.vsix'));
    // Which files differ says more than where the first byte does.
    assert.deepEqual(listZip(second), listZip(first));
    assert.ok(first.equals(second));
  });

  it('names what others wrote in it, and nothing else', () => {
    const notices = readFileSync(inRoot('dist/ThirdPartyNotices.txt'), 'utf8');
    for (const name of ['@vscode/codicons', 'dompurify', 'lit-html', 'undici', 'uplot', 'valibot'])
      assert.match(notices, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    assert.match(notices, /It holds llhttp/);
    assert.doesNotMatch(notices, /^(esbuild|mocha|typescript|playwright-core|axe-core|gifenc) \d/m);
    assert.ok(listZip(first).some(file => file.path === 'extension/dist/ThirdPartyNotices.txt'));
  });
});
