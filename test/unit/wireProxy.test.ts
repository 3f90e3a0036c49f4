import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { DeskError } from '../../src/model/errors.ts';
import { defaultNetwork, type NetworkSettings } from '../../src/model/network.ts';
import { isListed } from '../../src/wire/noProxy.ts';
import { refusedByProxy, routeTo } from '../../src/wire/proxy.ts';
import { redact } from '../../src/wire/redact.ts';
import { type Ended, pauseAfter } from '../../src/wire/retry.ts';

describe('wire: which way a request goes', () => {
  const route = (address: string, network: Partial<NetworkSettings> = {}, env: NodeJS.ProcessEnv = {}) =>
    routeTo(new URL(address), { ...defaultNetwork, ...network }, env);

  it('lists of exceptions name hosts, all below them, addresses and ranges, with or without a port', () => {
    const listed: [string, string][] = [
      ['https://help.example.com', '*'],
      ['https://help.example.com', 'example.com'],
      ['https://help.example.com', '.example.com'],
      ['https://help.example.com', '*.example.com'],
      ['https://example.com', '.example.com'],
      ['https://HELP.example.com.', 'help.EXAMPLE.com'],
      ['https://help.example.com', 'a.b, help.example.com:443'],
      ['http://help.example.com', 'a.b help.example.com:80'],
      ['https://help.example.com:8443', 'help.example.com:8443'],
      ['https://10.1.2.3', '10.0.0.0/8'],
      ['https://10.1.2.3', '10.1.2.3'],
      ['https://10.1.2.3:444', '10.1.2.3:444'],
      ['https://[2001:db8::1]', '2001:db8::1'],
      ['https://[2001:db8::1]:444', '[2001:db8::1]:444'],
      ['https://[2001:db8::1]', '2001:db8::/32'],
    ];
    const unlisted: [string, string][] = [
      ['https://help.example.com', ''],
      ['https://help.example.com', ' , ,'],
      ['https://help.example.com', '.'],
      ['https://notexample.com', 'example.com'],
      ['https://help.example.com', 'example.com:80'],
      ['https://help.example.com', 'help.example'],
      ['https://11.1.2.3', '10.0.0.0/8'],
      ['https://10.1.2.3', '10.0.0.0/99'],
      ['https://10.1.2.3', '2.3'],
      ['https://10.1.2.3', '2001:db8::/32'],
      ['https://help.example.com', '10.0.0.0/8'],
    ];
    for (const [url, list] of listed) assert.equal(isListed(new URL(url), [list]), true, `${url} in ${list}`);
    for (const [url, list] of unlisted) assert.equal(isListed(new URL(url), [list]), false, `${url} in ${list}`);
  });

  it('any list can be read', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), lists => typeof isListed(new URL('https://h.example'), lists) === 'boolean'),
    );
  });

  it('the setting comes first, then the environment by scheme, in either case', () => {
    const env = { HTTPS_PROXY: 's:1', http_proxy: 'h:2', ALL_PROXY: 'a:3' };
    const host = (url: string, network: Partial<NetworkSettings>, from: NodeJS.ProcessEnv) => {
      const { proxy } = route(url, network, from);
      return proxy && `${proxy.url.host} ${proxy.from}`;
    };
    assert.equal(host('https://x.test', {}, env), 's:1 environment');
    assert.equal(host('http://x.test', {}, env), 'h:2 environment');
    assert.equal(host('http://x.test', {}, { HTTPS_PROXY: 's:1' }), undefined);
    assert.equal(host('https://x.test', {}, { HTTP_PROXY: 'h:2' }), 'h:2 environment');
    assert.equal(host('https://x.test', {}, { all_proxy: 'a:3' }), 'a:3 environment');
    assert.equal(host('https://x.test', { proxy: 'p:4' }, env), 'p:4 settings');
    assert.equal(host('https://x.test', { proxy: ' ' }, env), 's:1 environment');
    assert.equal(host('https://x.test', { proxy: 'p:4', useProxy: false }, env), undefined);
  });

  it('tells when a proxy is left aside', () => {
    const proxy = 'http://me:pw-123@p:4';
    for (const [url, network, env] of [
      ['https://localhost', { proxy }, {}],
      ['http://127.0.0.1:8080', { proxy }, {}],
      ['https://x.test', { proxy, noProxy: ['x.test'] }, {}],
      ['https://x.test', { proxy }, { no_proxy: 'test' }],
    ] as const) {
      assert.deepEqual(route(url, network, env), { bypassed: true, secrets: [] });
    }
    assert.deepEqual(route('https://x.test'), { bypassed: false, secrets: [] });
  });

  it('what cannot be used is said without repeating it', () => {
    for (const proxy of ['socks5://me:pw-123@h:1', 'http://me:pw-123@', 'http://me:pw-123@h:99999', 'pac+pw-123']) {
      try {
        const made = route('https://x.test', { proxy });
        assert.equal(proxy, 'pac+pw-123');
        assert.ok(made.proxy);
      } catch (thrown) {
        assert.ok(thrown instanceof DeskError && thrown.failure.reason === 'badInput', proxy);
        assert.ok(!JSON.stringify(thrown.failure).includes('pw-123'));
      }
    }
  });

  it('any user and password reach the proxy, and none is told', () => {
    const words = fc.string({ minLength: 4, unit: 'grapheme' }).filter(text => /^[^\p{C}\p{Z}]+$/u.test(text));
    fc.assert(
      fc.property(words, words, (user, password) => {
        const proxy = `http://${encodeURIComponent(user)}:${encodeURIComponent(password)}@p.test:8080`;
        const { proxy: used, secrets } = route('https://x.test', { proxy });
        const [, basic = ''] = used?.authorization?.split(' ') ?? [];
        assert.equal(Buffer.from(basic, 'base64').toString(), `${user}:${password}`);
        assert.equal(used?.url.href, 'http://p.test:8080/');
        assert.ok(!redact(`x ${basic} ${proxy} x`, secrets).includes(basic));
        assert.ok(!redact(`x ${password} x`, secrets).includes(`x ${password} x`));
      }),
    );
  });

  it('a proxy’s refusal names the kinds of sign-in, not their parameters', () => {
    const proxy = { url: new URL('http://p:1'), from: 'settings' } as const;
    const words = (schemes: string) => refusedByProxy(proxy, 407, schemes).message;
    assert.match(words('Basic realm="Corp, Negotiate"'), /\(407, Basic(?:\/Negotiate)?\)$/);
    assert.match(words('NTLM'), /\(407, NTLM\)$/);
    assert.match(words(''), /\(407\)$/);
  });
});

describe('wire: when something is sent again', () => {
  const ended: Ended = { attempt: 1, elapsed: 0, writes: false, transient: true, neverSent: false };

  it('soon, later each time, never at the same moment for all, and not for long', () => {
    assert.equal(
      pauseAfter(ended, () => 0),
      200,
    );
    assert.equal(
      pauseAfter(ended, () => 1),
      400,
    );
    assert.equal(
      pauseAfter({ ...ended, attempt: 2 }, () => 1),
      800,
    );
    assert.equal(pauseAfter({ ...ended, attempt: 3 }), undefined);
    assert.equal(pauseAfter({ ...ended, elapsed: 20_000 }), undefined);
    assert.equal(pauseAfter({ ...ended, retryAfterSeconds: 3 }), 3000);
    assert.equal(
      pauseAfter({ ...ended, retryAfterSeconds: 0 }, () => 0),
      200,
    );
    assert.equal(pauseAfter({ ...ended, retryAfterSeconds: 6 }), undefined);
  });

  it('a write never, unless nothing of it has left', () => {
    fc.assert(
      fc.property(
        fc.nat(5),
        fc.nat(30_000),
        fc.boolean(),
        fc.option(fc.nat(100), { nil: undefined }),
        (attempt, elapsed, transient, retryAfterSeconds) => {
          const write = { attempt, elapsed, transient, retryAfterSeconds, writes: true, neverSent: false };
          assert.equal(pauseAfter(write), undefined);
        },
      ),
    );
    assert.ok(pauseAfter({ ...ended, writes: true, neverSent: true }));
  });
});
