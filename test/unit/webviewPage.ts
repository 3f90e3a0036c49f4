import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { build } from 'esbuild';
import type { BrowserContext, Page } from 'playwright-core';
import { slimStyles } from '../../scripts/slimstyles.mjs';
import { installChromium, openBrowser } from '../../scripts/vscode/browser.mjs';
import { panelHtml } from '../../src/editor/panel/panelHtml.ts';
import type { PanelState } from '../../src/webview/messages.ts';

/** What a page starts with. */
type Seed = { readonly words?: Readonly<Record<string, string>> };

const origin = 'http://panel.test';

/** What the page asked of its host. */
export interface Asked {
  readonly m: string;
  readonly a: readonly unknown[];
  readonly i?: string;
}

/** The panel's real page in a real browser, with the test in place of the editor. */
export interface PanelUnderTest<State = PanelState> {
  readonly page: Page;
  /** Addresses that the page tried to load from anywhere but the extension. */
  readonly strayRequests: readonly string[];
  /** Script errors of the page. */
  readonly errors: readonly string[];
  show(state: State): Promise<void>;
  /** Everything asked so far. */
  asked(): Promise<readonly Asked[]>;
  /** Waits until the page asked for this, and gives the last such call. */
  waitForCall(method: string): Promise<Asked>;
  answer(call: Asked, result: unknown): Promise<void>;
  /** What the page keeps over a reload. */
  saved(): Promise<unknown>;
  /** Makes the page anew, as VS Code does with a tab that was hidden. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

/** One browser and one built page for a whole suite. */
export class PanelBrowser {
  readonly #dir: string;
  readonly #context: BrowserContext;

  private constructor(dir: string, context: BrowserContext) {
    this.#dir = dir;
    this.#context = context;
  }

  /** @param entry the page's script */
  static async start(entry = 'src/webview/panel/main.ts'): Promise<PanelBrowser> {
    const dir = await mkdtemp(path.join(tmpdir(), 'deskside-panel-'));
    await build({
      ...{ bundle: true, platform: 'browser', format: 'esm', target: 'es2023', minify: true, logLevel: 'error' },
      plugins: [slimStyles],
      entryPoints: [entry],
      outfile: path.join(dir, 'panel.js'),
    });
    const program = await installChromium(line => process.stdout.write(`${line}\n`));
    const context = await openBrowser({ program, dir, locale: 'en-US', timezoneId: 'UTC' });
    return new PanelBrowser(dir, context);
  }

  async stop(): Promise<void> {
    await this.#context.close();
    await rm(this.#dir, { recursive: true, force: true });
  }

  /**
   * @param theme CSS for a theme's variables
   * @param themeClass the class that VS Code gives the body
   */
  async open<State>(
    seed: Seed,
    options: { size?: { width: number; height: number }; theme?: string; themeClass?: string } = {},
  ): Promise<PanelUnderTest<State>> {
    const page = await this.#context.newPage();
    await page.setViewportSize(options.size ?? { width: 1000, height: 800 });
    const strayRequests: string[] = [];
    const errors: string[] = [];
    page.on('pageerror', error => errors.push(String(error)));
    const html = panelHtml({
      nonce: 'testnonce',
      cspSource: origin,
      script: `${origin}/panel.js`,
      codicons: `${origin}/codicon.css`,
      language: 'en',
      title: 'Page',
      seed,
    });
    const styled = html.replace(
      '</head>',
      `<style nonce="testnonce">html{${options.theme ?? ''}} body{background:var(--vscode-editor-background)}</style></head>`,
    );
    const files: Record<string, () => Promise<{ body: string | Buffer; contentType: string }>> = {
      '/': async () => ({ body: styled, contentType: 'text/html' }),
      '/panel.js': async () => ({
        body: await readFile(path.join(this.#dir, 'panel.js')),
        contentType: 'text/javascript',
      }),
      '/codicon.css': async () => ({ body: await readFile(codicons('codicon.css')), contentType: 'text/css' }),
      '/codicon.ttf': async () => ({ body: await readFile(codicons('codicon.ttf')), contentType: 'font/ttf' }),
    };
    await page.route('**/*', async route => {
      const address = new URL(route.request().url());
      const file = address.origin === origin ? files[address.pathname] : undefined;
      if (file) return route.fulfill(await file());
      strayRequests.push(address.href);
      return route.abort();
    });
    await page.addInitScript(editorStandIn, options.themeClass ?? 'vscode-dark');
    const ready = () => page.waitForFunction(() => window.asked?.some(call => call.m === 'ready'));
    await page.goto(`${origin}/`);
    await ready();
    const waitForCall = async (method: string): Promise<Asked> => {
      const found = await page.waitForFunction(name => window.asked.findLast(call => call.m === name), method);
      return (await found.jsonValue()) as Asked;
    };
    return {
      page,
      strayRequests,
      errors,
      waitForCall,
      show: state => page.evaluate(one => window.send({ t: 'q', m: 'show', a: [one] }), state as unknown),
      asked: () => page.evaluate(() => window.asked),
      answer: (call, result) => page.evaluate(one => window.send(one), { t: 's', i: call.i, r: result }),
      saved: () => page.evaluate(() => JSON.parse(sessionStorage.getItem('state') ?? 'null')),
      reload: async () => {
        await page.reload();
        await ready();
      },
      close: () => page.close(),
    };
  }
}

declare global {
  interface Window {
    asked: Asked[];
    /** Hands the page a message of the host and waits until it is drawn. */
    send(message: unknown): Promise<void>;
  }
}

/** Gives every test of a suite a page of its own, in one browser; a script error in the page fails the test. */
export function eachWithPanel<State = PanelState>(
  seed: Seed,
  opened: (panel: PanelUnderTest<State>) => void,
  entry?: string,
): void {
  let browser: PanelBrowser | undefined;
  let panel: PanelUnderTest<State> | undefined;
  before(async function () {
    // Where there is no browser yet, one is installed.
    this.timeout(240_000);
    browser = await PanelBrowser.start(entry);
  });
  after(() => browser?.stop());
  beforeEach(async () => {
    panel = await browser?.open<State>(seed);
    if (panel) opened(panel);
  });
  afterEach(async () => {
    const errors = panel?.errors;
    await panel?.close();
    assert.deepEqual(errors, []);
  });
}

/** Runs in the page before its own script: VS Code's side of a webview. */
function editorStandIn(themeClass: string): void {
  window.asked = [];
  let sent = 0;
  let heard = 0;
  const waiting = new Map<number, () => void>();
  // Messages arrive in the order in which they were sent, here before the page's own script gets them.
  window.addEventListener('message', () => waiting.get(++heard)?.());
  window.send = async message => {
    const arrived = new Promise<void>(resolve => waiting.set(++sent, resolve));
    window.postMessage(message, '*');
    await arrived;
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  };
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: Asked) => window.asked.push(message),
      getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null'),
      setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
    }),
  });
  document.addEventListener('DOMContentLoaded', () => document.body.classList.add(themeClass));
}

function codicons(file: string): string {
  return path.join('node_modules/@vscode/codicons/dist', file);
}
