import assert from 'node:assert/strict';
import fc from 'fast-check';
import { segments } from '../../src/webview/panel/codeLines.ts';

const kinds = (text: string) => segments(text).map(one => one.kind);
const code = (text: string) => segments(text).flatMap(one => (one.kind === 'code' ? [one.text] : []));

const traces: Record<string, string> = {
  JavaScript: `TypeError: Cannot read properties of undefined (reading 'x')
    at formatPrice (/srv/shop/src/format.ts:42:17)
    at async Promise.all (index 0)
    at new Cart (node:internal/x:95:5)
    at https://shop.example/app.js:1:200`,
  Java: `Exception in thread "main" java.lang.IllegalStateException: broken
	at com.acme.Cart.total(Cart.java:12)
	at java.base/java.lang.Thread.run(Thread.java:833)
Caused by: java.io.IOException: no space left
	... 12 more`,
  '.NET': `System.Data.SqlClient.SqlException (0x80131904): Timeout expired
   at System.Data.SqlClient.SqlConnection.OnError(SqlException exception, Boolean breakConnection)
   at Acme.Shop.Cart.Total() in C:\\src\\Cart.cs:line 42
--- End of inner exception stack trace ---`,
  Python: `Traceback (most recent call last):
  File "/srv/app.py", line 3, in <module>
    total(cart)
ValueError: no currency`,
  Go: `panic: runtime error: index out of range [3]
goroutine 1 [running]:
main.main()
	/srv/main.go:12 +0x1f`,
  PHP: `PHP Fatal error: Uncaught Exception: no currency in /srv/cart.php:3
#0 /srv/index.php(12): Cart->total()
#1 {main}`,
  Ruby: `/srv/cart.rb:3:in 'total': undefined method (NoMethodError)
	from /srv/app.rb:9:in 'block in <main>'`,
};

describe('code in plain text', () => {
  for (const [language, trace] of Object.entries(traces)) {
    it(`finds a stack trace of ${language} between prose`, () => {
      const found = code(`Hello,\nthis is in our log:\n\n${trace}\n\nCan you help?\nBo`);
      assert.equal(found.length, 1);
      for (const line of trace.split('\n').slice(1)) assert.ok(found[0]?.includes(line), line);
      assert.ok(!found[0]?.includes('Hello') && !found[0]?.includes('Can you help'));
    });
  }

  it('takes a trace with its head line', () => {
    assert.deepEqual(code(`Look:\n${traces.JavaScript}\nThanks`), [traces.JavaScript]);
    assert.deepEqual(code(`Look:\n${traces.Python}\nThanks`), [traces.Python]);
  });

  it('takes fenced lines without their fences, and leaves a lone fence', () => {
    assert.deepEqual(segments('a\n```js\nlet x\n\n  y\n```\nb'), [
      { kind: 'prose', text: 'a' },
      { kind: 'code', text: 'let x\n\n  y' },
      { kind: 'prose', text: 'b' },
    ]);
    assert.deepEqual(kinds('a\n```\nb'), ['prose']);
  });

  it('takes runs of log lines and of indented lines, not single ones', () => {
    const log = '2026-06-17 10:00:01,203 ERROR cart failed\n2026-06-17T10:00:02Z INFO retry';
    assert.deepEqual(code(`Log:\n${log}\nEnd`), [log]);
    assert.deepEqual(code('2026-06-17 10:00:01 we met\nand talked'), []);
    assert.deepEqual(code('like so:\n    a = 1\n    b = 2\nok'), ['    a = 1\n    b = 2']);
  });

  it('leaves prose alone', () => {
    for (const text of [
      'We meet at noon (Monday) at the office.\nat the door (left)',
      'I got an Error today.\nThe Exception was small.',
      '- one\n- two\n\n1. three',
      'Ticket #12 and #13 (see mail)',
    ]) {
      assert.deepEqual(kinds(text), ['prose'], text);
    }
  });

  it('loses no line', () => {
    const line = fc.oneof(fc.constantFrom(...Object.values(traces).join('\n').split('\n'), ''), fc.string());
    fc.assert(
      fc.property(fc.array(line), lines => {
        const wanted = lines.join('\n').replace(/\r\n?/g, '\n').split('\n');
        const shown = segments(lines.join('\n'))
          .map(one => one.text)
          .join('\n')
          .split('\n');
        const bare = (all: string[]) => all.map(one => one.trim()).filter(one => one && !one.startsWith('```'));
        assert.deepEqual(bare(shown), bare(wanted));
      }),
    );
  });
});
