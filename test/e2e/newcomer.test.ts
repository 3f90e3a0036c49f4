import assert from 'node:assert/strict';
import { withVsCode } from './harness.ts';

describe('a newcomer', () => {
  const person = withVsCode();

  it('finds Deskside in the activity bar', async () => {
    await person.workbench.showContainer('Deskside');
    assert.ok(await person.workbench.activityIcon('Deskside').isVisible());
  });
});
