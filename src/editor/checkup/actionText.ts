import type { ActionFacts } from '../../model/examination.ts';
import { type FieldNameKind, fieldNameKinds } from '../../model/fieldNames.ts';
import { asCode, asJsonBlock, asMarkdown } from '../markdownText.ts';
import type { CheckupWords } from './words.ts';

/** The kind of record, as the setting `fieldNames` calls it, whose fields an action answers with. */
const kindsOfActions: Readonly<Record<string, FieldNameKind>> = {
  get_tickets: 'tickets',
  get_history: 'history',
  get_line_items: 'lineItems',
  get_techs: 'technicians',
  get_customers: 'customers',
  get_companies: 'companies',
  get_tech_groups: 'groups',
  get_attachments: 'attachments',
  get_invoices: 'invoices',
  get_time: 'time',
  get_kb_articles: 'articles',
  get_schedules: 'schedules',
  get_assets: 'assets',
  get_asset_fields: 'assetFields',
};

/** The table of all actions: what each answered and how, then which of its fields were understood. */
export function actionSection(actions: readonly ActionFacts[], words: CheckupWords): string[] {
  const { t } = words;
  if (actions.length === 0) return [t('None was asked.')];
  const heads = [t('Action'), t('Answered'), t('Format'), t('Time'), t('Size'), t('Records'), t('Fields recognised')];
  const inferred = actions.some(({ known }) => !known);
  return [
    `| ${heads.join(' | ')} |`,
    '| --- | --- | --- | ---: | ---: | ---: | ---: |',
    ...actions.map(action => row(action, words)),
    ...(inferred ? ['', `\\* ${t("not in the vendor's public pages: a refusal means little")}`] : []),
    ...fieldLines(actions, words),
  ];
}

function row(action: ActionFacts, words: CheckupWords): string {
  const { t, locale } = words;
  const name = asCode(action.name) + (action.known ? '' : ' \\*');
  // Figure and unit stay together in a narrow column.
  const time =
    action.milliseconds === undefined ? '' : `${Math.round(action.milliseconds).toLocaleString(locale)}\u00a0ms`;
  const all = action.recognised.length + action.unrecognised.length;
  const cells = [
    name,
    answered(action, words),
    action.format ?? '',
    time,
    action.bytes === undefined ? '' : size(action.bytes, locale),
    action.records === undefined ? '' : action.records.toLocaleString(locale),
    all ? t('{0} of {1}', action.recognised.length, all) : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The fields of each action that had any, by what was made of them. */
function fieldLines(actions: readonly ActionFacts[], { t }: CheckupWords): string[] {
  const lines = actions.flatMap(({ name, recognised, unrecognised, notFound }) => {
    const parts = [
      recognised.length ? `  - ${t('Recognised')}: ${recognised.map(meaning).join(', ')}` : '',
      unrecognised.length ? `  - ${t('Not recognised')}: ${unrecognised.map(asCode).join(', ')}` : '',
      notFound.length ? `  - ${t('Not found')}: ${notFound.map(asMarkdown).join(', ')}` : '',
    ].filter(Boolean);
    return parts.length ? [`- ${asCode(name)}`, ...parts] : [];
  });
  return lines.length ? ['', `### ${t('Fields')}`, '', ...lines] : [];
}

/** The desk's own name is said only where it is another one. */
function meaning(field: ActionFacts['recognised'][number]): string {
  return field.meaning === field.name ? asMarkdown(field.name) : `${asMarkdown(field.meaning)}: ${asCode(field.name)}`;
}

function answered({ failure, skipped, status }: ActionFacts, words: CheckupWords): string {
  const { t } = words;
  if (skipped) {
    return {
      nothingToAskAbout: t('not asked: no record to ask about'),
      quota: t('not asked: the quota is spent'),
      notReached: t('not asked: the desk was not reached'),
    }[skipped];
  }
  const code = status === undefined ? '' : ` (${status})`;
  if (failure) return `❌ ${asMarkdown(words.describe(failure).headline)}${code}`;
  return `✅${code}`;
}

/** Bytes for reading. */
function size(bytes: number, locale: string): string {
  if (bytes < 1000) return `${bytes}\u00a0B`;
  return `${(bytes / 1000).toLocaleString(locale, { maximumFractionDigits: 1 })}\u00a0kB`;
}

/**
 * A setting to paste for fields that were looked for and not found while the answers have names that mean nothing here.
 * Nothing when there is none.
 */
export function fieldSection(actions: readonly ActionFacts[], words: CheckupWords): string[] {
  const { t } = words;
  const nameable = actions.flatMap(({ name, notFound, unrecognised }) => {
    const kind = kindsOfActions[name];
    const names: readonly string[] = kind ? fieldNameKinds[kind] : [];
    const missing = notFound.filter(each => names.includes(each));
    return kind && missing.length && unrecognised.length ? [{ kind, missing, unrecognised }] : [];
  });
  if (nameable.length === 0) return [];
  const setting = Object.fromEntries(
    nameable.map(({ kind, missing, unrecognised }) => [
      kind,
      // One of each leaves nothing to choose.
      Object.fromEntries(
        missing.map(field => [field, missing.length === 1 && unrecognised.length === 1 ? unrecognised : ['…']]),
      ),
    ]),
  );
  return [
    t(
      'These fields were not found, but the answers have names that Deskside does not know. If one of them is the field, put the name in the place of … and leave the other lines out:',
    ),
    '',
    ...nameable.map(
      ({ kind, missing, unrecognised }) =>
        `- ${asCode(kind)}: ${missing.map(asCode).join(', ')} ${t('may be')} ${unrecognised.map(asCode).join(', ')}`,
    ),
    '',
    t('In the settings, within the entry of this desk in `deskside.desks`:'),
    '',
    asJsonBlock('fieldNames', setting),
  ];
}
