import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { withoutSecret } from '../../src/editor/desks/withoutSecret.ts';

describe('data without a secret', () => {
  it('has it nowhere, in no shape, and is else the same', () => {
    const secret = 'a b+c/d=é';
    const basic = Buffer.from(`77:${secret}`).toString('base64');
    const data = {
      text: `key=${secret}&x`,
      query: `?key=${encodeURIComponent(secret)}&y`,
      form: encodeURIComponent(secret).replaceAll('%20', '+'),
      list: [{ authorization: `Basic ${basic}` }, 7, true, null, undefined],
      [`named ${secret}`]: 'x',
    };
    assert.deepEqual(withoutSecret(data, secret, ['77']), {
      text: 'key=***&x',
      query: '?key=***&y',
      form: '***',
      list: [{ authorization: 'Basic ***' }, 7, true, null, undefined],
      'named ***': 'x',
    });
  });

  it('is unchanged without a secret', () => {
    assert.deepEqual(withoutSecret({ a: 'b' }, ''), { a: 'b' });
  });

  it('holds for any secret', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), fc.string(), (secret, around) => {
        if ('***'.includes(secret) || secret.includes('*')) return;
        const [text = ''] = withoutSecret([`${around}|${secret}|${around}`], secret);
        assert.ok(!text.includes(secret) || `${around}|`.includes(secret));
      }),
    );
  });
});
