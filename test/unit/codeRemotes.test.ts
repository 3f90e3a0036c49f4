import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { commitPage, permalinkTo, remoteOf } from '../../src/code/links/remotes.ts';
import type { RemoteKind } from '../../src/model/repository.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';

/** An address, the repository that it names, its program, and the page of the repository. */
const addresses: readonly (readonly [url: string, repository: string, kind: RemoteKind | undefined, web: string])[] = [
  ['https://github.com/acme/shop.git', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['https://github.com/acme/shop', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['https://github.com/acme/shop/', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['https://GitHub.com/Acme/Shop.git', 'github.com/Acme/Shop', 'github', 'https://github.com/Acme/Shop'],
  ['https://www.github.com/acme/shop', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['git@github.com:acme/shop.git', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['github.com:acme/shop', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['git@github.com:/acme/shop.git', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['ssh://git@github.com/acme/shop.git', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['ssh://git@ssh.github.com:443/acme/shop.git', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['git@github.com-work:acme/shop.git', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['ssh://git@github.com-my-own/acme/shop.git', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['git@gitlab.xn--p1ai:acme/shop.git', 'gitlab.xn--p1ai/acme/shop', 'gitlab', 'https://gitlab.xn--p1ai/acme/shop'],
  ['git+ssh://git@github.com/acme/shop', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['git://github.com/acme/shop.git', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['https://bo:s3cret@github.com/acme/shop', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['https://ghp_s3cret@github.com/acme/shop', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['https://bo:s3@cret@github.com/acme/shop', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['https://github.com/acme/shop?token=s3cret', 'github.com/acme/shop', 'github', 'https://github.com/acme/shop'],
  ['https://github.acme.com/a/b.git', 'github.acme.com/a/b', 'github', 'https://github.acme.com/a/b'],
  ['git@acme.ghe.com:a/b.git', 'acme.ghe.com/a/b', 'github', 'https://acme.ghe.com/a/b'],
  ['https://github.com/acme/shop/wiki', 'github.com/acme/shop/wiki', undefined, 'https://github.com/acme/shop/wiki'],
  ['git@gitlab.com:a/b/c/d.git', 'gitlab.com/a/b/c/d', 'gitlab', 'https://gitlab.com/a/b/c/d'],
  [
    'https://oauth2:s3cret@gitlab.acme.com:8443/a/b.git',
    'gitlab.acme.com:8443/a/b',
    'gitlab',
    'https://gitlab.acme.com:8443/a/b',
  ],
  ['http://gitlab.local:80/a/b', 'gitlab.local/a/b', 'gitlab', 'http://gitlab.local/a/b'],
  ['ssh://git@gitlab.acme.com:2222/a/b.git', 'gitlab.acme.com/a/b', 'gitlab', 'https://gitlab.acme.com/a/b'],
  ['git@my-gitlab.acme.com:a/b', 'my-gitlab.acme.com/a/b', 'gitlab', 'https://my-gitlab.acme.com/a/b'],
  ['https://bo@bitbucket.org/acme/shop.git', 'bitbucket.org/acme/shop', 'bitbucket', 'https://bitbucket.org/acme/shop'],
  ['git@bitbucket.org:acme/shop.git', 'bitbucket.org/acme/shop', 'bitbucket', 'https://bitbucket.org/acme/shop'],
  [
    'https://git.acme.com/scm/SHOP/cart.git',
    'git.acme.com/SHOP/cart',
    'bitbucketServer',
    'https://git.acme.com/projects/SHOP/repos/cart',
  ],
  [
    'https://acme.com/bitbucket/scm/SHOP/cart.git',
    'acme.com/bitbucket/SHOP/cart',
    'bitbucketServer',
    'https://acme.com/bitbucket/projects/SHOP/repos/cart',
  ],
  [
    'ssh://git@git.acme.com:7999/SHOP/cart.git',
    'git.acme.com/SHOP/cart',
    'bitbucketServer',
    'https://git.acme.com/projects/SHOP/repos/cart',
  ],
  [
    'ssh://git@bitbucket.acme.com:7999/~bo/cart.git',
    'bitbucket.acme.com/~bo/cart',
    'bitbucketServer',
    'https://bitbucket.acme.com/users/bo/repos/cart',
  ],
  [
    'https://bo@dev.azure.com/acme/My%20Shop/_git/cart',
    'dev.azure.com/acme/My Shop/cart',
    'azure',
    'https://dev.azure.com/acme/My%20Shop/_git/cart',
  ],
  [
    'https://dev.azure.com/acme/_git/cart',
    'dev.azure.com/acme/cart/cart',
    'azure',
    'https://dev.azure.com/acme/cart/_git/cart',
  ],
  [
    'git@ssh.dev.azure.com:v3/acme/My%20Shop/cart',
    'dev.azure.com/acme/My Shop/cart',
    'azure',
    'https://dev.azure.com/acme/My%20Shop/_git/cart',
  ],
  [
    'https://acme.visualstudio.com/DefaultCollection/Shop/_git/cart',
    'dev.azure.com/acme/Shop/cart',
    'azure',
    'https://dev.azure.com/acme/Shop/_git/cart',
  ],
  [
    'https://acme.visualstudio.com/_git/cart',
    'dev.azure.com/acme/cart/cart',
    'azure',
    'https://dev.azure.com/acme/cart/_git/cart',
  ],
  [
    'acme@vs-ssh.visualstudio.com:v3/acme/Shop/cart',
    'dev.azure.com/acme/Shop/cart',
    'azure',
    'https://dev.azure.com/acme/Shop/_git/cart',
  ],
  [
    'https://tfs.acme.com:8080/tfs/DefaultCollection/Shop/_git/cart',
    'tfs.acme.com:8080/tfs/DefaultCollection/Shop/cart',
    'azure',
    'https://tfs.acme.com:8080/tfs/DefaultCollection/Shop/_git/cart',
  ],
  ['git@codeberg.org:acme/shop.git', 'codeberg.org/acme/shop', 'gitea', 'https://codeberg.org/acme/shop'],
  ['https://gitea.acme.com/a/b.git', 'gitea.acme.com/a/b', 'gitea', 'https://gitea.acme.com/a/b'],
  ['ssh://forgejo@forgejo.acme.com:2222/a/b.git', 'forgejo.acme.com/a/b', 'gitea', 'https://forgejo.acme.com/a/b'],
  ['https://git.acme.com/a/b.git', 'git.acme.com/a/b', undefined, 'https://git.acme.com/a/b'],
  ['git@10.0.0.7:a/b.git', '10.0.0.7/a/b', undefined, 'https://10.0.0.7/a/b'],
  ['ssh://git@[fe80::1]:22/a/b.git', '[fe80::1]/a/b', undefined, 'https://[fe80::1]/a/b'],
];

const nothing: readonly string[] = [
  ...[
    '',
    ' ',
    '/srv/git/shop.git',
    './shop',
    '../shop',
    'shop',
    'C:\\git\\shop',
    'C:/git/shop',
    'file:///srv/git/shop',
  ],
  ...[
    'https://',
    'https:///a/b',
    'https://github.com',
    'https://github.com/',
    'ssh://-oProxyCommand=x/a/b',
    'git@:a/b',
  ],
  ...['https://github.com/../b', 'https://github.com/a/%2e%2e/b', 'https://github.com/a%2fb/c', 'ext::sh -c x'],
  ...['https://git hub.com/a/b', 'https://github.com\\@evil.example/a/b', 'https://github.com/a/b\nc', 'git@host:'],
  ...[
    'https://github.com/a/\u202eb',
    'javascript:alert(1)',
    'https://a..b/c/d',
    `https://github.com/${'a'.repeat(2000)}/b`,
  ],
];

describe('addresses of remotes', () => {
  for (const [url, repository, kind, web] of addresses) {
    it(url, () => assert.deepEqual(remoteOf(url), { repository, ...(kind ? { kind } : {}), web }));
  }

  for (const url of nothing) {
    it(`name no repository: ${JSON.stringify(url.slice(0, 60))}`, () => assert.equal(remoteOf(url), undefined));
  }

  it('of hosts that settings name', () => {
    const kinds = { 'git.acme.com': 'gitlab' } as const;
    assert.equal(remoteOf('git@git.acme.com:a/b/c.git', kinds)?.kind, 'gitlab');
    assert.equal(remoteOf('git@constructor:a/b.git', kinds)?.kind, undefined);
  });

  it('never keep credentials', () => {
    const user = fc.stringMatching(/^[\w.:%!$@-]{1,20}$/);
    const place = fc.constantFrom(
      'github.com/a/b',
      'dev.azure.com/a/b/_git/c',
      'git.acme.com/scm/A/b',
      'git.acme.com/a/b',
    );
    fc.assert(
      fc.property(fc.constantFrom('https', 'http', 'ssh'), user, place, (scheme, secret, where) => {
        const remote = remoteOf(`${scheme}://${secret}s3cret@${where}`);
        assert.ok(remote);
        assert.ok(!JSON.stringify(remote).includes('s3cret') && !JSON.stringify(remote).includes('@'));
      }),
    );
  });

  it('are never thrown over, and give pages that are addresses', () => {
    const piece = fc.constantFrom(
      'https://',
      'ssh://',
      'git@',
      'github.com',
      ':',
      '/',
      '..',
      '%',
      '@',
      '\\',
      'a',
      '~',
      '_git',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const remote = remoteOf(pieces.join(''));
        if (!remote) return;
        assert.ok(URL.canParse(remote.web), remote.web);
        assert.equal(new URL(remote.web).username, '');
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('web pages of lines and commits', () => {
  const page = (url: string, path: string, startLine: number, endLine: number) => {
    const remote = remoteOf(url);
    assert.ok(remote);
    return permalinkTo(remote, commit, path, { startLine, endLine });
  };
  const path = 'src/Größe #1/a b.ts';
  const file = 'src/Gr%C3%B6%C3%9Fe%20%231/a%20b.ts';
  const pages: readonly (readonly [url: string, several: string, one: string, ofCommit: string])[] = [
    [
      'git@github.com:acme/shop.git',
      `https://github.com/acme/shop/blob/${commit}/${file}#L12-L20`,
      `https://github.com/acme/shop/blob/${commit}/${file}#L7`,
      `https://github.com/acme/shop/commit/${commit}`,
    ],
    [
      'git@gitlab.acme.com:a/b/c.git',
      `https://gitlab.acme.com/a/b/c/-/blob/${commit}/${file}#L12-20`,
      `https://gitlab.acme.com/a/b/c/-/blob/${commit}/${file}#L7`,
      `https://gitlab.acme.com/a/b/c/-/commit/${commit}`,
    ],
    [
      'git@bitbucket.org:acme/shop.git',
      `https://bitbucket.org/acme/shop/src/${commit}/${file}#lines-12:20`,
      `https://bitbucket.org/acme/shop/src/${commit}/${file}#lines-7`,
      `https://bitbucket.org/acme/shop/commits/${commit}`,
    ],
    [
      'ssh://git@git.acme.com:7999/SHOP/cart.git',
      `https://git.acme.com/projects/SHOP/repos/cart/browse/${file}?at=${commit}#12-20`,
      `https://git.acme.com/projects/SHOP/repos/cart/browse/${file}?at=${commit}#7`,
      `https://git.acme.com/projects/SHOP/repos/cart/commits/${commit}`,
    ],
    [
      'git@ssh.dev.azure.com:v3/acme/Shop/cart',
      `https://dev.azure.com/acme/Shop/_git/cart?path=%2Fsrc%2FGr%C3%B6%C3%9Fe%20%231%2Fa%20b.ts&version=GC${commit}&line=12&lineEnd=21&lineStartColumn=1&lineEndColumn=1&lineStyle=plain&_a=contents`,
      `https://dev.azure.com/acme/Shop/_git/cart?path=%2Fsrc%2FGr%C3%B6%C3%9Fe%20%231%2Fa%20b.ts&version=GC${commit}&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1&lineStyle=plain&_a=contents`,
      `https://dev.azure.com/acme/Shop/_git/cart/commit/${commit}`,
    ],
    [
      'git@codeberg.org:acme/shop.git',
      `https://codeberg.org/acme/shop/src/commit/${commit}/${file}#L12-L20`,
      `https://codeberg.org/acme/shop/src/commit/${commit}/${file}#L7`,
      `https://codeberg.org/acme/shop/commit/${commit}`,
    ],
  ];
  for (const [url, several, one, ofCommit] of pages) {
    it(url, () => {
      assert.equal(page(url, path, 12, 20), several);
      assert.equal(page(url, path, 7, 7), one);
      const remote = remoteOf(url);
      assert.equal(remote && commitPage(remote, commit), ofCommit);
    });
  }

  it('of Markdown show its lines', () => {
    assert.match(page('git@github.com:a/b', 'README.md', 1, 1) ?? '', /README\.md\?plain=1#L1$/);
    assert.match(page('git@gitlab.com:a/b', 'README.md', 1, 1) ?? '', /README\.md\?plain=1#L1$/);
    assert.match(page('git@codeberg.org:a/b', 'README.md', 1, 2) ?? '', /README\.md\?display=source#L1-L2$/);
  });

  it('are none for unknown hosts and what is no commit', () => {
    assert.equal(page('git@git.acme.com:a/b', 'a.ts', 1, 1), undefined);
    const remote = remoteOf('git@github.com:a/b');
    assert.ok(remote);
    assert.equal(permalinkTo(remote, 'main', 'a.ts', { startLine: 1, endLine: 1 }), undefined);
    assert.equal(commitPage(remote, '../../settings'), undefined);
  });
});
