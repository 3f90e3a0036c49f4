import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { originOfCopy } from '../../src/engine/mirror.ts';
import type { DeskConfig } from '../../src/model/desk.ts';

const origin = (address: string, more: Partial<DeskConfig> = {}) =>
  originOfCopy({ id: 'd', name: 'D', system: 'readydesk', address, ...more });

describe('whose tickets a copy has', () => {
  it('is the same however one writes the address', () => {
    const one = origin('https://desk.example.com/readydesk/API/');
    for (const same of [
      'https://desk.example.com/readydesk/API',
      'https://DESK.example.com:443/ReadyDesk/API/default.aspx',
    ])
      assert.equal(origin(same), one, same);
  });

  it('is another one for another folder, server, account or system', () => {
    const all = [
      origin('https://desk.example.com/one/API/'),
      origin('https://desk.example.com/two/API/'),
      origin('https://other.example.com/one/API/'),
      origin('https://desk.example.com:8443/one/API/'),
      origin('https://desk.example.com/one/API/', { organizationId: '1' }),
      origin('https://desk.example.com/one/API/', { organizationId: '2' }),
      origin('https://desk.example.com/one/API/', { system: 'teamsupport' }),
    ];
    assert.equal(new Set(all).size, all.length);
  });

  it('of the sample desk is the same on any port', () => {
    const sample = { sample: true } as const;
    assert.equal(origin('http://127.0.0.1:1000/x', sample), origin('http://127.0.0.1:2000/x', sample));
  });
});
