import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { branchName, slugOf, worktreeFolder } from '../../src/model/branchName.ts';
import { type GitFolder, gitFolder } from './gitFolder.ts';

const usual = '{type}/{number}-{slug}';

describe('names of branches', () => {
  const cases: [template: string, subject: string, name: string][] = [
    [usual, 'Wrong currency in export', 'bug/1042-wrong-currency-in-export'],
    [usual, 'Größe: Übergrößen für Çağla’s Café', 'bug/1042-groesse-uebergroessen-fuer-caglas-cafe'],
    [usual, 'Umla\u0308ut in two parts', 'bug/1042-umlaeut-in-two-parts'],
    [usual, 'Łódź, Ærø & Þór', 'bug/1042-lodz-aero-thor'],
    [usual, 'Отчёт не открывается', 'bug/1042'],
    [usual, '画面が PDF を開けない', 'bug/1042-pdf'],
    [usual, '../../etc/passwd; rm -rf / $(id) `id` @{-1}', 'bug/1042-etc-passwd-rm-rf-id-id-1'],
    [usual, '--upload-pack=evil', 'bug/1042-upload-pack-evil'],
    [usual, 'config.lock', 'bug/1042-config-lock'],
    [usual, '', 'bug/1042'],
    [usual, "Can't log in", 'bug/1042-cant-log-in'],
    ['{slug}', 'HEAD', 'ticket-head'],
    ['{slug}', 'con', 'ticket-con'],
    ['{slug}', '', 'ticket-1042'],
    ['', 'x', 'ticket-1042'],
    ['{slug}.lock/.x/-y', 'a', 'a/x/y'],
    ['{nothing}/{number}', 'x', '1042'],
    ['{constructor}{__proto__}{number}', 'x', '1042'],
    ['@', 'x', 'ticket-1042'],
    ['{user}/{prefix}-{number}', 'x', 'sam-okafor/ts-1042'],
    ['{desk}/#{number}_{slug}', 'x y', 'acme-support/#1042_x-y'],
    ['a//b/../c/{number}..', 'x', 'a/b/c/1042'],
    ['задача/{number}', 'x', 'задача/1042'],
    ['refs/heads/{number}', 'x', 'ticket-refs/heads/1042'],
    ['v1.2.{number}~^:?*[\\ x', 'x', 'v1.2.1042-x'],
    ['x.lock.lock-.', 'x', 'x'],
  ];
  const ticket = { number: '1042', type: 'Bug', prefix: 'TS', desk: 'Acme Support' };
  for (const [template, subject, name] of cases)
    it(`${template} of ${JSON.stringify(subject)} is ${name}`, () =>
      assert.equal(branchName(template, { ...ticket, subject }, 'Sam Okafor'), name));

  it('keep their case when told, and of an address what is before the @', () => {
    const made = branchName('{user}/{prefix}-{number}-{slug}', { ...ticket, subject: 'Fix ÄÖ' }, 'Sam.O@acme.example', {
      lowerCase: false,
    });
    assert.equal(made, 'Sam-O/TS-1042-Fix-AeOe');
  });

  it('are cut between words at 60, and in a word that is longer', () => {
    const slug = slugOf('word '.repeat(40));
    assert.equal(slug, Array.from({ length: 12 }, () => 'word').join('-'));
    assert.equal(slugOf('x'.repeat(100)).length, 60);
  });

  it('are read in time that grows with their length', () => {
    for (const piece of ['-', '.', '{', 'ä', '.lock', '{type}', '\u0300', '/'])
      branchName(piece.repeat(300_000), { ...ticket, subject: piece.repeat(300_000) }, piece.repeat(300_000));
  });

  it('of a work tree lie beside the repository', () => {
    assert.equal(worktreeFolder('/home/sam/shop', 'fix/42-x'), '/home/sam/shop.worktrees/fix-42-x');
    assert.equal(worktreeFolder('C:\\code\\shop\\', 'fix/42-x'), 'C:\\code\\shop.worktrees\\fix-42-x');
  });

  describe('whatever they are made of', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(
        ...[
          '..',
          '@{',
          '.lock',
          '-',
          '/',
          '//',
          '.',
          'HEAD',
          '@',
          '~1',
          '^',
          ':',
          '?',
          '*',
          '[',
          '\\',
          ' ',
          '\u007f',
          'ä',
        ],
        ...[
          'refs',
          'con',
          'İ',
          'ſ',
          'ﬁ',
          '\u0301',
          '😀',
          '\ud800',
          '{slug}',
          '{type}',
          '{user}',
          '{number}',
          'a',
          'x.',
        ],
      ),
    );
    const words = fc.array(piece, { maxLength: 12 }).map(parts => parts.join(''));
    const name = fc
      .record({ template: words, number: words, subject: words, type: words, user: words, lowerCase: fc.boolean() })
      .map(({ template, user, lowerCase, ...ticket }) => branchName(template, ticket, user, { lowerCase }));

    it('git takes them', function () {
      this.timeout(60_000);
      fc.assert(
        fc.property(name, made => {
          const { status, stdout } = spawnSync('git', ['check-ref-format', '--branch', made], { encoding: 'utf8' });
          assert.equal(status, 0, made);
          // It is not what git would make something else of.
          assert.equal(stdout, `${made}\n`);
          assert.doesNotMatch(made, /^-|\.\.|@\{|\.lock(?:\/|$)|(?:^|\/)[.-]|^HEAD$/i);
          assert.ok(made.split('/').every(part => Buffer.byteLength(part) < 250));
        }),
        { numRuns: 300 },
      );
    });

    it('git makes branches of them', function () {
      this.timeout(60_000);
      const folder: GitFolder = gitFolder();
      try {
        folder.repository('shop');
        folder.commit('shop', 'One');
        fc.assert(
          fc.property(name, made => {
            execFileSync('git', ['switch', '-q', '-c', made], { cwd: `${folder.path}/shop`, stdio: 'pipe' });
            assert.equal(folder.git('shop', 'symbolic-ref', '--short', 'HEAD'), made);
            folder.git('shop', 'switch', '-q', '--detach');
            folder.git('shop', 'branch', '-q', '-D', '--', made);
          }),
          { numRuns: 25 },
        );
      } finally {
        folder.remove();
      }
    });

    it('a slug has letters, digits and single dashes', () => {
      fc.assert(
        fc.property(words, subject => {
          assert.match(slugOf(subject), /^(?:[A-Za-z\d]+(?:-[A-Za-z\d]+)*)?$/);
          assert.ok(slugOf(subject).length <= 60);
        }),
        { numRuns: 500 },
      );
    });
  });
});
