import { randomBytes } from 'node:crypto';
import { type BirpcReturn, createBirpc } from 'birpc';
import * as vscode from 'vscode';
import { type PanelPage, panelHtml } from './panelHtml.ts';

/** What differs from page to page. */
interface Page<Seed extends PanelPage['seed']> {
  /** Its script in `dist/`. */
  readonly script: string;
  readonly forms: boolean;
  readonly title: string;
  readonly seed: Omit<Seed, 'words'>;
}

/** Puts a page into a panel, with the words of the editor's language. */
export function fillPanel<Seed extends PanelPage['seed']>(
  panel: vscode.WebviewPanel,
  extensionUri: vscode.Uri,
  page: Page<Seed>,
): void {
  const { webview } = panel;
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  webview.options = { enableScripts: true, enableForms: page.forms, localResourceRoots: [dist] };
  webview.html = panelHtml({
    nonce: randomBytes(18).toString('base64url'),
    cspSource: webview.cspSource,
    script: webview.asWebviewUri(vscode.Uri.joinPath(dist, page.script)).toString(),
    codicons: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'codicon.css')).toString(),
    language: vscode.env.language,
    title: page.title,
    seed: { ...page.seed, ...(vscode.l10n.bundle ? { words: vscode.l10n.bundle } : {}) },
  });
}

/** How a page is listened to. */
interface Listening<Api> {
  /** What of the page answers nothing. */
  readonly eventNames: (keyof Api)[];
  /** Why a message is not taken; nothing when it is. */
  refusal(message: unknown): string | undefined;
  refused(why: string): void;
  readonly registrations: vscode.Disposable[];
}

/** Lets a page and the extension call each other; messages that are no calls of the page are told and ignored. */
export function connectPage<Api extends object, HostApi extends object>(
  webview: vscode.Webview,
  functions: HostApi,
  { eventNames, refusal, refused, registrations }: Listening<Api>,
): BirpcReturn<Api, HostApi> {
  return createBirpc<Api, HostApi>(functions, {
    post: message => webview.postMessage(message),
    on: listener => {
      registrations.push(
        webview.onDidReceiveMessage((message: unknown) => {
          const why = refusal(message);
          if (why === undefined) listener(message);
          else refused(why);
        }),
      );
    },
    eventNames,
    timeout: -1,
  });
}
