import * as vscode from 'vscode';
import { Abandoned } from './commandRunner.ts';
import { shownText } from './shownText.ts';

/** Thrown by a question when the user pressed Back. */
export class WentBack extends Error {}

/** What all steps of one flow share. */
export interface FlowPlace {
  readonly title: string;
  readonly step?: number;
  readonly totalSteps?: number;
  readonly canGoBack: boolean;
}

/** One question of a flow; it gets its place and puts its answer where the flow keeps answers. */
export type Step = (place: FlowPlace) => Promise<void>;

/**
 * Asks one question after the other. Back returns to the question before; steps that `skip` says are not asked. With
 * `startAt` the questions before it count as answered, and Back leads to them. With `within` the flow stands in
 * another one, to which Back leads from the first question.
 * @throws Abandoned when the user closes a question, WentBack when Back leads out of the flow.
 */
export async function runSteps(
  title: string | (() => string),
  steps: readonly { ask: Step; skip?: () => boolean }[],
  { startAt = 0, within = false }: { readonly startAt?: number; readonly within?: boolean } = {},
): Promise<void> {
  const trail = [...steps.keys()].filter(each => each < startAt && !steps[each]?.skip?.());
  let index = startAt;
  while (index < steps.length) {
    const step = steps[index];
    if (!step || step.skip?.()) {
      index++;
      continue;
    }
    const total = trail.length + steps.slice(index).filter(each => !each.skip?.()).length;
    const place: FlowPlace = {
      title: typeof title === 'string' ? title : title(),
      canGoBack: within || trail.length > 0,
      ...(total > 1 ? { step: trail.length + 1, totalSteps: total } : {}),
    };
    try {
      await step.ask(place);
      trail.push(index);
      index++;
    } catch (thrown) {
      if (!(thrown instanceof WentBack) || (within && trail.length === 0)) throw thrown;
      index = trail.pop() ?? 0;
    }
  }
}

/** What a text question is about. `check` gives a sentence for what cannot be accepted, or nothing. */
export interface TextQuestion {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly password?: boolean;
  /** Runs as the user types; a returned string blocks, an object only tells. */
  check?(value: string): string | { readonly info: string } | { readonly warning: string } | undefined;
  /** Runs on Enter, for checks that take time; a returned string blocks. */
  accept?(value: string, signal: AbortSignal): Promise<string | undefined>;
  /** Told each value as it is typed, so that nothing typed is lost. */
  typed?(value: string): void;
  /** Other ways on than Enter: told when pressed, then the question is answered. */
  readonly buttons?: readonly (vscode.QuickInputButton & { press(): void })[];
}

/** Asks for one line of text, checked as it is typed. Focus lost elsewhere does not close it. */
export function askText(place: FlowPlace, question: TextQuestion): Promise<string> {
  const box = vscode.window.createInputBox();
  const abort = new AbortController();
  const disposables: vscode.Disposable[] = [box, { dispose: () => abort.abort() }];
  present(box, place);
  box.prompt = shownText(question.prompt);
  box.placeholder = question.placeholder ?? '';
  box.value = question.value ?? '';
  box.password = question.password ?? false;
  box.buttons = [...box.buttons, ...(question.buttons ?? [])];
  const validate = (value: string): boolean => {
    const verdict = question.check?.(value);
    if (verdict === undefined) box.validationMessage = undefined;
    else if (typeof verdict === 'string') box.validationMessage = verdict;
    else if ('info' in verdict)
      box.validationMessage = { message: verdict.info, severity: vscode.InputBoxValidationSeverity.Info };
    else box.validationMessage = { message: verdict.warning, severity: vscode.InputBoxValidationSeverity.Warning };
    return typeof verdict !== 'string';
  };
  // An empty box is not scolded before anything was typed.
  if (box.value) validate(box.value);
  return new Promise<string>((resolve, reject) => {
    disposables.push(
      box.onDidChangeValue(value => {
        question.typed?.(value);
        validate(value);
      }),
      box.onDidTriggerButton(button => {
        const other = question.buttons?.find(each => each === button || each.tooltip === button.tooltip);
        if (!other) return reject(new WentBack());
        if (!validate(box.value)) return;
        other.press();
        resolve(box.value);
      }),
      box.onDidHide(() => reject(new Abandoned())),
      box.onDidAccept(async () => {
        const { value } = box;
        if (!validate(value) || box.busy) return;
        if (question.accept) {
          box.busy = true;
          box.enabled = false;
          try {
            const refusal = await question.accept(value, abort.signal);
            if (refusal !== undefined) {
              box.validationMessage = refusal;
              return;
            }
          } catch (thrown) {
            reject(thrown);
            return;
          } finally {
            box.busy = false;
            box.enabled = true;
          }
        }
        resolve(value);
      }),
    );
    box.show();
  }).finally(() => vscode.Disposable.from(...disposables).dispose());
}

/** An item of a choice, with what it stands for. */
export interface ChoiceItem<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** An item that only tells something and cannot be chosen, or a heading (`kind`). */
export type Remark = vscode.QuickPickItem & { readonly value?: undefined };

/** What a choice is about. */
export interface ChoiceQuestion<T> {
  readonly placeholder: string;
  /** All items at once, or those for what is typed so far. */
  readonly items:
    | readonly (ChoiceItem<T> | Remark)[]
    | ((typed: string, signal: AbortSignal) => Promise<readonly (ChoiceItem<T> | Remark)[]>);
  readonly activeValue?: T;
  /** Shown when nothing fits. */
  readonly nothing?: string;
  /** What stands in the box at first. */
  readonly value?: string;
  /** Told what is typed. */
  typed?(value: string): void;
  /** Milliseconds of quiet typing before items are looked up; set where looking asks no desk at first. */
  readonly pause?: number;
  /** Ways on that are no item of the list, beside its title. */
  readonly buttons?: readonly (vscode.QuickInputButton & { readonly value: T })[];
}

/** Milliseconds of quiet typing before a desk is asked. */
const typingPause = 250;

/** Asks for one of several. With a function, items are looked up as the user types and an older look-up is cancelled. */
export function askChoice<T>(place: FlowPlace, question: ChoiceQuestion<T>): Promise<T> {
  const pick = vscode.window.createQuickPick<ChoiceItem<T> | Remark>();
  const disposables: vscode.Disposable[] = [pick];
  present(pick, place);
  pick.placeholder = question.placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.value = question.value ?? '';
  pick.buttons = [...pick.buttons, ...(question.buttons ?? [])];
  const { items } = question;
  /** The rows are those of something typed before. */
  let outdated = false;
  /** Accepted while they were: what it means is known when those of what is typed now are there. */
  let early: ChoiceItem<T> | Remark | undefined;
  const activate = (shown: readonly (ChoiceItem<T> | Remark)[]) => {
    const active = shown.find(item => item.value === question.activeValue);
    if (active && question.activeValue !== undefined) pick.activeItems = [active];
  };
  return new Promise<T>((resolve, reject) => {
    if (typeof items === 'function') {
      let running = new AbortController();
      let timer: NodeJS.Timeout | undefined;
      let looked = question.value ?? '';
      const look = async (typed: string) => {
        running.abort();
        running = new AbortController();
        const { signal } = running;
        looked = typed;
        pick.busy = true;
        try {
          const found = await items(typed, signal);
          if (signal.aborted) return;
          // The desk has searched already: what it found must not be filtered out again by the editor.
          const shown = found.map(item => ({ ...asText(item), alwaysShow: true }));
          pick.items = shown.length
            ? shown
            : [{ label: question.nothing ?? vscode.l10n.t('Nothing found'), alwaysShow: true }];
          pick.busy = false;
          if (!outdated) activate(shown);
          outdated = false;
          const still = shown.find(item => item.label === early?.label && item.description === early.description);
          const meant = still ?? (shown.length === 1 ? shown[0] : undefined);
          if (early && meant && 'value' in meant) resolve(meant.value as T);
          early = undefined;
        } catch (thrown) {
          if (!signal.aborted) reject(thrown);
        }
      };
      disposables.push(
        pick.onDidChangeValue(typed => {
          question.typed?.(typed);
          // The editor tells of the first value, too.
          if (!outdated && typed.trim() === looked) return;
          clearTimeout(timer);
          running.abort();
          outdated = true;
          early = undefined;
          pick.busy = true;
          timer = setTimeout(() => void look(typed.trim()), question.pause ?? typingPause);
        }),
        {
          dispose: () => {
            clearTimeout(timer);
            running.abort();
          },
        },
      );
      void look(looked);
    } else {
      const shown = items.map(asText);
      pick.items = shown;
      activate(shown);
    }
    disposables.push(
      pick.onDidTriggerButton(button => {
        const other = question.buttons?.find(each => each === button || each.tooltip === button.tooltip);
        if (other) resolve(other.value);
        else reject(new WentBack());
      }),
      pick.onDidHide(() => reject(new Abandoned())),
      pick.onDidAccept(() => {
        const [chosen] = pick.selectedItems;
        // Enter right after the last letter means what is about to be found, not what was found before.
        if (outdated) early = chosen ?? { label: '' };
        else if (chosen && 'value' in chosen) resolve(chosen.value as T);
      }),
    );
    pick.show();
  }).finally(() => vscode.Disposable.from(...disposables).dispose());
}

/** Names and subjects come from the desk. */
function asText<I extends vscode.QuickPickItem>(item: I): I {
  const { label, description, detail } = item;
  return {
    ...item,
    label: shownText(label),
    ...(description === undefined ? {} : { description: shownText(description) }),
    ...(detail === undefined ? {} : { detail: shownText(detail) }),
  };
}

function present(input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>, place: FlowPlace): void {
  input.title = shownText(place.title);
  input.step = place.step;
  input.totalSteps = place.totalSteps;
  input.ignoreFocusOut = true;
  if (place.canGoBack) input.buttons = [vscode.QuickInputButtons.Back];
}
