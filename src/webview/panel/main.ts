import { VscodeButton } from '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import { createBirpc } from 'birpc';
import { accessStyles } from '../accessStyles.ts';
import { prepareAnnouncer } from '../announcer.ts';
import { readSeed } from '../l10n.ts';
import type { PanelApi, PanelHostApi, PanelSeed } from '../messages.ts';
import { codeStyles } from './codeStyles.ts';
import { conversationStyles } from './conversationStyles.ts';
import { customerStyles } from './customerStyles.ts';
import { factsStyles } from './factsStyles.ts';
import { keepFocus } from './keepFocus.ts';
import { Memory, type StateKeeper } from './memory.ts';
import { noteStyles } from './noteStyles.ts';
import { pageStyles } from './pageStyles.ts';
import './ticketText.ts';
import { TicketView } from './ticketView.ts';
import { writingStyles } from './writingStyles.ts';

/** What VS Code gives the page; to be taken once. */
declare function acquireVsCodeApi(): StateKeeper & { postMessage(message: unknown): void };

const editor = acquireVsCodeApi();
const seed = readSeed<PanelSeed>(document);
const view = new TicketView();
const api: PanelApi = {
  show: state => view.show(state),
  showCode: code => view.showCode(code),
  focusNote: () => view.focusNote(),
  insertText: (text, cursor) => view.insertText(text, cursor),
  takeNote: (text, visibility) => view.takeNote(text, visibility),
};

const rpc = createBirpc<PanelHostApi, PanelApi>(api, {
  post: message => editor.postMessage(message),
  on: listener => window.addEventListener('message', event => listener(event.data)),
  eventNames: ['noteChanged'],
  timeout: -1,
});

keepFocus();
view.memory = new Memory(editor, seed);
// Not the rpc itself: it answers to every property's name, and Lit would take it for a directive.
view.host = {
  ready: () => rpc.ready(),
  refresh: () => rpc.refresh(),
  reconnect: () => rpc.reconnect(),
  showLog: () => rpc.showLog(),
  noteChanged: (text, visibility) => rpc.noteChanged(text, visibility),
  saveNote: (text, visibility) => rpc.saveNote(text, visibility),
  preview: text => rpc.preview(text),
  fields: () => rpc.fields(),
  changeField: (field, value) => rpc.changeField(field, value),
  undoChange: () => rpc.undoChange(),
  chooseWrite: (id, choice) => rpc.chooseWrite(id, choice),
  takeBack: id => rpc.takeBack(id),
  resolve: (id, sides) => rpc.resolve(id, sides),
  attachFile: (name, type, content, visibility) => rpc.attachFile(name, type, content, visibility),
  pickFiles: visibility => rpc.pickFiles(visibility),
  insertCannedReply: () => rpc.insertCannedReply(),
  logTime: () => rpc.logTime(),
  copyLink: () => rpc.copyLink(),
  openInBrowser: () => rpc.openInBrowser(),
  openLink: address => rpc.openLink(address),
  loadImage: address => rpc.loadImage(address),
  customerCard: (customerId, fresh) => rpc.customerCard(customerId, fresh),
  openTicket: (ticketId, number, subject) => rpc.openTicket(ticketId, number, subject),
  editField: target => rpc.editField(target),
  linkCustomer: () => rpc.linkCustomer(),
  unlinkCustomer: customerId => rpc.unlinkCustomer(customerId),
  insertArticle: () => rpc.insertArticle(),
  openAttachment: key => rpc.openAttachment(key),
  saveAttachment: key => rpc.saveAttachment(key),
  openFrame: (text, frame) => rpc.openFrame(text, frame),
  openAllFrames: () => rpc.openAllFrames(),
  openCodeLink: linkId => rpc.openCodeLink(linkId),
  removeCodeLink: linkId => rpc.removeCodeLink(linkId),
  findReferences: () => rpc.findReferences(),
};
for (const { styleSheet } of [
  ...[pageStyles, conversationStyles, noteStyles, factsStyles, customerStyles, writingStyles, codeStyles],
  accessStyles,
]) {
  if (styleSheet) document.adoptedStyleSheets.push(styleSheet);
}
// vscode-button acts on the space key, but leaves the page to scroll with it.
document.addEventListener('keydown', event => {
  if (event.key === ' ' && event.target instanceof VscodeButton) event.preventDefault();
});
document.body.append(view);
prepareAnnouncer();
void view.host.ready();
