/**
 * The programs that VS Code's setting `git.path` names, of the user's own settings alone: a workspace that named one would
 * have it run.
 */
export function gitPrograms(setting: { readonly globalValue?: unknown } | undefined): readonly string[] {
  const named = setting?.globalValue;
  const all: readonly unknown[] = Array.isArray(named) ? named : [named];
  return all.filter((program): program is string => typeof program === 'string' && program !== '');
}
