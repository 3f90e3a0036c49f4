import assert from 'node:assert/strict';
import { withVsCode } from './harness.ts';

describe('a newcomer', () => {
  const person = withVsCode();

  it('finds Deskside in the activity bar, and what to do first', async () => {
    await person.workbench.showContainer('Deskside');
    const button = person.workbench.welcomeButton('Try the Sample Desk');
    await button.waitFor();
    assert.ok(await button.isEnabled());
  });
});
