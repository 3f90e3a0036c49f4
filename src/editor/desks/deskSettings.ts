import * as v from 'valibot';
import * as vscode from 'vscode';
import type { DeskConfig } from '../../model/desk.ts';
import { settings } from '../ids.ts';

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
  allowPlainHttp: v.exactOptional(v.boolean()),
  sample: v.exactOptional(v.boolean()),
});

/** The desks in the user's settings, and what is wrong with the entries that cannot be used. */
export interface DeskSettings {
  readonly desks: readonly DeskConfig[];
  readonly problems: readonly string[];
}

/** Reads `deskside.desks`. Entries that cannot be used stay in the settings untouched and are named in `problems`. */
export function readDeskSettings(): DeskSettings {
  const desks: DeskConfig[] = [];
  const problems: string[] = [];
  const raw = stored();
  for (const [index, value] of raw.entries()) {
    const parsed = v.safeParse(entry, value);
    const place = vscode.l10n.t('entry {0}', index + 1);
    if (!parsed.success) {
      const [issue] = parsed.issues;
      problems.push(`${place}: ${v.getDotPath(issue) ?? ''} ${issue.message}`);
    } else if (desks.some(desk => desk.id === parsed.output.id)) {
      problems.push(`${place}: ${vscode.l10n.t('the id "{0}" is used twice', parsed.output.id)}`);
    } else desks.push(parsed.output);
  }
  return { desks, problems };
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

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
