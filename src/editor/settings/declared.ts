import type { SettingSchema } from './schemaCheck.ts';

/** A setting as the manifest declares it. */
export type Declared = SettingSchema & { readonly scope?: string };

/**
 * Every setting by its whole name.
 * @param manifest the extension's own
 */
export function declaredSettings(manifest: unknown): readonly (readonly [name: string, declared: Declared])[] {
  const { contributes } = manifest as { contributes?: { configuration?: unknown } };
  const groups = [contributes?.configuration ?? []].flat() as { properties?: Readonly<Record<string, Declared>> }[];
  return groups.flatMap(({ properties = {} }) => Object.entries(properties));
}
