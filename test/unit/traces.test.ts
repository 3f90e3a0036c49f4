import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { FileList } from '../../src/code/traces/fileList.ts';
import { findFrames } from '../../src/code/traces/findFrames.ts';
import { resolveFrames } from '../../src/code/traces/resolveFrames.ts';
import { corpus, score } from '../traces/score.ts';

/** Least of what is there that must be found, and least of what is found that must be there; in each language. */
const least = 0.98;
const nine = ['cpp', 'csharp', 'go', 'java', 'javascript', 'php', 'python', 'ruby', 'rust'];

function listOf(...shown: readonly string[]): FileList {
  const files = new FileList();
  for (const one of shown) files.add({ file: `/home/jo/code/shop/${one}`, shown: one });
  return files;
}

function meant(text: string, ...shown: readonly string[]): (readonly string[])[] {
  return resolveFrames(findFrames(text), listOf(...shown)).map(frame => frame.targets.map(target => target.shown));
}

describe('the corpus of stack traces', () => {
  const texts = corpus();
  const scores = score(texts);

  it('has texts of nine languages, and texts without frames', () => {
    assert.ok(texts.length >= 70, `${texts.length} texts`);
    for (const language of nine) assert.ok((scores.languages[language]?.places.expected ?? 0) >= 15, language);
    assert.ok((scores.languages.none?.texts ?? 0) >= 5);
    assert.equal(scores.languages.none?.places.expected, 0);
  });

  for (const [name, { places, files }] of Object.entries(scores.languages)) {
    it(`is read as expected: ${name}`, () => {
      const wrong = scores.wrong.filter(line => name === 'all' || line.startsWith(name)).join('\n');
      for (const { precision, recall } of [places, files]) {
        assert.ok(precision >= least, `precision ${precision}\n${wrong}`);
        assert.ok(recall >= least, `recall ${recall}\n${wrong}`);
      }
    });
  }

  it('is told by what is missing and by what is too much', () => {
    const [text] = texts.filter(({ name }) => name === 'rust-panic');
    assert.ok(text);
    const wrong = score([{ ...text, text: text.text.replace('segment.rs:88:31', 'other.rs:1'), name: 'x' }]);
    assert.deepEqual(wrong.wrong, [
      'x: missing src/index/segment.rs:88:31 → src/index/segment.rs',
      'x: too much src/index/other.rs:1 → none',
    ]);
    assert.equal(wrong.languages.all?.places.recall, 6 / 7);
    assert.equal(wrong.languages.all?.places.precision, 6 / 7);
  });

  it('is in order, each frame where its text says it, and says the same when its lines end otherwise', () => {
    for (const { name, text } of texts) {
      const frames = findFrames(text);
      let last = 0;
      let trace = 0;
      for (const frame of frames) {
        const shown = text.slice(frame.start, frame.end);
        assert.ok(shown.includes(frame.path), `${name}: ${shown}`);
        assert.ok(!shown.includes('\n'), `${name}: ${shown}`);
        assert.ok(frame.start >= last && frame.end > frame.start, name);
        assert.ok(frame.trace === trace || frame.trace === trace + 1, `${name}: trace ${frame.trace} after ${trace}`);
        ({ end: last, trace } = frame);
      }
      const plain = (all: typeof frames) => all.map(({ start: _, end: __, ...rest }) => rest);
      const unix = text.replaceAll('\r\n', '\n');
      assert.deepEqual(plain(findFrames(unix.replaceAll('\n', '\r\n'))), plain(findFrames(unix)), name);
    }
  });

  it('is read the same when it is quoted and behind a date', () => {
    for (const { name, text } of texts.filter(({ name }) => !/mail|wrapped|quoted|one-line|none|prose/.test(name))) {
      const plain = (all: string) => findFrames(all).map(({ path, line, column }) => [path, line, column]);
      const unix = text.replaceAll('\r\n', '\n');
      assert.deepEqual(plain(unix.replace(/^/gm, '> > ')), plain(unix), `${name}, quoted`);
      assert.deepEqual(plain(unix.replace(/^/gm, '2026-11-20 12:00:01 ERROR ')), plain(unix), `${name}, logged`);
    }
  });
});

describe('frames', function () {
  this.timeout(20_000);

  const calls = (text: string) => findFrames(text).map(({ language, call, trace }) => [language, call, trace]);

  it('end with the range of lines that their text says', () => {
    const text = 'See src/a.ts, lines 5-10 (x), src/b.ts:7-9, src/c.ts#L3-L4, src/d.ts:12:3 and src/e.ts:8-bit.';
    const said = findFrames(text).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(said, ['src/a.ts, lines 5-10', 'src/b.ts:7-9', 'src/c.ts#L3-L4', 'src/d.ts:12:3', 'src/e.ts:8']);
  });

  it('say what ran there', () => {
    assert.deepEqual(calls('    at async Cart.total (/app/cart.js:1:2)\n    at new Cart (/app/cart.js:3:4)'), [
      ['javascript', 'Cart.total', 0],
      ['javascript', 'new Cart', 0],
    ]);
    assert.deepEqual(calls('addItem@http://localhost/cart.js:1:2'), [['javascript', 'addItem', 0]]);
    assert.deepEqual(calls('  File "/srv/cart.py", line 3, in total'), [['python', 'total', 0]]);
    assert.deepEqual(calls('\tat com.acme.Cart.lambda$total$0(Cart.java:12)'), [
      ['java', 'com.acme.Cart.lambda$total$0', 0],
    ]);
    assert.deepEqual(calls('   at Acme.Cart.Total(Int32 a, String b) in C:\\a\\Cart.cs:line 3'), [
      ['csharp', 'Acme.Cart.Total(Int32 a, String b)', 0],
    ]);
    assert.deepEqual(calls('main.(*Cart).total(0xc000, 0x1)\n\t/app/cart.go:42 +0x1d'), [
      ['go', 'main.(*Cart).total', 0],
    ]);
    assert.deepEqual(calls('   3: shop::cart::total\n             at ./src/cart.rs:12:5'), [
      ['rust', 'shop::cart::total', 0],
    ]);
    assert.deepEqual(calls('#0 /var/www/Cart.php(12): App\\Cart->total(1)'), [['php', 'App\\Cart->total', 0]]);
    assert.deepEqual(calls("app/cart.rb:12:in 'Cart#total'"), [['ruby', 'Cart#total', 0]]);
    assert.deepEqual(calls('#1  0x00005 in cart_total (c=0x0) at src/cart.c:42'), [['cpp', 'cart_total', 0]]);
    assert.deepEqual(calls('    #0 0x4f1a2a in Cart::total(int) /src/cart.cpp:77:12'), [['cpp', 'Cart::total', 0]]);
    assert.deepEqual(calls('see src/cart.c:42'), [['other', undefined, 0]]);
  });

  it('of one trace belong together, causes and chained errors too; those of the next do not', () => {
    const tracesOf = (name: string) => {
      const text = corpus().find(one => one.name === name)?.text ?? '';
      return findFrames(text).map(({ trace }) => trace);
    };
    assert.deepEqual(tracesOf('java-spring'), [0, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual(tracesOf('python-chained'), [0, 0, 0, 0]);
    assert.deepEqual(tracesOf('python-syntax-error'), [0, 1]);
    assert.deepEqual(tracesOf('go-panic'), [0, 0, 0, 0, 1]);
    assert.deepEqual(tracesOf('java-thread-dump'), [0, 0, 1, 1]);
    assert.deepEqual(tracesOf('other-two-languages'), [0, 0, 1]);
    assert.deepEqual(tracesOf('javascript-node-crash'), [0, 0, 0, 0, 0, 0, 0]);
  });

  it('never throw, whatever the text', () => {
    const piece = fc.constantFrom(
      'at ',
      '(',
      ')',
      ':12',
      'a.ts',
      '"',
      'File ',
      ', line 3',
      '\n',
      '> ',
      'C:\\',
      '/',
      '@',
      '#L4',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 60 }), parts => {
        const text = parts.join('');
        for (const frame of resolveFrames(findFrames(text), listOf('src/a.ts'))) {
          assert.ok(frame.start >= 0 && frame.end <= text.length && frame.start < frame.end);
          for (const { shown } of frame.targets) assert.equal(shown, 'src/a.ts');
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('files that frames mean', () => {
  it('are those whose path fits longest, sources before what is built, short before long', () => {
    assert.deepEqual(meant('/x/b/a.ts:1', 'a.ts', 'b/a.ts', 'c/b/a.ts', 'x/b/a.ts'), [['x/b/a.ts']]);
    assert.deepEqual(meant('see cart.ts:1', 'long/src/cart.ts', 'dist/cart.ts', 'src/cart.ts'), [
      ['src/cart.ts', 'long/src/cart.ts', 'dist/cart.ts'],
    ]);
  });

  it('are found in whatever case, the same case first', () => {
    assert.deepEqual(meant('SRC/CART.TS:1', 'src/cart.ts'), [['src/cart.ts']]);
    assert.deepEqual(meant('src/Cart.ts:1', 'src/cart.ts', 'src/Cart.ts'), [['src/Cart.ts', 'src/cart.ts']]);
  });

  it('are the sources of what was built, where that is not there itself', () => {
    assert.deepEqual(meant('/app/dist/a/cart.js:1', 'src/a/cart.ts'), [['src/a/cart.ts']]);
    assert.deepEqual(meant('/app/dist/a/cart.js:1', 'src/a/cart.ts', 'dist/a/cart.js'), [['dist/a/cart.js']]);
    assert.deepEqual(meant('/app/dist/cart.js:1', 'src/cart.tsx'), [['src/cart.tsx']]);
  });

  it('are none rather than a file that is called the same', () => {
    assert.deepEqual(meant('/opt/other/web/index.js:1', 'src/a/index.js', 'src/b/index.js'), [[]]);
    assert.deepEqual(meant('\tat com.acme.a.Cart.x(Cart.java:1)', 'src/com/acme/b/Cart.java'), [[]]);
    assert.deepEqual(meant('at f (/app/node_modules/x/src/cart.js:1:1)', 'src/cart.js'), [[]]);
    assert.deepEqual(meant('../../../../etc/passwd.sh:1 file:///etc/../../x.sh:2', 'src/cart.js'), [[], []]);
  });

  it('follow what is added and removed', () => {
    const files = listOf('src/a/cart.ts', 'src/b/cart.ts');
    const of = () =>
      resolveFrames(findFrames('a/cart.ts:1'), files).map(({ targets }) => targets.map(one => one.shown));
    assert.deepEqual(of(), [['src/a/cart.ts']]);
    files.remove('/home/jo/code/shop/src/a/cart.ts');
    files.remove('/home/jo/code/shop/src/never.ts');
    assert.equal(files.size, 1);
    assert.deepEqual(of(), [['src/b/cart.ts']]);
    files.add({ file: '/home/jo/code/shop/x/a/cart.ts', shown: 'x/a/cart.ts' });
    assert.deepEqual(of(), [['x/a/cart.ts']]);
    files.clear();
    assert.deepEqual(of(), [[]]);
  });

  it('are found the same in few and in many files of the name', () => {
    const many = Array.from({ length: 300 }, (_, at) => `packages/p${at}/src/index.ts`);
    assert.deepEqual(meant('/x/p217/src/index.ts:1', ...many), [['packages/p217/src/index.ts']]);
    assert.equal(meant('src/index.ts:1', ...many)[0]?.length, 12);
    assert.equal(meant('src/index.ts:1', ...many)[0]?.[0], 'packages/p0/src/index.ts');
  });
});

/** By the processor's time, which others on the machine do not lengthen. */
describe('the list of files', function () {
  this.timeout(60_000);
  const spent = (work: () => void) => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const folders = ['orders', 'cart', 'checkout'];
  const targets = Array.from({ length: 100_000 }, (_, at) => {
    const name = at % 10 === 0 ? 'index.ts' : `file${at % 40_000}.ts`;
    const shown = `packages/p${at % 500}/src/${folders[at % 3]}/${name}`;
    return { file: `/home/jo/code/${shown}`, shown };
  });
  const text = targets
    .filter((_, at) => at % 97 === 0)
    .map(({ shown }, at) => {
      const builtPath = shown.replace('/src/', '/dist/').replace('.ts', '.js');
      return `at x (/srv/${builtPath}:${at + 1}:2) see ${shown.replace(/.*\//, '')}:3 and index.ts:4`;
    })
    .join('\n');

  it('of 100,000 files is made in 100 ms, and each is found in 0.1 ms', () => {
    let made = Number.POSITIVE_INFINITY;
    let found = Number.POSITIVE_INFINITY;
    const frames = findFrames(text);
    assert.equal(frames.length, 3093);
    // The best of a few: the first ones are run by the interpreter.
    for (let round = 0; round < 6; round++) {
      const files = new FileList();
      made = Math.min(
        made,
        spent(() => {
          for (const target of targets) files.add(target);
        }),
      );
      assert.equal(files.size, 100_000);
      found = Math.min(
        found,
        spent(() => assert.ok(resolveFrames(frames, files).every(frame => frame.targets.length > 0))) / frames.length,
      );
    }
    assert.ok(made < 100, `${made} ms`);
    assert.ok(found < 0.1, `${found} ms`);
  });
});

/** Each would take minutes or for ever if its time grew faster than its length; the limit leaves room for a busy machine. */
describe('hostile texts are searched for frames in time that grows with their length', function () {
  this.timeout(30_000);
  const pieces = [
    'a.ts:1',
    ':1',
    ':1:1',
    '(',
    ')',
    '(1)',
    'at ',
    'at (',
    ' at a (',
    'x.ts (',
    'File "',
    '"a.py", line 1',
    '", line 1',
    'line 1 ',
    'line 1 of ',
    ' line 1',
    'a.b:1/',
    'C:\\a ',
    'C:/',
    'a@',
    '@http://',
    'http://',
    '/',
    '\\',
    '.',
    'a',
    ' ',
    '\n',
    '> ',
    '\n> ',
    '#L1',
    '[1,2]',
    'a.ts:[1,2]',
    '%41',
    '#0 /a.php(1): ',
    'a.c:1: error: ',
    ' in /a b/c.cs:line 1',
    'Error: ',
    'a.',
    'a:',
    'Caused by: ',
    'ü',
    '\u{1F600}',
    '\r',
    'a.java)',
    '.java)',
    'x(a.java)',
    '(a/b',
    '((rsc)/a.ts:1:1)',
    "'",
    '“a.py”, line 1',
    '1',
    '12:30 ',
    'a.ts:1\n\n',
    '  File "/a.py", line 1, in f\n    x\n',
    '{',
    '[a]/',
    'node:a:1:1 ',
    '0# f(',
    '/a?',
    '==1== at 0x',
    'goroutine 1 [',
  ];

  for (const piece of pieces) {
    it(JSON.stringify(piece), () => {
      const text = piece.repeat(Math.ceil(400_000 / piece.length));
      resolveFrames(findFrames(text), listOf('src/a.ts', 'a.py'));
      resolveFrames(findFrames(`at f (${text}/a.ts:1:2)`), listOf('src/a.ts', 'a.py'));
    });
  }
});
