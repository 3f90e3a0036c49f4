// What a newcomer does with Deskside in the workbench: shared by the walk that takes pictures and the end-to-end tests.

/** @typedef {import('./vscode/workbench.mjs').Workbench} Workbench */
/** @typedef {(name: string) => Promise<unknown>} Picture leaves a picture of this moment */

/** The two desks of the sample desk, as Deskside names them. */
export const desks = { readydesk: 'Sample ReadyDesk', teamsupport: 'Sample TeamSupport' };

/** @type {Picture} */
const noPicture = async () => {};

export class Newcomer {
  #workbench;

  /** @param {Workbench} workbench */
  constructor(workbench) {
    this.#workbench = workbench;
  }

  /** Shows the tree, once it has both desks. */
  async showDesks() {
    await this.#workbench.showContainer('Deskside');
    for (const desk of Object.values(desks)) await this.deskRow(desk).waitFor();
  }

  /** From the welcome view to both desks with their counts. */
  async trySampleDesk() {
    await this.#workbench.showContainer('Deskside');
    await this.#workbench.welcomeButton('Try the Sample Desk').click();
    // The pointer would rest on a row that was not there when it was clicked.
    await this.#workbench.page.mouse.move(0, 0);
    for (const desk of Object.values(desks)) await this.deskRow(desk).waitFor();
    // The counts come with the first answer.
    await this.#workbench.row(/^Unassigned\s*\d+/).waitFor();
  }

  /** @param {string} desk */
  deskRow(desk) {
    return this.#workbench.row(desk);
  }

  /**
   * Opens (or closes) a list of a desk.
   * @param {string} desk
   * @param {string} list
   * @param {boolean} [open]
   */
  async openList(desk, list, open = true) {
    const wanted = this.#workbench.page.locator(`[aria-expanded="${open}"]`);
    // A click on a row that is just being drawn anew goes nowhere: a person would click again.
    for (let tries = 0; tries < 10; tries++) {
      const row = await this.rowBelow(desk, list);
      if ((await row.getAttribute('aria-expanded')) !== String(open)) await row.locator('.monaco-tl-twistie').click();
      try {
        await (await this.rowBelow(desk, list)).and(wanted).waitFor({ timeout: 3_000 });
        return;
      } catch {
        // Again.
      }
    }
    throw new Error(`${list} of ${desk} does not ${open ? 'open' : 'close'}.`);
  }

  /**
   * The first row that starts with these words below another one, once it is there.
   * @param {string} above how the upper row starts
   * @param {string} words
   */
  async rowBelow(above, words) {
    const { page } = this.#workbench;
    const index = await page.waitForFunction(
      ([upper = '', lower = '']) => {
        // A tree draws its rows in any order; their index tells where they stand.
        const rows = [...document.querySelectorAll('.sidebar [role="treeitem"]')].map(row => ({
          index: Number(row.getAttribute('data-index')),
          text: row.textContent.trim(),
        }));
        rows.sort((a, b) => a.index - b.index);
        const start = rows.findIndex(row => row.text.startsWith(upper));
        const found = start < 0 ? undefined : rows.slice(start + 1).find(row => row.text.startsWith(lower));
        // As text, since the first row's 0 would not be waited for.
        return found && String(found.index);
      },
      [above, words],
    );
    return page.locator(`.sidebar [role="treeitem"][data-index="${await index.jsonValue()}"]`);
  }

  /**
   * Groups all lists, through the palette.
   * @param {string[]} fields at most two
   * @param {Picture} [picture]
   */
  async groupTickets(fields, picture = noPicture) {
    const bench = this.#workbench;
    const [first, second] = fields;
    await bench.runCommand('Deskside: Group Tickets…');
    await bench.quickInput.locator('input[placeholder="Group tickets by"]').waitFor();
    await picture('group-by');
    await bench.pick(first ?? 'No grouping');
    if (!first) return;
    await bench.quickInput.locator('input[placeholder="And each of these by"]').waitFor();
    await bench.pick(second ?? 'No second level');
  }

  /**
   * Opens the ticket with these words in its row, and waits for its conversation.
   * @param {string | RegExp} words
   */
  async openTicket(words) {
    await this.#workbench.row(words).click();
    return this.ticket();
  }

  /** The panel in front, once it shows its ticket. */
  async ticket() {
    const panel = this.#workbench.webview();
    await panel.getByRole('heading', { name: 'Conversation' }).waitFor();
    return panel;
  }

  /**
   * Points at a mention of a ticket in the editor in front until its card is shown.
   * @param {string} words the mention
   * @param {string | RegExp} shows some of the card
   */
  async pointAtMention(words, shows) {
    const { page } = this.#workbench;
    const link = page.locator('.editor-instance .view-lines .detected-link', { hasText: words }).first();
    const card = page.locator('.monaco-hover:visible').filter({ hasText: shows });
    await link.waitFor();
    // VS Code does not ask for a pointer that rests too early.
    for (let tries = 0; tries < 20; tries++) {
      await page.mouse.move(640, 700);
      await link.hover();
      try {
        await card.waitFor({ timeout: 3_000 });
        return card;
      } catch {
        // Again.
      }
    }
    throw new Error(`${words} shows no card.`);
  }

  /** Unfolds the customer of the ticket in front, and waits for their card. */
  async unfoldCustomer() {
    const panel = this.#workbench.webview();
    await panel.locator('summary', { hasText: 'Customer' }).click();
    const card = panel.locator('.card[aria-busy="false"]');
    await card.locator('.who').waitFor();
    return card;
  }

  /**
   * Looks for an article from the note box of the ticket in front, and leaves it to the caller to take one.
   * @param {string} words that some articles have, and others not
   */
  async searchArticles(words) {
    const bench = this.#workbench;
    await bench.webview().getByRole('button', { name: 'Insert Article…' }).click();
    await bench.quickInput.locator('input[placeholder^="Search the knowledge base"]').waitFor();
    const rows = bench.quickInput.getByRole('option');
    const whole = await rows.first().getAttribute('aria-setsize');
    await bench.type(words);
    // The editor alone sorts the rows and leaves out none: there are fewer once the desk has searched.
    await rows
      .and(bench.page.locator(`:not([aria-setsize="${whole}"])`))
      .first()
      .waitFor();
  }

  /**
   * Creates a ticket through the palette and answers its panel.
   * @param {object} ticket
   * @param {string} ticket.desk
   * @param {string} ticket.subject
   * @param {string} ticket.customer some of the customer's name
   * @param {string} ticket.description
   * @param {string} [ticket.command]
   * @param {Picture} [picture]
   */
  async createTicket(
    { desk, subject, customer, description: typed, command = 'Deskside: Create Ticket…' },
    picture = noPicture,
  ) {
    const bench = this.#workbench;
    await bench.runCommand(command);
    await bench.tab('New Ticket').waitFor();
    const form = bench.webview();
    // The fields come with the desk's answer; another desk has others.
    await form.getByLabel('Subject').waitFor();
    await form.getByLabel('Desk').selectOption(desk);
    await form.locator(`form:has(#desk option:checked:text-is("${desk}")) label:has-text("Subject")`).waitFor();
    await form.getByLabel('Subject').fill(subject);
    const description = form.getByLabel('Description');
    // What is quoted from elsewhere stays below it.
    await description.fill([typed, await description.inputValue()].filter(Boolean).join('\n\n'));
    await picture('create-words');
    const whom = form.getByRole('combobox', { name: 'Customer' });
    await whom.click();
    await whom.fill(customer);
    await form.getByRole('option').filter({ hasText: customer }).first().waitFor();
    await picture('create-customer');
    await form.getByRole('option').filter({ hasText: customer }).first().click();
    await picture('create-form');
    await form.getByRole('button', { name: 'Create Ticket' }).click();
    await bench.tab(new RegExp(subject.slice(0, 20))).waitFor();
    return this.ticket();
  }

  /**
   * Logs time on the ticket in front, through the palette, and waits until the panel shows it.
   * @param {object} time
   * @param {string} time.duration as typed
   * @param {string} time.notes
   * @param {string} [time.sees] who sees it, on desks that ask
   * @param {string} time.total as the panel writes the ticket's total afterwards
   * @param {Picture} [picture]
   */
  async logTime({ duration, notes, sees, total }, picture = noPicture) {
    const bench = this.#workbench;
    await bench.runCommand('Deskside: Log Time…');
    await this.#question('How long');
    await bench.type(duration);
    await bench.quickInput.getByText(/^Logs /).waitFor();
    await picture('log-time-duration');
    await bench.accept();
    await this.#question('What was done');
    await bench.type(notes);
    await picture('log-time-notes');
    await bench.accept();
    if (sees) {
      await bench.quickInput.getByRole('option', { name: sees }).waitFor();
      await picture('log-time-sees');
      await bench.pick(sees);
    }
    await bench.webview().getByText(total).first().waitFor();
  }

  /** @param {string} prompt */
  async #question(prompt) {
    await this.#workbench.quickInput.getByText(prompt).first().waitFor();
  }
}
