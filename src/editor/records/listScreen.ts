import * as vscode from 'vscode';
import type { DeskFailure } from '../../model/errors.ts';
import type { DeskRecord, RecordInput } from '../../model/records.ts';
import { askChoice, askText, type ChoiceItem, type FlowPlace, type Remark, WentBack } from '../input.ts';
import type { Next, Screen } from '../screens.ts';
import { shownText } from '../shownText.ts';
import { askInput } from './askInput.ts';
import { type Browsing, failureRemark, type Place, sent } from './deskRecords.ts';
import { aboutInput, kindWords } from './kinds.ts';
import { fillForm } from './recordForm.ts';
import { recordScreen } from './recordScreen.ts';
import { hasWords, recordHint } from './recordText.ts';
import { chooseFile } from './sendFile.ts';

/** Records asked for at a time. */
const pageSize = 50;

type Choice = DeskRecord | 'more' | 'retry' | 'new' | 'byId' | 'filter' | 'link' | 'send';

/** What is known of a list, for the words and filters that it was asked with. */
interface Known {
  readonly asked: string;
  readonly records: readonly DeskRecord[];
  readonly pages: number;
  readonly total?: number;
  readonly more: boolean;
  readonly failure?: DeskFailure;
}

/** The records of a kind: searched as one types, page by page, with what can be done beside looking. */
export function listScreen(browsing: Browsing, place: Place): Screen {
  const { t } = vscode.l10n;
  const { resource, parents, parentTitle } = place;
  const { engine, desk } = browsing;
  const { id: deskId, name: deskName } = desk.config;
  const words = kindWords(resource.kind);
  const search = resource.list?.search;
  let typedNow = '';
  let filters: Record<string, string> = {};
  /** Filters that records themselves have shown: fields that the desk's own users defined. */
  const custom = new Map<string, RecordInput>();
  let known: Known | undefined;
  let last: DeskRecord | undefined;

  const keyOf = (typed: string) => JSON.stringify([search ? typed : '', filters]);
  /** The list for what is typed, from memory where it was asked already; `another` asks for one page more. */
  const load = async (typed: string, another: boolean, signal: AbortSignal): Promise<Known> => {
    const asked = keyOf(typed);
    const before = known?.asked === asked ? known : undefined;
    if (before && !another) return before;
    const number = (before?.pages ?? 0) + 1;
    const terms = typed && search ? { ...filters, [search]: typed } : filters;
    const answer = await engine.records(deskId, resource.kind, parents, terms, { number, size: pageSize }, signal);
    const old = before?.records ?? [];
    if (!answer.ok) return { asked, records: old, pages: number - 1, more: false, failure: answer.failure };
    const { records, total, more } = answer.value;
    for (const each of records.flatMap(record => record.custom ?? [])) custom.set(each.name, each);
    return { asked, records: [...old, ...records], pages: number, more, ...(total === undefined ? {} : { total }) };
  };
  let another = false;
  const items = async (typed: string, signal: AbortSignal): Promise<(ChoiceItem<Choice> | Remark)[]> => {
    if (!resource.list) return actionItems(place);
    const now = await load(typed, another, signal);
    if (signal.aborted) return [];
    another = false;
    known = now.failure ? undefined : now;
    const fitting = search || !typed ? now.records : now.records.filter(each => hasWords(each, typed));
    const rows: (ChoiceItem<Choice> | Remark)[] = fitting.map(each => ({
      label: each.title,
      description: recordHint(each),
      iconPath: new vscode.ThemeIcon(words.icon),
      value: each,
    }));
    if (now.failure) {
      rows.push(failureRemark(now.failure, deskName));
      rows.push({ label: t('Try Again'), iconPath: new vscode.ThemeIcon('refresh'), value: 'retry' });
    } else if (now.records.length === 0)
      rows.push({ label: t('Nothing found'), iconPath: new vscode.ThemeIcon('blank') });
    if (now.more) rows.push({ label: moreLabel(now), iconPath: new vscode.ThemeIcon('ellipsis'), value: 'more' });
    return [...rows, ...actionItems(place)];
  };

  return async at => {
    const title = [deskName, parentTitle, words.label].filter(Boolean).join(' · ');
    const filtered = Object.entries(filters).map(([name, value]) => `${name}: ${value}`);
    const chosen = await askChoice<Choice>(
      { ...at, title: [title, ...filtered].join(' · ') },
      {
        placeholder: search ? t('Type to search') : t('Type to narrow the list'),
        items,
        value: typedNow,
        typed: typed => {
          typedNow = typed;
        },
        ...(last ? { activeValue: last } : {}),
        buttons: buttons(place),
      },
    );
    if (typeof chosen === 'object') {
      last = chosen;
      return recordScreen(browsing, place, chosen, () => {
        known = undefined;
      });
    }
    try {
      return await act(chosen, { ...at, title, canGoBack: true });
    } catch (thrown) {
      if (thrown instanceof WentBack) return 'again';
      throw thrown;
    }
  };

  async function act(chosen: Exclude<Choice, DeskRecord>, at: FlowPlace): Promise<Next> {
    switch (chosen) {
      case 'more':
        another = true;
        last = known?.records.at(-1);
        return 'again';
      case 'retry':
        return 'again';
      case 'byId': {
        return openById(await askId(at, words.one));
      }
      case 'filter':
        filters = await askFilter(at, [...(resource.list?.filters ?? []), ...custom.values()], filters);
        known = undefined;
        return 'again';
      case 'link': {
        const id = await askId(at, words.one);
        const done = await sent(browsing, t('Linking {0}…', shownText(id)), signal =>
          engine.linkRecord(deskId, resource.kind, [...parents, id], signal),
        );
        if (done.ok) known = undefined;
        return 'again';
      }
      case 'send': {
        const file = await chooseFile(t('Send a file'));
        if (!file) return 'again';
        const done = await sent(browsing, t('Sending {0}…', shownText(file.name)), signal =>
          engine.uploadRecordFile(deskId, resource.kind, parents, file, signal),
        );
        if (done.ok) {
          known = undefined;
          vscode.window.setStatusBarMessage(t('{0} sent', shownText(file.name)), 5_000);
        }
        return 'again';
      }
      case 'new':
        return create(at);
    }
  }

  async function openById(id: string): Promise<Next> {
    const read = await sent(browsing, t('Reading {0}…', shownText(id)), signal =>
      engine.record(deskId, resource.kind, [...parents, id], signal),
    );
    if (!read.ok) return 'again';
    return recordScreen(browsing, place, { ...read.value, id }, () => {
      known = undefined;
    });
  }

  async function create(at: FlowPlace): Promise<Next> {
    const key = JSON.stringify([deskId, resource.kind]);
    const draft = browsing.drafts.get(key) ?? new Map<string, string>();
    browsing.drafts.set(key, draft);
    const inputs = resource.create ?? [];
    try {
      const title = `${at.title} · ${t('New {0}', words.one)}`;
      const values = await fillForm(title, inputs, draft, t('Create now'));
      const made = await sent(browsing, t('Creating a {0}…', words.one), signal =>
        engine.createRecord(deskId, resource.kind, parents, values, signal),
      );
      if (!made.ok) return 'again';
      browsing.drafts.delete(key);
      known = undefined;
      vscode.window.setStatusBarMessage(t('{0} created: {1}', words.one, shownText(made.value.id)), 5_000);
      // A desk may take a record without saying how it is called there.
      return resource.get && made.value.id ? openById(made.value.id) : 'again';
    } finally {
      // A secret that was typed is typed again.
      for (const input of inputs) if (input.type === 'secret') draft.delete(input.name);
    }
  }
}

function moreLabel({ records, total }: Known): string {
  const { t } = vscode.l10n;
  return total === undefined
    ? t('First {0} · Load more', records.length)
    : t('{0} of {1} · Load more', records.length, total);
}

function actionItems({ resource }: Place): (ChoiceItem<Choice> | Remark)[] {
  const { t } = vscode.l10n;
  const { one } = kindWords(resource.kind);
  const icon = (name: string) => new vscode.ThemeIcon(name);
  const actions: (ChoiceItem<Choice> | undefined)[] = [
    resource.create && { label: t('New {0}…', one), iconPath: icon('add'), value: 'new' },
    resource.get ? { label: t('Open by ID…'), iconPath: icon('go-to-file'), value: 'byId' } : undefined,
    resource.list?.filters.length
      ? { label: t('Filter by a field…'), iconPath: icon('filter'), value: 'filter' }
      : undefined,
    resource.link ? { label: t('Link {0}…', one), iconPath: icon('link'), value: 'link' } : undefined,
    resource.upload ? { label: t('Send a file…'), iconPath: icon('cloud-upload'), value: 'send' } : undefined,
  ];
  const offered = actions.filter(each => each !== undefined);
  if (offered.length === 0) return [];
  return [{ label: t('Actions'), kind: vscode.QuickPickItemKind.Separator }, ...offered];
}

function buttons({ resource }: Place): (vscode.QuickInputButton & { readonly value: Choice })[] {
  const { t } = vscode.l10n;
  return [
    ...(resource.list?.filters.length
      ? [{ iconPath: new vscode.ThemeIcon('filter'), tooltip: t('Filter by a field…'), value: 'filter' as const }]
      : []),
    ...(resource.create
      ? [
          {
            iconPath: new vscode.ThemeIcon('add'),
            tooltip: t('New {0}…', kindWords(resource.kind).one),
            value: 'new' as const,
          },
        ]
      : []),
  ];
}

async function askId(at: FlowPlace, one: string): Promise<string> {
  const { t } = vscode.l10n;
  const id = await askText(at, {
    prompt: t('ID of the {0}', one),
    check: value => (value.trim() ? undefined : t('This cannot be empty.')),
  });
  return id.trim();
}

/** Asks for one more filter, or takes all away. */
async function askFilter(
  at: FlowPlace,
  inputs: readonly RecordInput[],
  now: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const { t } = vscode.l10n;
  const none: ChoiceItem<undefined> = {
    label: t('No filter'),
    iconPath: new vscode.ThemeIcon('clear-all'),
    value: undefined,
  };
  const input = await askChoice<RecordInput | undefined>(at, {
    placeholder: t('Which field?'),
    items: [
      ...(Object.keys(now).length ? [none] : []),
      ...inputs.map(each => ({
        label: each.name,
        description: aboutInput(each, now[each.name]),
        value: each,
      })),
    ],
  });
  if (!input) return {};
  const value = await askInput(at, { ...input, required: false }, now[input.name]);
  const { [input.name]: _before, ...others } = now;
  return value === '' ? others : { ...others, [input.name]: value };
}
