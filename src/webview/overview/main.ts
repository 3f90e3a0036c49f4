import { VscodeButton } from '@vscode-elements/elements/dist/vscode-button/index.js';
import { createBirpc } from 'birpc';
import { accessStyles } from '../accessStyles.ts';
import { prepareAnnouncer } from '../announcer.ts';
import { readSeed } from '../l10n.ts';
import type { OverviewApi, OverviewHostApi, OverviewSeed } from '../overviewMessages.ts';
import { keepFocus } from '../panel/keepFocus.ts';
import { sheetStyles } from '../timesheet/sheetStyles.ts';
import { sheetFormats } from '../timesheet/sheetWords.ts';
import { placeFrom } from './overviewMemory.ts';
import { overviewStyles } from './overviewStyles.ts';
import { OverviewView } from './overviewView.ts';

/** What VS Code gives the page; to be taken once. */
declare function acquireVsCodeApi(): {
  getState(): unknown;
  setState(state: unknown): void;
  postMessage(message: unknown): void;
};

const editor = acquireVsCodeApi();
const seed = readSeed<OverviewSeed>(document);
const view = new OverviewView();
const rpc = createBirpc<OverviewHostApi, OverviewApi>(
  { show: state => view.show(state) },
  {
    post: message => editor.postMessage(message),
    on: listener => window.addEventListener('message', event => listener(event.data)),
    timeout: -1,
  },
);

keepFocus();
view.formats = sheetFormats(seed.locale);
view.place = placeFrom(editor.getState());
view.remember = place => editor.setState(place);
// Not the rpc itself: it answers to every property's name, and Lit would take it for a directive.
view.host = {
  ready: () => rpc.ready(),
  look: question => rpc.look(question),
  openPart: (part, deskId, title) => rpc.openPart(part, deskId, title),
  openTicket: (deskId, ticketId, number, subject) => rpc.openTicket(deskId, ticketId, number, subject),
  saveCsv: (name, text) => rpc.saveCsv(name, text),
  act: (action, deskId) => rpc.act(action, deskId),
};
for (const { styleSheet } of [sheetStyles, overviewStyles, accessStyles])
  if (styleSheet) document.adoptedStyleSheets.push(styleSheet);
// vscode-button acts on the space key, but leaves the page to scroll with it.
document.addEventListener('keydown', event => {
  if (event.key === ' ' && event.target instanceof VscodeButton) event.preventDefault();
});
document.body.append(view);
prepareAnnouncer();
editor.setState(view.place);
void view.host.ready();
view.ask();
