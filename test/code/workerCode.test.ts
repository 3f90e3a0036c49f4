import assert from 'node:assert/strict';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Code } from '../../src/code/code.ts';
import { workerCode } from '../../src/code/workerCode.ts';
import type { MentionRules } from '../../src/model/mention.ts';
import { type GitFolder, gitFolder } from './gitFolder.ts';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const rules: MentionRules = {
  desks: [{ deskId: 'ts', prefixes: ['TS'], addresses: [], patterns: [] }],
  bare: true,
  places: 'comments',
};
const source = ['// before', 'export function total(items) {', '  return items.length; // TS-12', '}', '// behind', ''];

describe('the code in its worker thread', function () {
  this.timeout(60_000);
  let folder: GitFolder;
  let root: string;
  let code: Code;
  let log: string[];

  beforeEach(() => {
    folder = gitFolder();
    root = folder.repository('shop');
    folder.write('shop/src/cart.js', source.join('\n'));
    folder.commit('shop', 'First');
    log = [];
    code = workerCode({ file: file('../../src/code/worker.ts'), tools: {}, log: line => log.push(line) });
  });
  afterEach(async () => {
    await code.dispose();
    folder.remove();
  });

  const places = async (number = '12') => {
    const { places } = await code.mentions({ deskId: 'ts', number });
    return places.map(({ line, column }) => [line, column]);
  };

  it('answers each question', async () => {
    folder.git('shop', 'remote', 'add', 'origin', 'https://me:secret@github.com/acme/shop.git');
    await code.open([root], rules);
    assert.deepEqual(await places(), [[2, 26]]);
    const text = 'It fails:\n    at total (/srv/shop/src/cart.js:3:10)\n    at Module (node:internal/x:1:2)\n';
    const [found] = await code.frames([{ id: 'a', text }]);
    assert.equal(found?.id, 'a');
    assert.deepEqual(found?.frames[0]?.targets, [{ file: join(root, 'src/cart.js'), shown: 'src/cart.js' }]);
    assert.equal(found?.frames[0]?.line, 3);
    const [repository] = await code.repositories();
    assert.deepEqual([repository?.root, repository?.branch], [root, 'main']);
    assert.ok(!JSON.stringify(repository).includes('secret'));
    const link = await code.link({
      file: join(root, 'src/cart.js'),
      text: source.join('\n'),
      startLine: 2,
      endLine: 4,
    });
    assert.deepEqual([link.path, link.startLine], ['src/cart.js', 2]);
    folder.git('shop', 'mv', 'src/cart.js', 'src/basket.js');
    folder.write('shop/src/basket.js', `\n\n${source.join('\n')}`);
    await code.changed([join(root, 'src')]);
    const [place] = await code.locate([link]);
    assert.ok(place?.state === 'moved', place?.state);
    assert.deepEqual([place.file, place.startLine, place.endLine], [join(root, 'src/basket.js'), 4, 6]);
    assert.deepEqual(await places(), [[4, 26]]);
    const again = await code.frames([{ id: 'a', text: text.replace('cart', 'basket') }]);
    assert.equal(again[0]?.frames[0]?.targets.length, 1);
    assert.deepEqual((await code.frames([{ id: 'a', text }]))[0]?.frames[0]?.targets, []);
    folder.commit('shop', 'Second');
    const followed = await code.follow({ file: join(root, 'src/basket.js'), line: 3, at: link.at });
    assert.equal(followed?.file, join(root, 'src/basket.js'));
    const started = await code.startBranch({ root, branch: 'bug/12-total', from: 'main' });
    assert.deepEqual(started, { ok: true, value: root });
    assert.deepEqual(
      (await code.branchesOf(root, '12')).map(({ name }) => name),
      ['bug/12-total'],
    );
    folder.commit('shop', 'Third', { 'x.txt': 'x' });
    const [commit] = await code.commits(root, { base: 'main' });
    assert.equal(commit?.subject, 'Third');
    assert.deepEqual(log, []);
  });

  it('leaves out a file that git knows and that is no more', async () => {
    await code.open([root], rules);
    folder.git('shop', 'rm', '-q', '--cached', 'src/cart.js');
    const { frames: here } = (await code.frames([{ id: 'a', text: 'see src/cart.js:3' }]))[0] ?? {};
    assert.equal(here?.[0]?.targets.length, 1);
    folder.git('shop', 'add', '.');
    folder.git('shop', 'mv', 'src/cart.js', 'src/other.js');
    const { frames: gone } = (await code.frames([{ id: 'a', text: 'see src/cart.js:3' }]))[0] ?? {};
    assert.deepEqual(gone?.[0]?.targets, []);
  });

  it('starts no thread before there is a question, and ends what its caller gives up', async () => {
    await code.dispose();
    code = workerCode({ file: join(root, 'none.ts'), tools: {}, log: line => log.push(line) });
    await code.open([root], rules);
    await code.changed([join(root, 'a')]);
    assert.deepEqual(log, []);
    await assert.rejects(code.repositories(), /none\.ts/);
    assert.match(log.join('\n'), /ended unexpectedly/);
    await code.dispose();
    await assert.rejects(code.repositories());
    code = workerCode({ file: file('../../src/code/worker.ts'), tools: {}, log: line => log.push(line) });
    await code.open([root], rules);
    await assert.rejects(code.repositories(AbortSignal.abort()), { name: 'AbortError' });
    const abort = new AbortController();
    const asked = code.mentions({ deskId: 'ts', number: '12' }, abort.signal);
    abort.abort(new Error('enough'));
    await assert.rejects(asked, /enough/);
    assert.deepEqual(await places(), [[2, 26]]);
    await assert.rejects(code.startBranch(JSON.parse('null')), Error);
  });

  for (const [how, patience] of [
    ['exit', 15_000],
    ['throw', 15_000],
    ['hang', 1_000],
  ] as const) {
    it(`is started again after ${how}, and knows folders and rules`, async () => {
      await code.dispose();
      const options = { file: file('unrulyWorker.ts'), tools: {}, log: (line: string) => log.push(line), patience };
      code = workerCode(options);
      await code.open([root], rules);
      assert.deepEqual(await places(), [[2, 26]]);
      await assert.rejects(code.branchesOf(root, how), { name: 'ThreadEnded' });
      // It was asked twice, and ended twice.
      assert.equal(log.filter(line => line.includes('ended unexpectedly')).length, 2);
      folder.write('shop/src/new.js', '// TS-12');
      assert.deepEqual(await places(), [
        [2, 26],
        [0, 3],
      ]);
      await assert.rejects(code.branchesOf(root, how), { name: 'ThreadEnded' });
      // Enough: it is given a rest.
      await assert.rejects(places(), /several times/);
    });
  }

  it('is ended when it hangs, though it is asked more and more', async () => {
    await code.dispose();
    code = workerCode({ file: file('unrulyWorker.ts'), tools: {}, log: line => log.push(line), patience: 500 });
    await code.open([root], rules);
    const asking = setInterval(() => void code.repositories().catch(() => undefined), 50);
    try {
      await assert.rejects(code.branchesOf(root, 'hang'), { name: 'ThreadEnded' });
    } finally {
      clearInterval(asking);
    }
    assert.match(log.join('\n'), /did not answer any more/);
  });
});
