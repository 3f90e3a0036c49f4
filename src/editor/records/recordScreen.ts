import * as vscode from 'vscode';
import type { DeskFailure } from '../../model/errors.ts';
import type { DeskRecord, RecordInput, RecordResource } from '../../model/records.ts';
import type { OtherField } from '../../model/ticket.ts';
import { saveFile } from '../attachments/saveFile.ts';
import { schemes } from '../ids.ts';
import { askChoice, type ChoiceItem, type FlowPlace, type Remark, WentBack } from '../input.ts';
import type { Next, Screen } from '../screens.ts';
import { shownText } from '../shownText.ts';
import { askInput } from './askInput.ts';
import { type Browsing, childrenOf, failureRemark, type Place, sent } from './deskRecords.ts';
import { aboutInput, kindWords } from './kinds.ts';
import { listScreen } from './listScreen.ts';
import { recordText } from './recordText.ts';

/** Letters of a record's title above the list of its fields. */
const longestTitle = 45;

type Choice = OtherField | RecordResource | 'document' | 'change' | 'save' | 'unlink' | 'delete' | 'retry';

/** A record: its fields, what belongs to it, and what its desk lets one do with it. */
export function recordScreen(browsing: Browsing, place: Place, listed: DeskRecord, changed: () => void): Screen {
  const { t } = vscode.l10n;
  const { resource, parents } = place;
  const { engine, desk, documents } = browsing;
  const { id: deskId, name: deskName } = desk.config;
  const { one } = kindWords(resource.kind);
  const ids = listed.id === undefined ? undefined : [...parents, listed.id];
  let record = listed;
  let fresh = false;
  let last: Choice | undefined;

  const items = async (typed: string, signal: AbortSignal): Promise<(ChoiceItem<Choice> | Remark)[]> => {
    let failure: DeskFailure | undefined;
    if (!fresh && resource.get && ids) {
      const answer = await engine.record(deskId, resource.kind, ids, signal);
      if (answer.ok) record = answer.value;
      else failure = answer.failure;
      fresh = answer.ok;
    }
    const lower = typed.toLocaleLowerCase();
    const fits = (words: string) => words.toLocaleLowerCase().includes(lower);
    const fields = record.fields
      .filter(({ name, value }) => fits(`${name} ${value}`))
      .map(
        (field): ChoiceItem<Choice> => ({ label: field.name, description: field.value.slice(0, 200), value: field }),
      );
    const related = ids
      ? childrenOf(browsing.resources, resource.kind, parents.length)
          .filter(each => fits(kindWords(each.kind).label))
          .map((each): ChoiceItem<Choice> => {
            const { label, icon } = kindWords(each.kind);
            return { label, iconPath: new vscode.ThemeIcon(icon), value: each };
          })
      : [];
    const actions = actionsOf(resource, ids !== undefined).filter(each => fits(each.label));
    const failed: (ChoiceItem<Choice> | Remark)[] = failure
      ? [
          failureRemark(failure, deskName),
          { label: t('Try Again'), iconPath: new vscode.ThemeIcon('refresh'), value: 'retry' },
        ]
      : [];
    return [
      ...failed,
      ...under(t('Fields'), fields),
      ...under(t('Belongs to it'), related),
      ...under(t('Actions'), actions),
    ];
  };

  return async at => {
    const title = [deskName, place.parentTitle, `${one} ${shortened(record.title)}`].filter(Boolean).join(' · ');
    const chosen = await askChoice<Choice>(
      { ...at, title },
      {
        placeholder: t('A field to copy or change; type to narrow'),
        items,
        ...(last ? { activeValue: last } : {}),
        buttons: [
          ...(resource.update && ids
            ? [{ iconPath: new vscode.ThemeIcon('edit'), tooltip: t('Change field…'), value: 'change' as const }]
            : []),
          { iconPath: new vscode.ThemeIcon('go-to-file'), tooltip: t('Open as document'), value: 'document' as const },
          ...(resource.download && ids
            ? [{ iconPath: new vscode.ThemeIcon('save'), tooltip: t('Save file…'), value: 'save' as const }]
            : []),
          ...(resource.remove && ids
            ? [{ iconPath: new vscode.ThemeIcon('trash'), tooltip: t('Delete…'), value: 'delete' as const }]
            : []),
        ],
      },
    );
    last = chosen;
    try {
      return await act(chosen, { ...at, title, canGoBack: true });
    } catch (thrown) {
      if (thrown instanceof WentBack) return 'again';
      throw thrown;
    }
  };

  async function act(chosen: Choice, at: FlowPlace): Promise<Next> {
    if (typeof chosen === 'object')
      return 'kind' in chosen
        ? listScreen(browsing, { resource: chosen, parents: ids ?? [], parentTitle: shortened(record.title) })
        : actOnField(chosen, at);
    switch (chosen) {
      case 'retry':
        return 'again';
      case 'document':
        await documents.show(schemes.record, `${one} ${record.title}`, recordText(record));
        return 'leave';
      case 'change':
        return changeField(at, await chooseInput(at));
      case 'save':
        if (ids) {
          const file = await sent(browsing, t('Reading {0}…', shownText(record.title)), signal =>
            engine.recordFile(deskId, resource.kind, ids, signal),
          );
          if (file.ok) await saveFile(file.value.bytes, file.value.name ?? record.title);
        }
        return 'again';
      case 'unlink':
        return (await gone(t('Unlinking {0}…', shownText(record.title)), 'unlink')) ? 'back' : 'again';
      case 'delete':
        if (!(await confirmed())) return 'again';
        return (await gone(t('Deleting {0}…', shownText(record.title)), 'delete')) ? 'back' : 'again';
    }
  }

  async function gone(title: string, how: 'unlink' | 'delete'): Promise<boolean> {
    if (!ids) return false;
    const done = await sent(browsing, title, signal =>
      how === 'delete'
        ? engine.removeRecord(deskId, resource.kind, ids, signal)
        : engine.unlinkRecord(deskId, resource.kind, ids, signal),
    );
    // Whether it went or not, the list before this is asked anew.
    changed();
    return done.ok;
  }

  async function confirmed(): Promise<boolean> {
    const remove = t('Delete');
    const answer = await vscode.window.showWarningMessage(
      t('Delete {0} {1} on {2}?', one, shownText(record.title), shownText(deskName)),
      { modal: true, detail: t('It is deleted on the desk, for everybody. This cannot be taken back here.') },
      remove,
    );
    return answer === remove;
  }

  async function actOnField(field: OtherField, at: FlowPlace): Promise<Next> {
    const input = ids ? inputFor(field) : undefined;
    const what = await askChoice<'copy' | 'document' | 'change'>(at, {
      placeholder: `${field.name}: ${field.value.slice(0, 200)}`,
      items: [
        { label: t('Copy value'), iconPath: new vscode.ThemeIcon('copy'), value: 'copy' },
        {
          label: t('Open as document'),
          description: t('the value in full'),
          iconPath: new vscode.ThemeIcon('go-to-file'),
          value: 'document',
        },
        ...(input
          ? [{ label: t('Change field…'), iconPath: new vscode.ThemeIcon('edit'), value: 'change' as const }]
          : []),
      ],
    });
    if (what === 'change' && input) return changeField(at, input);
    if (what === 'document') {
      await documents.show(schemes.record, `${one} ${record.title} ${field.name}`, field.value);
      return 'leave';
    }
    await vscode.env.clipboard.writeText(field.value);
    vscode.window.setStatusBarMessage(t('{0} copied', shownText(field.name)), 3_000);
    return 'again';
  }

  function inputs(): readonly RecordInput[] {
    return resource.update ? [...resource.update, ...(record.custom ?? [])] : [];
  }

  function inputFor({ name }: OtherField): RecordInput | undefined {
    return inputs().find(each => each.name.toLowerCase() === name.toLowerCase());
  }

  function nowOf(input: RecordInput): string | undefined {
    return record.fields.find(each => each.name.toLowerCase() === input.name.toLowerCase())?.value;
  }

  function chooseInput(at: FlowPlace): Promise<RecordInput> {
    return askChoice<RecordInput>(at, {
      placeholder: t('Which field?'),
      items: inputs().map(each => {
        const now = each.type === 'secret' ? undefined : nowOf(each);
        return { label: each.name, description: aboutInput(each, now?.slice(0, 200)), value: each };
      }),
    });
  }

  async function changeField(at: FlowPlace, input: RecordInput): Promise<Next> {
    // Of a secret nothing is shown, so an empty answer is none: it must not empty a password.
    const before = input.type === 'secret' ? '' : nowOf(input);
    const value = await askInput(at, input, before);
    if (!ids || value === before) return 'again';
    const done = await sent(browsing, t('Changing {0}…', shownText(input.name)), signal =>
      engine.updateRecord(deskId, resource.kind, ids, { [input.name]: value }, signal),
    );
    fresh = false;
    changed();
    if (done.ok) vscode.window.setStatusBarMessage(t('{0} changed', shownText(input.name)), 5_000);
    return 'again';
  }
}

/** A title that leaves room for where one is. */
function shortened(title: string): string {
  const letters = [...title];
  return letters.length > longestTitle ? `${letters.slice(0, longestTitle).join('')}…` : title;
}

function under<T>(heading: string, items: readonly ChoiceItem<T>[]): (ChoiceItem<T> | Remark)[] {
  return items.length ? [{ label: heading, kind: vscode.QuickPickItemKind.Separator }, ...items] : [];
}

function actionsOf(resource: RecordResource, hasId: boolean): ChoiceItem<Choice>[] {
  const { t } = vscode.l10n;
  const icon = (name: string) => new vscode.ThemeIcon(name);
  const document = { label: t('Open as document'), iconPath: icon('go-to-file'), value: 'document' as const };
  if (!hasId) return [document];
  return [
    ...(resource.update ? [{ label: t('Change field…'), iconPath: icon('edit'), value: 'change' as const }] : []),
    document,
    ...(resource.download ? [{ label: t('Save file…'), iconPath: icon('save'), value: 'save' as const }] : []),
    ...(resource.link ? [{ label: t('Unlink'), iconPath: icon('debug-disconnect'), value: 'unlink' as const }] : []),
    ...(resource.remove ? [{ label: t('Delete…'), iconPath: icon('trash'), value: 'delete' as const }] : []),
  ];
}
