import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { desks, Newcomer } from '../../scripts/newcomer.mjs';
import { inRoot } from '../../scripts/places.mjs';
import type { Theme } from '../../scripts/vscode/workbench.mjs';
import { eventually } from './eventually.ts';
import { withVsCode } from './harness.ts';

const number = '1042';
const desk = desks.teamsupport;

describe('language models, in the workbench', () => {
  const theme = process.env.DESKSIDE_THEME as Theme | undefined;
  const person = withVsCode({
    connected: true,
    viewport: { width: 1280, height: 900 },
    beside: inRoot('test/models'),
    settings: { 'chat.disableAIFeatures': false },
    ...(theme ? { theme } : {}),
  });
  let newcomer: Newcomer;
  const { picture } = person;
  const toast = (words: RegExp) =>
    person.workbench.page.locator('.notification-list-item-message').filter({ hasText: words }).first();
  const dialog = () => person.workbench.page.locator('.monaco-dialog-box');
  const callTool = async (name: string, input: object) => {
    const { workbench } = person;
    await workbench.runCommand('Parrot: Call a Tool');
    await workbench.quickInput.getByText('Call a Tool').waitFor();
    await workbench.type(`${name} ${JSON.stringify(input)}`);
    await workbench.accept();
  };
  /** Waits for the end of a tool. Who agrees quicker than a person can is asked once more. */
  const ended = async (end: Locator) => {
    const again = dialog().getByRole('button', { name: 'Add Note' });
    await again.or(end).first().waitFor();
    if (await again.isVisible()) await again.click();
    await end.waitFor();
  };
  const settle = async () => {
    await person.workbench.runCommand('Notifications: Clear All Notifications');
  };

  before(async () => {
    const { workbench } = person;
    newcomer = new Newcomer(workbench);
    await newcomer.showDesks();
    await workbench.runCommand('Deskside: Open Ticket by Number…');
    await workbench.quickInput.getByText('Ticket number').first().waitFor();
    await workbench.type(number);
    await workbench.accept();
    await workbench.quickInput.getByRole('option').filter({ hasText: desk }).click();
    await newcomer.ticket();
  });

  it('are said to be missing', async () => {
    await person.workbench.runCommand('Deskside: Summarise Ticket');
    await toast(/This editor has no language model/).waitFor();
    await picture('no-model');
    await settle();
  });

  it('are not needed to find similar tickets', async () => {
    const { workbench } = person;
    await workbench.runCommand('Deskside: Find Similar Tickets');
    await workbench.quickInput.getByText(`Tickets Like #${number}`).waitFor();
    await workbench.quickInput
      .getByText(/^In common: /)
      .first()
      .waitFor();
    await picture('similar');
    await workbench.page.keyboard.press('Escape');
  });

  it('draft a reply into the note box', async () => {
    const { workbench } = person;
    await workbench.runCommand('Parrot: Start');
    await workbench.runCommand('Deskside: Draft Reply…');
    await workbench.quickInput.getByText('What should the reply say?').waitFor();
    await workbench.accept();
    const panel = workbench.webview();
    const box = panel.locator('textarea').first();
    await eventually('the draft', async () => /^Hello (?!\[|nobody)/.test(await box.inputValue()));
    await picture('draft');
    await box.fill('');
  });

  it('write only what was shown and agreed to', async () => {
    const { workbench } = person;
    const panel = workbench.webview();
    const text = `Reproduced with two vouchers in ${Date.now()}.`;
    const input = { ticket: number, desk, text };
    for (const agrees of [false, true]) {
      await callTool('deskside_addNote', input);
      await dialog().getByText(`Add this note to ticket #${number} of ${desk}?`).waitFor();
      await dialog().getByText(text).waitFor();
      await dialog().getByText('only your team sees it').waitFor();
      await picture('agree');
      await dialog()
        .getByRole('button', { name: agrees ? 'Yes' : 'Cancel' })
        .click();
      await ended(toast(agrees ? /internal note is on ticket/ : /^No tool/));
      await settle();
      if (!agrees) assert.equal(await panel.getByText(text).count(), 0);
    }
    await panel.getByText(text).first().waitFor();
  });

  it('summarise a ticket as a document', async () => {
    const { workbench } = person;
    await workbench.runCommand('Deskside: Summarise Ticket');
    const page = workbench.webview();
    await page.getByText('Written by Parrot from the ticket').waitFor();
    await page.getByText('What happened').waitFor();
    assert.equal(await page.locator('img[src*="invalid"]').count(), 0);
    assert.equal(await page.getByText('[person 1]').count(), 0);
    await picture('summary');
  });

  it('answer in the chat, and write there only what was agreed to', async () => {
    const { workbench } = person;
    const { page } = workbench;
    const ask = async (question: string) => {
      await workbench.runCommand('Chat: Open Chat');
      const box = page.locator('.interactive-session .chat-input-container');
      await box.getByText('Parrot').waitFor();
      await page.keyboard.type(`@deskside ${question} `);
      // What is suggested would take Enter.
      await page.keyboard.press('Escape');
      await page.keyboard.press('Enter');
    };
    const answers = page.locator('.interactive-session .interactive-response');
    await ask(`/summarise ${number} on ${desk}`);
    await answers.last().getByText('cannot pay since the update').waitFor();
    assert.equal(await answers.last().locator('img[src*="invalid"]').count(), 0);
    assert.equal(
      await answers
        .last()
        .getByText(/\[(?:customer|person) \d|nobody/)
        .count(),
      0,
    );
    // Code is as the model wrote it, to be copied.
    const code = answers.last().locator('code', { hasText: 'Voucher' });
    assert.equal(await code.textContent(), 'Map<string, Voucher>');
    await answers
      .last()
      .getByRole('button', { name: `Open #${number}` })
      .waitFor();
    await picture('chat-summary');

    const text = `Written from the chat in ${Date.now()}.`;
    await ask(`Call deskside_addNote ${JSON.stringify({ ticket: number, desk, text })}`);
    const asked = page.getByRole('group', { name: 'Tool confirmation carousel' });
    await asked
      .getByText(/Add this note to ticket #?\d+/)
      .first()
      .waitFor();
    await asked.getByText('only your team sees it').first().waitFor();
    await asked.getByText(text).first().waitFor();
    await picture('chat-agree');
    await asked
      .getByRole('button', { name: /^Allow/ })
      .first()
      .click();
    await ended(answers.last().getByText('That is all.'));
    await workbench.runCommand('Deskside: Open Ticket by Number…');
    await workbench.quickInput.getByText('Ticket number').first().waitFor();
    await workbench.type(number);
    await workbench.accept();
    await workbench.quickInput.getByRole('option').filter({ hasText: desk }).click();
    await workbench.webview().getByText(text).first().waitFor();
  });
});
