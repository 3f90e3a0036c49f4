import { type ChildProcess, fork } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { DeskConfig } from '../../model/desk.ts';
import { DeskError } from '../../model/errors.ts';
import { said } from '../../model/said.ts';

const connectionLine = v.object({
  readydesk: v.object({ url: v.string(), key: v.string() }),
  teamsupport: v.object({ url: v.string(), organizationId: v.string(), token: v.string() }),
});

/** Where the running sample desk is and how it is entered. Never stored: it is told anew at each start. */
export type SampleConnection = v.InferOutput<typeof connectionLine>;

/** Milliseconds that starting may take; the first start also makes the data. */
const startLimit = 30_000;

/** The sample desk's process: started when first asked for, stopped with the window. */
export class SampleDesk implements vscode.Disposable {
  readonly #script: string;
  readonly #dataFolder: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #provided: () => string | undefined;
  readonly #stopped = new vscode.EventEmitter<void>();
  #running: Promise<SampleConnection> | undefined;
  #child: ChildProcess | undefined;
  #disposed = false;

  /** The process ended without being asked to. */
  readonly onDidStop = this.#stopped.event;

  /** @param provided tells the line that a sample desk printed that runs already: that one is used, and none started */
  constructor(script: string, dataFolder: string, log: vscode.LogOutputChannel, provided: () => string | undefined) {
    this.#script = script;
    this.#dataFolder = dataFolder;
    this.#log = log;
    this.#provided = provided;
  }

  /**
   * Where the sample desk is; starts it when it does not run.
   * @throws DeskError `unreachable` when it does not start.
   */
  connection(): Promise<SampleConnection> {
    this.#running ??= this.#start().catch(thrown => {
      this.#running = undefined;
      throw thrown;
    });
    return this.#running;
  }

  dispose(): void {
    this.#disposed = true;
    this.#stopped.dispose();
    this.#child?.removeAllListeners();
    this.#child?.kill();
  }

  async #start(): Promise<SampleConnection> {
    const provided = this.#provided();
    if (provided) return parse(provided);
    await mkdir(this.#dataFolder, { recursive: true, mode: 0o700 });
    if (this.#disposed) throw new DeskError({ reason: 'cancelled' });
    const child = fork(this.#script, ['--port', '0', '--data', this.#dataFolder], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    this.#child = child;
    child.stderr?.on('data', (chunk: Buffer) => this.#log.debug(`sample desk: ${chunk.toString().trimEnd()}`));
    const line = await firstLine(child);
    child.once('exit', code => {
      this.#log.warn(`sample desk: stopped with ${code}`);
      this.#child = undefined;
      this.#running = undefined;
      this.#stopped.fire();
    });
    this.#log.info('sample desk: started');
    return parse(line);
  }
}

/** Who the user is on the sample desk: the technician with the most to do. */
export const sampleTechnician = 'Sam Rivera';

/** What the settings keep of a sample desk: neither address nor secret. */
export function sampleConfigs(): DeskConfig[] {
  return [
    { id: 'sample-readydesk', name: vscode.l10n.t('Sample ReadyDesk'), system: 'readydesk', address: '', sample: true },
    {
      id: 'sample-teamsupport',
      name: vscode.l10n.t('Sample TeamSupport'),
      system: 'teamsupport',
      address: '',
      sample: true,
    },
  ];
}

/** A sample desk's config and secret as they hold while it runs. */
export function sampleAccess(
  config: DeskConfig,
  connection: SampleConnection,
): { readonly config: DeskConfig; readonly secret: string } {
  const { readydesk, teamsupport } = connection;
  const ticketUrl = `${new URL(readydesk.url).origin}/${config.system}/tickets/{number}`;
  return config.system === 'readydesk'
    ? { config: { ...config, address: readydesk.url, ticketUrl }, secret: readydesk.key }
    : {
        config: { ...config, address: teamsupport.url, organizationId: teamsupport.organizationId, ticketUrl },
        secret: teamsupport.token,
      };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const fail = (detail: string) => {
      clearTimeout(timer);
      child.kill();
      reject(new DeskError({ reason: 'unreachable', detail }));
    };
    const timer = setTimeout(() => fail(said`the sample desk did not start in time`), startLimit);
    child.once('error', error => fail(error.message));
    child.once('exit', code => fail(said`the sample desk stopped with ${code}`));
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const end = text.indexOf('\n');
      if (end === -1) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      child.removeAllListeners('error');
      child.stdout?.removeAllListeners('data').resume();
      resolve(text.slice(0, end));
    });
  });
}

function parse(line: string): SampleConnection {
  try {
    return v.parse(connectionLine, JSON.parse(line));
  } catch {
    // The line holds secrets, so the failure does not quote it.
    throw new DeskError({ reason: 'unreadable', detail: said`the sample desk did not say where it is` });
  }
}
