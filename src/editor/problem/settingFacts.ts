import type { DeskConfig } from '../../model/desk.ts';
import { type SettingSchema, schemaProblem } from '../settings/schemaCheck.ts';
import type { Translate } from '../translate.ts';

/** A setting that somebody set. */
export interface SetSetting {
  readonly name: string;
  readonly schema: SettingSchema;
  readonly value: unknown;
  readonly place: 'user' | 'workspace';
}

/**
 * A setting as a line of a report. Texts that people wrote are not in it, only that there are some: what is switched,
 * counted or chosen from a list says enough.
 */
export function settingLine({ name, schema, value, place }: SetSetting, t: Translate): string {
  const usable = schemaProblem(schema, value, name, t) === undefined;
  const shown = usable ? valueFact(schema, value, t) : t('a value that cannot be used');
  return `- \`${name}\` (${place === 'user' ? t('user') : t('workspace')}): ${shown}`;
}

function valueFact(schema: SettingSchema, value: unknown, t: Translate): string {
  const chosen = schema.enum !== undefined || schema.pattern !== undefined;
  if (typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && chosen))
    return `\`${JSON.stringify(value)}\``;
  if (Array.isArray(value) && schema.items?.enum) return `\`${JSON.stringify(value)}\``;
  if (typeof value !== 'object' || value === null) return t('set');
  const { length } = Array.isArray(value) ? value : Object.keys(value);
  return length === 1 ? t('one entry') : t('{0} entries', length);
}

/** Members of a desk's entry whose values say nothing of whose desk it is. */
const shownMembers = ['timeZone', 'dateOrder', 'flavour', 'dailyRequests', 'allowPlainHttp', 'sample'] as const;
const namedMembers = ['organizationId', 'technicianId', 'ticketUrl', 'fieldNames', 'mentions'] as const;

/** A desk's entry as a line of a report. */
export function deskLine(desk: DeskConfig, state: string, t: Translate): string {
  const scheme = URL.parse(desk.address)?.protocol.replace(':', '') ?? '';
  const values = shownMembers.flatMap(member => {
    const value = desk[member];
    return value === undefined ? [] : [`${member} \`${JSON.stringify(value)}\``];
  });
  const others = namedMembers.filter(member => desk[member] !== undefined);
  const parts = [desk.system, scheme, ...values, others.length > 0 ? t('with {0}', others.join(', ')) : '', state];
  return `- ${desk.name}: ${parts.filter(Boolean).join(' · ')}`;
}
