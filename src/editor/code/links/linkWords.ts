import * as vscode from 'vscode';
import type { CodeLink, LinkedPlace } from '../../../model/codeLink.ts';
import { shownText } from '../../shownText.ts';

/** Lines as people name them. */
export function linesWords({ startLine, endLine }: { readonly startLine: number; readonly endLine: number }): string {
  const { t } = vscode.l10n;
  return startLine === endLine ? t('line {0}', startLine) : t('lines {0}-{1}', startLine, endLine);
}

/** The lines of a file as people name them. */
export function placeWords(path: string, lines: { readonly startLine: number; readonly endLine: number }): string {
  return vscode.l10n.t('{0}, {1}', shownText(path), linesWords(lines));
}

/** What became of linked code that is still here; nothing when it is as it was. */
export function becameWords(link: CodeLink, place: Exclude<LinkedPlace, { state: 'gone' | 'elsewhere' }>): string {
  const { t } = vscode.l10n;
  if (place.state === 'same') return '';
  const here = linesWords(place);
  const there = linesWords(link);
  const stayed = isPathOf(place.file, link.path);
  if (place.state === 'changed') {
    if (stayed && here === there) return t('This code was changed since it was linked.');
    return stayed
      ? t('This code was changed since it was linked, and moved from {0} to {1}.', there, here)
      : t('This code was changed since it was linked, and moved here from {0}.', placeWords(link.path, link));
  }
  return stayed
    ? t('This code moved from {0} to {1} since it was linked.', there, here)
    : t('This code moved here from {0} since it was linked.', placeWords(link.path, link));
}

/** What is said of linked code that cannot be shown. */
export function absentWords(link: CodeLink, state: 'gone' | 'elsewhere'): string {
  const { t } = vscode.l10n;
  const place = placeWords(link.path, link);
  if (state === 'gone') return t('The code of {0} is gone: it is no more in the files that are open here.', place);
  return link.repository === undefined
    ? t('The code of {0} is of a repository that is not open here.', place)
    : t('The code of {0} is of {1}, which is not open here.', place, shownText(link.repository));
}

/** The note with a link can no longer be taken back. */
export function onItsWay(deskName: string): string {
  return vscode.l10n.t('The note is on its way to {0} already.', shownText(deskName));
}

function isPathOf(file: string, path: string): boolean {
  return `/${file.replaceAll('\\', '/')}`.endsWith(`/${path}`);
}
