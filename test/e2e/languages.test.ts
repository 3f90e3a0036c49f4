import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { pseudo, pseudoWords } from '../../scripts/l10n/pseudo.mjs';
import { inRoot, out } from '../../scripts/places.mjs';
import { eventually } from './eventually.ts';
import { withVsCode } from './harness.ts';
import { pageFits } from './pages.ts';

const read = (file: string): Record<string, string> => JSON.parse(readFileSync(inRoot(file), 'utf8'));
const pictures = path.join(out, 'languages');

/** The words of a language: those of the manifest by their keys, all others by the English ones. */
function wordsOf(language: string): (key: string) => string {
  const keys = Object.keys(read('l10n/bundle.l10n.de.json'));
  const words =
    language === pseudo
      ? pseudoWords({ ...Object.fromEntries(keys.map(key => [key, key])), ...read('package.nls.json') })
      : { ...read(`l10n/bundle.l10n.${language}.json`), ...read(`package.nls.${language}.json`) };
  return key => words[key] ?? assert.fail(`${language} lacks ${key}`);
}

for (const language of ['de', 'es', pseudo]) {
  describe(`Deskside in the language ${language}`, () => {
    const person = withVsCode({ connected: true, language, viewport: { width: 1360, height: 1000 } });
    const word = wordsOf(language);
    const picture = (name: string) => person.workbench.screenshot(path.join(pictures, language), name);
    const run = (key: string) => person.workbench.runCommand(`Deskside: ${word(key)}`);
    const page = () => person.workbench.webview();
    const pane = (name: string) => person.workbench.page.locator('.sidebar .pane-header', { hasText: name });

    it('has views and lists in it', async () => {
      const { workbench } = person;
      await workbench.showContainer(word('view.container'));
      for (const view of ['view.tickets', 'view.thisFile', 'view.time']) await pane(word(view)).waitFor();
      const desk = workbench.row(word('Sample TeamSupport'));
      await desk.click();
      await workbench.row(word('My Tickets')).waitFor();
      await workbench.row(word('My Tickets')).click();
      await workbench.row(/#\d+/).waitFor();
      if (language === pseudo) {
        const rows = await workbench.page.locator('.sidebar [role="treeitem"]').all();
        const read = await Promise.all(rows.map(row => row.getAttribute('aria-label')));
        assert.ok(read.length > 10);
        assert.deepEqual(
          read.filter(words => !words?.includes('⟦')),
          [],
        );
      }
      await picture('tree');
    });

    it('shows a ticket in it', async () => {
      await person.workbench.row(/#\d+/).click();
      await page()
        .getByRole('heading', { name: word('Conversation') })
        .waitFor();
      await page()
        .locator('html')
        .and(page().locator(`[lang="${language}"]`))
        .waitFor();
      // How long ago, as people of that language say it.
      const ago = new Intl.RelativeTimeFormat(language).format(-7, 'hour').split(/\d/)[0]?.trim() || ' ago';
      await page().locator('.page').getByText(ago).first().waitFor();
      if (language === pseudo) assert.deepEqual(await notTranslated(), []);
      await picture('ticket');
    });

    it('shows the timesheet in it', async () => {
      await run('command.showTimesheet');
      await page().getByRole('heading', { level: 1 }).waitFor();
      await page()
        .getByRole('button', { name: word('Export as CSV…') })
        .waitFor();
      const month = new Intl.DateTimeFormat(language, { month: 'short' }).format().replace('.', '');
      assert.match((await page().getByRole('heading', { level: 1 }).textContent()) ?? '', new RegExp(month));
      if (language === pseudo) assert.deepEqual(await notTranslated(), []);
      await picture('timesheet');
    });

    it('shows the overview in it', async () => {
      await run('command.showOverview');
      await page()
        .getByRole('heading', { name: word('Open by Age') })
        .waitFor();
      if (language === pseudo) assert.deepEqual(await notTranslated(), []);
      await picture('overview');
    });

    it('asks for a new ticket in it', async () => {
      await run('command.createTicket');
      await page().getByLabel(word('Subject')).waitFor();
      await eventually('all fields', async () => (await page().locator('label').count()) > 5);
      if (language === pseudo) assert.deepEqual(await notTranslated(), []);
      await picture('create');
    });

    it('asks for a desk in it', async () => {
      await run('command.connect');
      await person.workbench.quickInput.getByPlaceholder(word('Which system is it?')).waitFor();
      await picture('connect');
      await person.workbench.page.keyboard.press('Escape');
    });

    it('has room for its longer words at a zoom of 200 %, too', async () => {
      const { workbench } = person;
      await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
      await workbench.page.setViewportSize({ width: 640, height: 480 });
      const ready: readonly (readonly [string | RegExp, string])[] = [
        [word('New Ticket'), 'input'],
        [word('Overview'), '.tiles'],
        [word('Timesheet'), '.head'],
        [/^#\d/, '.facts'],
      ];
      for (const [tab, part] of ready) {
        await workbench.tab(tab).click();
        await page().locator(part).first().waitFor();
        await pageFits(workbench);
        await picture(`narrow-${part.replace('.', '')}`);
      }
    });

    /** Names of buttons, fields and parts of the page in front that are English; what the desk says is left out. */
    async function notTranslated(): Promise<string[]> {
      const named = 'button, summary, label, h1, h2, h3, th, dt, [aria-label], [title], [placeholder]';
      const said = await page()
        .locator(named)
        .evaluateAll(elements =>
          elements
            // Names of people and tickets, and what nobody is told.
            .filter(element => {
              const root = element.getRootNode();
              const outer = root instanceof ShadowRoot ? root.host : element;
              return !outer.closest('[aria-hidden="true"], .author, tbody th, tbody .name');
            })
            .flatMap(element => [
              element.matches('button, summary, label, h2, h3, th, dt') ? (element.textContent ?? '') : '',
              ...['aria-label', 'title', 'placeholder'].map(name => element.getAttribute(name) ?? ''),
            ]),
        );
      const all = new Set(said.map(text => text.replace(/\s+/g, ' ').trim()).filter(text => /[a-z]{3}/.test(text)));
      // Fields that have only the name that the desk's API has for them, dates in full, and files.
      const notOurs = /^[a-z]+(?:_[a-z]+)*$|^\w+day, |\.py\b/;
      return [...all].filter(text => !/[⟦⟧]/.test(text) && !notOurs.test(text));
    }
  });
}
