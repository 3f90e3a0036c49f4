import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { branchMentions } from '../../src/model/branchMentions.ts';
import type { DeskConfig } from '../../src/model/desk.ts';
import { mentionRules } from '../../src/model/mentionRules.ts';
import { findMentions } from '../../src/model/mentions.ts';

const desk = (id: string, changes: Partial<DeskConfig> = {}): DeskConfig => ({
  id,
  name: id,
  system: 'teamsupport',
  address: 'https://x.example',
  ...changes,
});
const settings = { bare: true, places: 'comments' } as const;

describe('rules of mentions by the settings', () => {
  it('have what is usual for each system', () => {
    const { rules, problems } = mentionRules(
      [
        desk('a', { ticketUrl: 'https://a.example/{number}' }),
        desk('b', { system: 'readydesk' }),
        desk('c', { system: 'x' }),
      ],
      { bare: false, places: 'everywhere' },
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(rules, {
      desks: [
        { deskId: 'a', prefixes: ['TS'], addresses: ['https://a.example/{number}'], patterns: [] },
        { deskId: 'b', prefixes: ['RD'], addresses: [], patterns: [] },
        { deskId: 'c', prefixes: [], addresses: [], patterns: [] },
      ],
      bare: false,
      places: 'everywhere',
    });
  });

  it('take a desk’s own, and tell what cannot be used', () => {
    const mentions = { prefixes: ['ACME', 'ACME', '1X', ''], patterns: ['INC(\\d+)', '(', 'x'] };
    const { rules, problems } = mentionRules([desk('a', { mentions })], settings);
    assert.deepEqual(rules.desks, [{ deskId: 'a', prefixes: ['ACME'], addresses: [], patterns: ['INC(\\d+)'] }]);
    assert.deepEqual(
      problems.map(({ text, problem }) => [text, problem]),
      [
        ['1X', 'prefix'],
        ['', 'prefix'],
        ['(', 'syntax'],
        ['x', 'noGroup'],
      ],
    );
    assert.deepEqual(
      findMentions('TS-1 ACME-2 INC0003', rules).map(({ number, how }) => [number, how]),
      [
        ['2', 'prefix'],
        ['3', 'own'],
      ],
    );
  });

  it('have no prefix where none is wished, and not very many', () => {
    assert.deepEqual(mentionRules([desk('a', { mentions: { prefixes: [] } })], settings).rules.desks[0]?.prefixes, []);
    const prefixes = Array.from({ length: 25 }, (_, at) => `X${at}`);
    const { rules, problems } = mentionRules([desk('a', { mentions: { prefixes } })], settings);
    assert.equal(rules.desks[0]?.prefixes.length, 20);
    assert.deepEqual(new Set(problems.map(({ problem }) => problem)), new Set(['tooMany']));
    assert.equal(problems.length, 5);
  });

  it('leave out an address of a ticket that does not tell its number', () => {
    for (const ticketUrl of ['https://a.example/{id}', 'https://{number}', 'https://a.example/x']) {
      assert.deepEqual(mentionRules([desk('a', { ticketUrl })], settings).rules.desks[0]?.addresses, []);
    }
  });
});

describe('tickets in names of branches', () => {
  const { rules } = mentionRules(
    [
      desk('ts'),
      desk('rd', { system: 'readydesk', mentions: { prefixes: ['RD', 'HELP#', 'Ü'], patterns: ['inc(\\d+)'] } }),
      desk('one', { mentions: { prefixes: ['SAME'] } }),
      desk('two', { mentions: { prefixes: ['same'] } }),
    ],
    settings,
  );
  const cases: [branch: string, ...tickets: string[]][] = [
    ['fix/1042-currency', '1042'],
    ['1042', '1042'],
    ['feature/#7-login', '7'],
    ['ticket-7', '7'],
    ['TS-1042', '1042@ts'],
    ['feature/TS-1042-login', '1042@ts'],
    ['feature/ts-1042-login', '1042@ts'],
    ['feature/ts_1042_login', '1042@ts'],
    ['ts/1042', '1042@ts'],
    ['ts-0042', '42@ts'],
    ['sam/rd-12/try-300', '12@rd', '300'],
    ['try-300/rd-12', '12@rd', '300'],
    ['ts-1/rd-1', '1@ts', '1@rd'],
    ['help#12', '12@rd'],
    ['ü-12', '12@rd'],
    ['inc0042-ts-7', '42@rd', '7@ts'],
    ['same-12', '12'],
    ['nts-12', '12'],
    ['ts1042'],
    ['ts-1042abc'],
    ['ts-5.2-upgrade'],
    ['release/1.20'],
    ['v2.10.3'],
    ['2026-11-20-snapshot'],
    ['main'],
    ['utf8'],
    ['fix-2'],
    ['bug/7-login', '7'],
    ['7-login/12', '12', '7'],
    ['bug/7'],
    ['bug/7-2'],
    [''],
  ];
  for (const [branch, ...tickets] of cases) {
    it(`${branch} has ${tickets.join(', ') || 'none'}`, () => {
      const found = branchMentions(branch, rules);
      assert.deepEqual(
        found.map(({ number, deskId }) => (deskId === undefined ? number : `${number}@${deskId}`)),
        tickets,
      );
    });
  }

  it('are looked for in the first part of a very long one alone', () => {
    const start = performance.now();
    branchMentions('ts-'.repeat(500_000), rules);
    assert.ok(performance.now() - start < 500);
  });
});
