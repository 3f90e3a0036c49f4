import * as vscode from 'vscode';
import type { FieldNames } from '../../model/desk.ts';
import { fieldNameKinds } from '../../model/fieldNames.ts';

/** What in the setting `fieldNames` of a desk has no effect: kinds of record and fields that Deskside does not know. */
export function unknownFieldNames(names: FieldNames): string[] {
  const { t } = vscode.l10n;
  const known: Readonly<Record<string, readonly string[]>> = fieldNameKinds;
  return Object.entries(names).flatMap(([kind, fields]) => {
    const of = Object.hasOwn(known, kind) ? known[kind] : undefined;
    if (!of) return [t('fieldNames.{0} is not used: it is none of {1}', kind, Object.keys(known).join(', '))];
    return Object.keys(fields)
      .filter(field => !of.includes(field))
      .map(field => t('fieldNames.{0}.{1} is not used: it is none of {2}', kind, field, of.join(', ')));
  });
}
