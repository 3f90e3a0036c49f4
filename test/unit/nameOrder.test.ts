import assert from 'node:assert/strict';
import { compareNames, orderNamesBy } from '../../src/engine/search/nameOrder.ts';

describe('the order of names', () => {
  const sorted = (language: string | undefined, ...names: string[]) => {
    orderNamesBy(language);
    return names.toSorted(compareNames).join(' ');
  };
  after(() => orderNamesBy(undefined));

  it('follows the rules of the language', () => {
    assert.equal(sorted('de', 'Zander', 'Ökonom', 'Otto'), 'Ökonom Otto Zander');
    assert.equal(sorted('sv', 'Zander', 'Ökonom', 'Otto'), 'Otto Zander Ökonom');
    assert.equal(sorted('es', 'nz', 'ñandú', 'o'), 'nz ñandú o');
  });

  it('puts numbers by their size, in any language and in none', () => {
    for (const language of ['de', 'qps-ploc', 'no such language!', '', undefined])
      assert.equal(sorted(language, 'Level 10', 'Level 9'), 'Level 9 Level 10', language);
  });
});
