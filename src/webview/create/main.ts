import { VscodeButton } from '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { createBirpc } from 'birpc';
import { accessStyles } from '../accessStyles.ts';
import { prepareAnnouncer } from '../announcer.ts';
import type { CreateApi, CreateHostApi, CreateSeed } from '../createMessages.ts';
import { readSeed } from '../l10n.ts';
import { keepFocus } from '../panel/keepFocus.ts';
import { CreateForm } from './createForm.ts';
import { createStyles } from './createStyles.ts';

/** What VS Code gives the page; to be taken once. */
declare function acquireVsCodeApi(): { postMessage(message: unknown): void; setState(state: unknown): void };

const editor = acquireVsCodeApi();
const seed = readSeed<CreateSeed>(document);
const form = new CreateForm();
const api: CreateApi = { show: state => form.show(state) };
const rpc = createBirpc<CreateHostApi, CreateApi>(api, {
  post: message => editor.postMessage(message),
  on: listener => window.addEventListener('message', event => listener(event.data)),
  timeout: -1,
});

keepFocus();
// Which form it is; what is in it the host keeps, which hears of every change.
editor.setState({ formId: seed.formId });
// Not the rpc itself: it answers to every property's name, and Lit would take it for a directive.
form.host = {
  ready: () => rpc.ready(),
  changed: (values, customer) => rpc.changed(values, customer),
  chooseDesk: deskId => rpc.chooseDesk(deskId),
  customers: text => rpc.customers(text),
  create: () => rpc.create(),
  startAnew: () => rpc.startAnew(),
  refresh: () => rpc.refresh(),
  reconnect: () => rpc.reconnect(),
  showLog: () => rpc.showLog(),
};
form.keep = values => editor.setState({ formId: seed.formId, ...values });
for (const { styleSheet } of [createStyles, accessStyles]) if (styleSheet) document.adoptedStyleSheets.push(styleSheet);
// vscode-button acts on the space key, but leaves the page to scroll with it.
document.addEventListener('keydown', event => {
  if (event.key === ' ' && event.target instanceof VscodeButton) event.preventDefault();
});
document.body.append(form);
prepareAnnouncer();
void form.host.ready();
