import { VscodeButton } from '@vscode-elements/elements/dist/vscode-button/index.js';
import { createBirpc } from 'birpc';
import { dayOf } from '../../model/timesheet.ts';
import { accessStyles } from '../accessStyles.ts';
import { prepareAnnouncer } from '../announcer.ts';
import { readSeed } from '../l10n.ts';
import { keepFocus } from '../panel/keepFocus.ts';
import type { SheetApi, SheetHostApi, SheetSeed } from '../timesheetMessages.ts';
import { placeFrom, type StateKeeper } from './sheetMemory.ts';
import { sheetStyles } from './sheetStyles.ts';
import { SheetView } from './sheetView.ts';
import { sheetFormats } from './sheetWords.ts';
import { tableStyles } from './tableStyles.ts';

/** What VS Code gives the page; to be taken once. */
declare function acquireVsCodeApi(): StateKeeper & { postMessage(message: unknown): void };

const editor = acquireVsCodeApi();
const seed = readSeed<SheetSeed>(document);
const view = new SheetView();
const rpc = createBirpc<SheetHostApi, SheetApi>(
  { show: state => view.show(state) },
  {
    post: message => editor.postMessage(message),
    on: listener => window.addEventListener('message', event => listener(event.data)),
    timeout: -1,
  },
);

keepFocus();
view.formats = sheetFormats(seed.locale);
view.place = placeFrom(editor.getState(), dayOf(new Date()));
view.remember = place => editor.setState(place);
// Not the rpc itself: it answers to every property's name, and Lit would take it for a directive.
view.host = {
  ready: () => rpc.ready(),
  look: question => rpc.look(question),
  readTime: () => rpc.readTime(),
  stopReading: () => rpc.stopReading(),
  openTicket: (deskId, ticketId, number, subject) => rpc.openTicket(deskId, ticketId, number, subject),
  logTime: (deskId, ticketId, number) => rpc.logTime(deskId, ticketId, number),
  changeEntry: (deskId, ticketId, entryId, change) => rpc.changeEntry(deskId, ticketId, entryId, change),
  changeUnsent: (deskId, id, change) => rpc.changeUnsent(deskId, id, change),
  chooseUnsent: (deskId, id, choice) => rpc.chooseUnsent(deskId, id, choice),
  showOutbox: () => rpc.showOutbox(),
  saveCsv: (name, text) => rpc.saveCsv(name, text),
  act: (action, deskId) => rpc.act(action, deskId),
};
for (const { styleSheet } of [sheetStyles, tableStyles, accessStyles])
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
