import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Engine, EngineChange } from '../../src/engine/engine.ts';
import { workerEngine } from '../../src/engine/workerEngine.ts';
import type { DeskConfig } from '../../src/model/desk.ts';
import type { Result } from '../../src/model/errors.ts';
import type { OutboxEntry, Write } from '../../src/model/outbox.ts';

/** What a window opens. */
export interface Opened {
  readonly folder: string;
  readonly config: DeskConfig;
  readonly secret: string;
}

/** An engine in a worker thread of this process, with the desk open. */
export async function openEngine(
  { folder, config, secret }: Opened,
  heard: (change: EngineChange) => void = () => {},
): Promise<Engine> {
  const file = fileURLToPath(new URL('./writeWorker.ts', import.meta.url));
  const engine = workerEngine({ file, folder, log: line => process.stderr.write(`${line}\n`) });
  engine.onChange(heard);
  await engine.mirror({ tickets: 'open', days: 90, notices: false });
  value(await engine.open(config, secret));
  return engine;
}

/** @throws when it is a failure */
export function value<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.failure.reason}: ${result.failure.detail}`);
}

/** What such a process is told, and what it tells. */
type Told = { readonly put: Write };
type Tells = 'open' | 'putting' | { readonly entry: OutboxEntry } | { readonly problem: string };

/** Another window: a process with an engine of its own, which can be ended at any moment. */
export class OtherWindow {
  readonly #child;
  readonly #ended: Promise<unknown>;

  private constructor(opened: Opened) {
    this.#child = fork(fileURLToPath(import.meta.url), [JSON.stringify(opened)], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#ended = once(this.#child, 'exit');
  }

  /** One that has the desk open. */
  static async open(opened: Opened): Promise<OtherWindow> {
    const window = new OtherWindow(opened);
    await window.#hears('open');
    return window;
  }

  /**
   * Lets it put a write down.
   * @returns when it begins; `put` is fulfilled when it is put down, and says whether it was before the end
   */
  async put(write: Write): Promise<{ readonly put: Promise<boolean> }> {
    const begun = this.#hears('putting');
    const put = this.#hears('entry').then(
      () => true,
      () => false,
    );
    this.#child.send({ put: write } satisfies Told);
    await begun;
    return { put };
  }

  /** Ends it like the system does, whatever it is at. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async #hears(wanted: 'open' | 'putting' | 'entry'): Promise<void> {
    const heard = new Promise<void>((resolve, reject) => {
      const listen = (message: Tells) => {
        if (typeof message === 'object' && 'problem' in message) reject(new Error(message.problem));
        else if (message !== wanted && !(wanted === 'entry' && typeof message === 'object')) return;
        else resolve();
        this.#child.off('message', listen);
      };
      this.#child.on('message', listen);
    });
    const ended = this.#ended.then(how => {
      throw new Error(`the window ended before it told "${wanted}": ${how}`);
    });
    await Promise.race([heard, ended]);
  }
}

async function serve(opened: Opened): Promise<void> {
  const tell = (message: Tells) => void process.send?.(message);
  // Ends also when whoever started it is ended and nobody is left to do it.
  process.on('disconnect', () => process.exit());
  try {
    const engine = await openEngine(opened);
    process.on('message', ({ put }: Told) => {
      tell('putting');
      engine.put(opened.config.id, put).then(
        result => tell(result.ok ? { entry: result.value } : { problem: JSON.stringify(result.failure) }),
        thrown => tell({ problem: String(thrown) }),
      );
    });
    tell('open');
  } catch (thrown) {
    tell({ problem: String(thrown) });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) void serve(JSON.parse(process.argv[2] ?? '') as Opened);
