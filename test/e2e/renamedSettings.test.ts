import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { eventually } from './eventually.ts';
import { withVsCode } from './harness.ts';

describe('a setting that has another name now, in the workbench', () => {
  const person = withVsCode({ connected: true, settings: { 'deskside.notices': 'off', 'deskside.timer.idle': 15 } });
  const file = async (): Promise<Record<string, unknown>> =>
    JSON.parse(await readFile(path.join(person.folder, 'user-data/User/settings.json'), 'utf8'));

  it('is moved in the file of the user, told once, and counts', async () => {
    const { workbench } = person;
    const newcomer = new Newcomer(workbench);
    await newcomer.showDesks();
    const said = workbench.page.getByText(
      'Settings of Deskside have new names, and were moved: deskside.notices is now deskside.notices.show.',
    );
    await said.first().waitFor();
    await eventually('the file to have the new name', async () => (await file())['deskside.notices.show'] === 'off');
    await eventually('the former name to be gone', async () => !('deskside.notices' in (await file())));
    assert.equal((await file())['deskside.timer.idle'], 15);
    // Who wants no notices has no number at the icon, either.
    await newcomer.openList(desks.readydesk, 'My Tickets');
    await newcomer.rowBelow(desks.readydesk, '#');
    assert.equal(await workbench.activityIcon('Deskside').locator('.badge-content:visible').count(), 0);
  });
});
