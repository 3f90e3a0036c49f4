import * as vscode from 'vscode';
import type { Created } from '../../model/desk.ts';
import type { Result } from '../../model/errors.ts';
import type { ReadyDesk } from '../desks/desks.ts';
import { asMarkdown } from '../markdownText.ts';
import { tellUncertain } from '../progress.ts';
import { shownText } from '../shownText.ts';
import { failureOfTool } from './toolFailure.ts';
import { ToolProblem } from './toolProblem.ts';

/** A write that a model wants, worked out to the last value. */
export interface Plan {
  readonly desk: ReadyDesk;
  /** What the user is asked. */
  readonly title: string;
  /** What is sent: each value by its name, then the text. */
  readonly rows: readonly (readonly [name: string, value: string])[];
  readonly text: string;
  /** On the button that agrees. */
  readonly button: string;
  /** While it is being done. */
  readonly doing: string;
  write(signal: AbortSignal): Promise<Result<Created>>;
  /** For the model, when it is done. */
  done(created: Created): string;
}

/** Plans that wait for the user at a time. */
const most = 20;
/** Milliseconds in which nobody has read and answered a question: VS Code was told not to ask. */
const quickest = 1_000;

/** Characters and lines that a message over the editor has room for on any screen. */
const messageLength = 1_000;
const messageLines = 20;
/** Blanks that a line begins with, as they are shown. */
const mostIndent = 40;

/**
 * Writes that were shown to the user. VS Code asks them between `prepare` and `take`; where it was told to agree by itself,
 * `take` asks. What was not shown before is not done, and what was shown is done once.
 */
export class WritePlans {
  readonly #plans = new Map<string, { readonly plan: Plan; readonly at: number }>();
  readonly #show: (title: string, text: string) => Promise<void>;

  /** @param show opens a text as a document */
  constructor(show: (title: string, text: string) => Promise<void>) {
    this.#show = show;
  }

  /** Shows a write; `work` works it out. What is wrong with it is told to the model by `take`. */
  async prepare(tool: string, input: unknown, work: () => Promise<Plan>): Promise<vscode.PreparedToolInvocation> {
    const key = keyOf(tool, input);
    this.#plans.delete(key);
    try {
      const plan = await work();
      this.#plans.set(key, { plan, at: performance.now() });
      const [oldest] = this.#plans.keys();
      if (this.#plans.size > most && oldest !== undefined) this.#plans.delete(oldest);
      return { invocationMessage: plan.doing, confirmationMessages: { title: plan.title, message: shownOf(plan) } };
    } catch (thrown) {
      if (!(thrown instanceof ToolProblem)) throw thrown;
      return {};
    }
  }

  /** Does what was shown. @throws ToolProblem when nothing was, or the desk did not do it */
  async take(tool: string, input: unknown, work: () => Promise<Plan>, signal: AbortSignal): Promise<string> {
    const key = keyOf(tool, input);
    const prepared = this.#plans.get(key);
    this.#plans.delete(key);
    if (!prepared) {
      // Says what is wrong with it, where something still is.
      await work();
      throw new ToolProblem('The user was not asked yet. Call the tool once more.');
    }
    const { plan, at } = prepared;
    if (performance.now() - at < quickest && !(await this.#agrees(plan))) {
      throw new ToolProblem('The user did not agree. Do not try again.');
    }
    // The chat may have been ended while the user was being asked.
    if (signal.aborted) throw new vscode.CancellationError();
    const written = await plan.write(signal);
    if (written.ok) {
      const { warning } = written.value;
      const said = plan.done(written.value);
      return warning ? `${said} But not all of it: ${failureOfTool(warning, plan.desk).message}` : said;
    }
    // Nobody reads what is answered to a chat that was ended.
    if (signal.aborted) tellUncertain(written.failure, plan.desk.config.name);
    const { kept, uncertain } = written.failure;
    if (kept) return 'It is in the outbox, and is sent from there as soon as the desk takes it. Do not send it again.';
    if (uncertain) return 'The desk may have it or not. Do not send it again; the user is to look there.';
    throw failureOfTool(written.failure, plan.desk);
  }

  async #agrees({ title, rows, text, button }: Plan): Promise<boolean> {
    const lines = rows.map(([name, value]) => `${name}: ${shownText(value)}`);
    const detail = [lines.join('\n'), text.trim()].filter(Boolean).join('\n\n');
    if (detail.length <= messageLength && detail.split('\n').length <= messageLines)
      return (await vscode.window.showWarningMessage(title, { modal: true, detail }, button)) === button;
    // A message cannot be scrolled, and while one is open that is modal nothing else can.
    await this.#show(title, `${title}\n\n${detail}\n`);
    const words = vscode.l10n.t('{0} All of it is in the editor.', title);
    return (await vscode.window.showWarningMessage(words, button)) === button;
  }
}

function keyOf(tool: string, input: unknown): string {
  return `${tool}\n${JSON.stringify(input)}`;
}

/** In lines that are as wide as there is room for: who agrees shall not have to look for the rest. */
function shownOf({ rows, text }: Plan): vscode.MarkdownString {
  const facts = rows.map(([name, value]) => `${asMarkdown(name)}: ${asMarkdown(value)}`);
  const lines = text.trim().split('\n').map(shownLine);
  return new vscode.MarkdownString([...facts, ...(text.trim() ? [lines.join('  \n')] : [])].join('\n\n'));
}

/** A line of a text as it is; the invisible character keeps its beginning from making a list. */
function shownLine(line: string): string {
  const blanks = /^\s*/.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0;
  const indent = Math.min(mostIndent, blanks);
  return `> \u200b${'&nbsp;'.repeat(indent)}${asMarkdown(line)}`;
}
