import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ACTIONS } from '../../src/readydesk/actions/all.ts';
import { CATALOGUE } from '../../src/teamsupport/catalogue.ts';
import { references } from '../coverage/references.ts';

/** How sure the code is of a name, in the words of the coverage page. */
const WORDS = { documented: 'documented', named: 'name only', seen: 'seen in clients', inferred: 'inferred' } as const;

const known = (system: string): Map<string, string> =>
  new Map(references.filter(row => row.system === system).map(({ name, certainty }) => [name, certainty]));

describe('The references', () => {
  it('are as sure of each action of ReadyDesk as the code is, and know no more actions', () => {
    const code = new Map(ACTIONS.map(({ name, certainty }) => [name, WORDS[certainty]]));
    assert.deepEqual(Object.fromEntries(code), Object.fromEntries(known('readydesk')));
  });

  it('are as sure of each path of TeamSupport as the code is, which infers one group beside them', () => {
    const code = new Map(
      CATALOGUE.flatMap(({ paths }) =>
        paths.flatMap(({ path, verbs }) =>
          Object.entries(verbs).map(([verb, [certainty]]): [string, string] => [`${verb} ${path}`, WORDS[certainty]]),
        ),
      ),
    );
    const paths = known('teamsupport').set('GET groups/{id}', 'inferred');
    assert.deepEqual(Object.fromEntries(code), Object.fromEntries(paths));
  });
});
