import * as v from 'valibot';
import * as vscode from 'vscode';
import type { DeskConfig } from '../../model/desk.ts';
import { settings } from '../ids.ts';
import { unknownFieldNames } from './fieldNameSettings.ts';

const entry = v.object({
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(100)),
  system: v.pipe(v.string(), v.nonEmpty()),
  address: v.optional(v.pipe(v.string(), v.trim()), ''),
  organizationId: v.exactOptional(v.string()),
  technicianId: v.exactOptional(v.string()),
  technicianName: v.exactOptional(v.string()),
  ticketUrl: v.exactOptional(v.pipe(v.string(), v.regex(/^https?:\/\/\S+$/i))),
  timeZone: v.exactOptional(v.pipe(v.string(), v.check(isTimeZone))),
  dateOrder: v.exactOptional(v.picklist(['mdy', 'dmy'])),
  flavour: v.exactOptional(v.picklist(['xml', 'json'])),
  dailyRequests: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  fieldNames: v.exactOptional(v.record(v.string(), v.record(v.string(), v.array(v.pipe(v.string(), v.nonEmpty()))))),
  mentions: v.exactOptional(
    v.object({
      prefixes: v.exactOptional(v.array(v.string())),
      patterns: v.exactOptional(v.array(v.string())),
    }),
  ),
  allowPlainHttp: v.exactOptional(v.boolean()),
  sample: v.exactOptional(v.boolean()),
});

/** The desks in the user's settings, and what is wrong with the entries that cannot be used. */
export interface DeskSettings {
  readonly desks: readonly DeskConfig[];
  readonly problems: readonly string[];
  /** What is in entries that can be used, but has no effect. */
  readonly warnings: readonly string[];
}

/** Reads `deskside.desks`. Entries that cannot be used stay in the settings untouched and are named in `problems`. */
export function readDeskSettings(): DeskSettings {
  const desks: DeskConfig[] = [];
  const problems: string[] = [];
  const warnings: string[] = [];
  const raw = stored();
  for (const [index, value] of raw.entries()) {
    const parsed = v.safeParse(entry, value);
    const place = vscode.l10n.t('entry {0}', index + 1);
    if (!parsed.success) {
      const [issue] = parsed.issues;
      problems.push(`${place}: ${issueText(v.getDotPath(issue) ?? undefined)}`);
    } else if (desks.some(desk => desk.id === parsed.output.id)) {
      problems.push(`${place}: ${vscode.l10n.t('the id "{0}" is used twice', parsed.output.id)}`);
    } else {
      desks.push(parsed.output);
      const { fieldNames = {} } = parsed.output;
      warnings.push(...unknownFieldNames(fieldNames).map(each => `${parsed.output.name}: ${each}`));
    }
  }
  return { desks, problems, warnings };
}

/** Adds a desk to the user's settings, or replaces the one with its id; all other entries stay as they are. */
export async function writeDesk(desk: DeskConfig): Promise<void> {
  const entries = stored();
  const at = entries.findIndex(each => idOf(each) === desk.id);
  const before = at === -1 ? undefined : entries[at];
  // What other versions of Deskside keep in an entry is kept; what this one knows is as the desk has it now.
  const foreign = Object.entries(typeof before === 'object' && before !== null ? before : {}).filter(
    ([key]) => !(key in entry.entries),
  );
  const merged = { ...Object.fromEntries(foreign), ...desk };
  await store(at === -1 ? [...entries, merged] : entries.with(at, merged));
}

/** Takes a desk out of the user's settings. */
export async function eraseDesk(deskId: string): Promise<void> {
  await store(stored().filter(each => idOf(each) !== deskId));
}

/** Only the user's own settings count: a workspace must not point a desk elsewhere. */
function stored(): unknown[] {
  const value = vscode.workspace.getConfiguration(settings.section).inspect<unknown>(settings.desks)?.globalValue;
  return Array.isArray(value) ? value : [];
}

async function store(entries: unknown[]): Promise<void> {
  const target = vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration(settings.section).update(settings.desks, entries, target);
}

function idOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
}

/** What a member of an entry must be, named by its path. */
function issueText(path: string | undefined): string {
  const { t } = vscode.l10n;
  if (!path) return t('it is no object with id, name, system and address');
  const [member = ''] = path.split('.');
  const rules: Readonly<Record<string, string>> = {
    id: t('up to 64 letters, digits, - and _'),
    name: t('a text of up to 100 characters'),
    system: t('a text such as "readydesk" or "teamsupport"'),
    ticketUrl: t('an address that starts with http:// or https://'),
    timeZone: t('the name of a time zone, such as Europe/Berlin'),
    dateOrder: t('"mdy" or "dmy"'),
    flavour: t('"xml" or "json"'),
    dailyRequests: t('a whole number above 0'),
    fieldNames: t(
      'an object of kinds of record, each with lists of names, such as {0}',
      '{ "tickets": { "subject": ["ticket_headline"] } }',
    ),
    mentions: t('an object with lists of texts, such as {0}', '{ "prefixes": ["HELP"] }'),
    allowPlainHttp: t('true or false'),
    sample: t('true or false'),
  };
  return t('"{0}" must be {1}', path, rules[member] ?? t('a text'));
}

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
