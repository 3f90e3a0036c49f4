import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { Newcomer } from '../../scripts/newcomer.mjs';
import { out } from '../../scripts/places.mjs';
import { buildConsumer } from '../consumer/build.ts';
import { TinyDesk } from '../consumer/src/tinyDesk.ts';
import { eventually } from './eventually.ts';
import { withVsCode } from './harness.ts';

describe('a desk that another extension connects', () => {
  const extensions = mkdtempSync(path.join(tmpdir(), 'deskside-beside-'));
  const beside = path.join(extensions, 'deskside-test.consumer-1.0.0');
  const desk = new TinyDesk(['Printer prints blank pages', 'Login fails', 'Invoice is wrong']);
  let address: string;

  before(async () => {
    await buildConsumer(extensions);
    address = await desk.start();
  });
  const person = withVsCode({ beside });
  after(async () => {
    await desk.stop();
    rmSync(extensions, { recursive: true, force: true });
  });

  const picture = (name: string) => person.workbench.screenshot(path.join(out, 'e2e', 'connector'), name);

  it('is offered beside the own systems, and says whose it is', async () => {
    const { workbench } = person;
    await workbench.showContainer('Deskside');
    await workbench.welcomeButton('Try the Sample Desk').waitFor();
    await eventually('Tiny Desk among the systems', async () => {
      await workbench.runCommand('Deskside: Connect a Help Desk…');
      await workbench.quickInput.getByRole('option').first().waitFor();
      if ((await workbench.quickLabels()).includes('Tiny Desk')) return true;
      await workbench.page.keyboard.press('Escape');
      return false;
    });
    const row = workbench.quickInput.getByRole('option').filter({ hasText: 'Tiny Desk' });
    assert.match((await row.textContent()) ?? '', /by the extension deskside-test\.consumer/);
    await picture('systems');
  });

  it('is connected, and its tickets are read and answered', async () => {
    const { workbench } = person;
    const newcomer = new Newcomer(workbench);
    const { quickInput } = workbench;
    await workbench.pick('Tiny Desk');
    await quickInput.getByText('Address of Tiny Desk').waitFor();
    await workbench.type(address);
    await workbench.accept();
    await quickInput.getByText('handed to the extension deskside-test.consumer alone').waitFor();
    await picture('secret');
    await workbench.type(desk.key);
    await workbench.accept();
    await workbench.pick('Sam Rivera');
    await workbench.row(/^My Tickets/).waitFor();
    await workbench.row(/^My Tickets/).click();
    const panel = await newcomer.openTicket('Login fails');
    await panel.getByText('Login fails: please help.').waitFor();
    await panel.getByRole('radio', { name: 'Internal note' }).check({ force: true });
    await panel.getByRole('textbox').fill('Looked at the log.');
    await panel.getByRole('button', { name: 'Save internal note' }).click();
    await eventually('the note on the desk', async () => desk.notes.get('t2')?.[0]?.text === 'Looked at the log.');
    assert.deepEqual([desk.notes.get('t2')?.length, desk.notes.get('t2')?.[0]?.by], [1, 'sam']);
    await panel.getByText('Looked at the log.').first().waitFor();
    await picture('ticket');
  });
});
