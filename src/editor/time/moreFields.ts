import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { Capabilities, TimeDraft } from '../../model/desk.ts';
import type { NamedRef } from '../../model/ticket.ts';
import { askChoice, askText, type ChoiceItem, type FlowPlace, type Step } from '../input.ts';

/** What was answered of the fields that are not asked for unless wanted. */
export interface MoreAnswers {
  /** They are wanted. */
  more: boolean;
  category?: NamedRef;
  cost: string;
}

/** The fields that logged time can have on one desk beside those that are always asked for. */
export class MoreFields {
  readonly #capabilities: Pick<Capabilities, 'timeCategory' | 'timeCost'>;
  readonly #answers: MoreAnswers;
  /** Kinds of work that this desk can be given, as far as they were seen. */
  readonly #seen: Promise<readonly NamedRef[]>;
  /** It is known that nothing can be chosen. */
  #hasNone = false;

  constructor(engine: Engine, deskId: string, capabilities: Capabilities, answers: MoreAnswers) {
    this.#capabilities = capabilities;
    this.#answers = answers;
    this.#seen = capabilities.timeCategory
      ? engine.timeCategories(deskId).then(answer => (answer.ok ? answer.value : []).filter(each => this.#takes(each)))
      : Promise.resolve([]);
    void this.#seen.then(({ length }) => {
      this.#hasNone = length === 0 && !capabilities.timeCost && capabilities.timeCategory?.from !== 'named';
    });
  }

  /** The way to them, in a question that comes before; none where nothing could be chosen, as soon as that is known. */
  buttons(): readonly (vscode.QuickInputButton & { press(): void })[] {
    const { timeCategory, timeCost } = this.#capabilities;
    if (this.#hasNone || !(timeCategory || timeCost)) return [];
    const press = () => {
      this.#answers.more = true;
    };
    return [{ iconPath: new vscode.ThemeIcon('list-unordered'), tooltip: vscode.l10n.t('More Fields…'), press }];
  }

  steps(): readonly { ask: Step; skip(): boolean }[] {
    const answers = this.#answers;
    const { timeCategory, timeCost } = this.#capabilities;
    return [
      {
        skip: () => !answers.more || !timeCategory,
        ask: async place => {
          const chosen = await this.#askCategory(place);
          if (chosen === 'none') delete answers.category;
          else answers.category = chosen;
        },
      },
      {
        skip: () => !answers.more || !timeCost,
        ask: async place => {
          answers.cost = await askText(place, {
            prompt: vscode.l10n.t('What it costs, in the currency of the desk'),
            placeholder: vscode.l10n.t('For example 45 or 45.50 (optional)'),
            value: answers.cost,
            check: value =>
              value.trim() === '' || costOf(value) !== undefined
                ? undefined
                : vscode.l10n.t('Not an amount. Write it like 45 or 45.50.'),
            typed: value => {
              answers.cost = value;
            },
          });
        },
      },
    ];
  }

  /** What was answered, as it is logged. */
  values(): Pick<TimeDraft, 'category' | 'cost'> {
    const { more, category, cost } = this.#answers;
    const amount = costOf(cost);
    return {
      ...(more && category ? { category } : {}),
      ...(more && amount !== undefined ? { cost: amount } : {}),
    };
  }

  async #askCategory(place: FlowPlace): Promise<NamedRef | 'none'> {
    const { t } = vscode.l10n;
    const { timeCategory } = this.#capabilities;
    const { category } = this.#answers;
    const seen = await this.#seen;
    const none: ChoiceItem<NamedRef | 'none'> = { label: t('No Category'), value: 'none' };
    const known = [...(category && !seen.some(each => each.name === category.name) ? [category] : []), ...seen].map(
      each => ({ label: each.name, value: each }),
    );
    const activeValue = known.find(each => each.value.name === category?.name)?.value ?? 'none';
    if (timeCategory?.from !== 'named') {
      return await askChoice<NamedRef | 'none'>(place, {
        placeholder: t('What kind of work (those seen on logged time)'),
        items: [none, ...known],
        activeValue,
      });
    }
    return await askChoice<NamedRef | 'none'>(place, {
      placeholder: t('What kind of work: choose one that was seen, or type one that the desk has'),
      items: async typed => {
        const words = typed.toLowerCase();
        const fits = known.filter(({ label }) => label.toLowerCase().includes(words));
        if (typed === '') return [none, ...known];
        if (known.some(({ label }) => label.toLowerCase() === words)) return fits;
        if (typed.length > timeCategory.longest) {
          return [{ label: t('At most {0} characters', timeCategory.longest) }];
        }
        return [...fits, { label: t('Use “{0}”', typed), value: { name: typed } }];
      },
      activeValue,
      pause: 0,
    });
  }

  #takes({ name, id }: NamedRef): boolean {
    const { timeCategory } = this.#capabilities;
    return timeCategory?.from === 'named' ? name.length <= timeCategory.longest : id !== undefined;
  }
}

/** An amount as it is sent: with a point. */
function costOf(typed: string): string | undefined {
  const amount = typed.trim().replace(',', '.');
  return /^\d{1,9}(?:\.\d{1,2})?$/.test(amount) ? amount : undefined;
}
