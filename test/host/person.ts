import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './extensionUnderTest.ts';

type RowButton = vscode.QuickPickItemButtonEvent<vscode.QuickPickItem>;
type Input = vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox;

/**
 * Somebody who answers Deskside's questions in VS Code's own quick inputs: types, chooses, accepts, goes back. Only what
 * leads out of the window (modal questions, messages, dialogs about files) is answered for them.
 */
export class Person {
  readonly #window = vscode.window;
  readonly #kept: [name: string, value: unknown][] = [];
  readonly #pressing = new Map<Input, (button: vscode.QuickInputButton) => unknown>();
  readonly #pressingRow = new Map<Input, (pressed: RowButton) => unknown>();
  #shown: Input | undefined;
  /** Sentences that were said in messages, newest last. */
  readonly heard: string[] = [];
  /** Buttons of messages to press, by label. */
  press: string | undefined;
  /** Where a save dialog saves. */
  saveTo: vscode.Uri | undefined;
  /** The command that was run last. */
  running: Thenable<unknown> | undefined;
  /** What an open dialog chooses. */
  openFrom: vscode.Uri | undefined;

  constructor() {
    const track = <I extends Input>(make: () => I) => {
      const input = make();
      const show = input.show.bind(input);
      const listen = input.onDidTriggerButton;
      // No command of VS Code presses a button that an extension has put there.
      Object.defineProperty(input, 'onDidTriggerButton', {
        value: (listener: (button: vscode.QuickInputButton) => unknown) => {
          this.#pressing.set(input, listener);
          return listen(listener);
        },
      });
      if ('items' in input) {
        const listenToRows = input.onDidTriggerItemButton;
        Object.defineProperty(input, 'onDidTriggerItemButton', {
          value: (listener: (pressed: RowButton) => unknown) => {
            this.#pressingRow.set(input, listener);
            return listenToRows(listener);
          },
        });
      }
      input.show = () => {
        this.#shown = input;
        show();
      };
      input.onDidHide(() => {
        if (this.#shown === input) this.#shown = undefined;
      });
      return input;
    };
    const { createQuickPick, createInputBox } = this.#window;
    this.#replace('createQuickPick', () => track(() => createQuickPick()));
    this.#replace('createInputBox', () => track(() => createInputBox()));
    for (const name of ['showInformationMessage', 'showWarningMessage', 'showErrorMessage']) {
      this.#replace(name, async (message: string, ...rest: unknown[]) => {
        this.heard.push(message);
        return rest.find(each => each === this.press);
      });
    }
    this.#replace('showSaveDialog', async () => this.saveTo);
    this.#replace('showOpenDialog', async () => this.openFrom && [this.openFrom]);
  }

  /** Runs a command that asks something; answers its end. */
  run(command: string, ...args: unknown[]): Thenable<unknown> {
    this.running = vscode.commands.executeCommand(command, ...args);
    return this.running;
  }

  /** Gives up what is asked, waits for the end of what runs, and gives VS Code its own ways back. */
  async leave(): Promise<void> {
    try {
      await this.giveUp();
      await this.running;
    } finally {
      for (const [name, value] of this.#kept) Object.assign(this.#window, { [name]: value });
    }
  }

  /** Waits for a choice whose title has these words, and chooses the row of this label. */
  async choose(title: string, label: string | RegExp): Promise<void> {
    const pick = await this.pick(title);
    const row = await until(`the row ${label} among ${pick.items.map(each => each.label).join(', ')}`, () =>
      pick.busy ? undefined : pick.items.find(each => isRow(each) && fits(each.label, label)),
    );
    pick.activeItems = [row];
    await sent();
    await this.#accept(pick);
  }

  /** The rows of a choice, once they are there, as label and description. */
  async rows(title: string): Promise<readonly { readonly label: string; readonly description: string }[]> {
    const pick = await this.pick(title);
    const items = await until('rows', () => (pick.busy || pick.items.length === 0 ? undefined : pick.items));
    return items.filter(isRow).map(({ label, description = '' }) => ({ label, description }));
  }

  /** Types into a choice, and waits until it has looked. */
  async search(title: string, typed: string): Promise<void> {
    const pick = await this.pick(title);
    await until('first rows', () => !pick.busy);
    pick.value = typed;
    await until('that it looks', () => pick.busy);
    await until('what it found', () => !pick.busy);
  }

  /** Waits for a question for text, answers it. */
  async write(title: string, text: string): Promise<void> {
    const box = await this.box(title);
    box.value = text;
    await sent();
    await this.#accept(box);
  }

  /** Presses Back. */
  async back(): Promise<void> {
    const shown = await until('a question', () => this.#shown);
    await vscode.commands.executeCommand('workbench.action.quickInputBack');
    await until('that it is gone', () => this.#shown !== shown);
  }

  /** Presses a button of the question that is asked, by its tooltip. */
  async pressButton(tooltip: string): Promise<void> {
    const shown = await until('a question', () => this.#shown);
    const button = shown.buttons.find(each => each.tooltip === tooltip);
    assert.ok(button, `there is no button ${tooltip}`);
    this.#pressing.get(shown)?.(button);
    await until('that it is gone', () => this.#shown !== shown);
  }

  /** Presses a button of a row, by its tooltip. */
  async pressRowButton(title: string, label: string | RegExp, tooltip: string): Promise<void> {
    const pick = await this.pick(title);
    const item = pick.items.find(each => isRow(each) && fits(each.label, label));
    const button = item?.buttons?.find(each => each.tooltip === tooltip);
    assert.ok(item && button, `there is no button ${tooltip} at ${label}`);
    this.#pressingRow.get(pick)?.({ item, button });
    await until('that it is gone', () => this.#shown !== pick);
  }

  /** Waits for a list of things to tick, ticks those whose labels have one of these words and no others, and accepts. */
  async tick(title: string, ...labels: readonly RegExp[]): Promise<void> {
    const pick = await this.pick(title);
    const rows = pick.items.filter(isRow);
    const chosen = labels.map(wanted => {
      const row = rows.find(each => wanted.test(each.label));
      assert.ok(row, `there is no row ${wanted} among ${rows.map(each => each.label).join(', ')}`);
      return row;
    });
    pick.selectedItems = chosen;
    await sent();
    await this.#accept(pick);
  }

  /** Presses Esc. */
  async giveUp(): Promise<void> {
    this.#shown?.hide();
    await until('that nothing is asked', () => !this.#shown);
  }

  async pick(title: string): Promise<vscode.QuickPick<vscode.QuickPickItem>> {
    const input = await this.#titled(title);
    assert.ok('items' in input, `${input.title} is no choice`);
    return input;
  }

  async box(title: string): Promise<vscode.InputBox> {
    const input = await this.#titled(title);
    assert.ok(!('items' in input), `${input.title} is no question for text`);
    return input;
  }

  /** What is wrong with what is in the box, once that is said. */
  async problem(title: string): Promise<string> {
    const box = await this.box(title);
    const said = await until('what is wrong', () => (box.busy ? undefined : box.validationMessage));
    return typeof said === 'string' ? said : said.message;
  }

  #titled(title: string): Promise<Input> {
    return until(`a question titled ${title}; there is ${this.#shown?.title}; heard ${this.heard.join(' ')}`, () =>
      this.#shown?.title?.includes(title) ? this.#shown : undefined,
    );
  }

  async #accept(input: Input): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    if (this.#shown !== input) return;
    await until(
      'an answer',
      () => this.#shown !== input || (!('items' in input) && !input.busy && input.validationMessage),
    );
  }

  #replace(name: string, value: unknown): void {
    this.#kept.push([name, Reflect.get(this.#window, name)]);
    Object.assign(this.#window, { [name]: value });
  }
}

/** VS Code sends what was set on an input in the turn after it. */
export function sent(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 0));
}

function isRow(item: vscode.QuickPickItem): boolean {
  return item.kind !== vscode.QuickPickItemKind.Separator;
}

function fits(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}
