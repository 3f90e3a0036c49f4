import { t } from '@vscode/l10n';
import type { NoteVisibility } from '../../model/desk.ts';
import { fileLimit, type PanelHostApi } from '../messages.ts';

/** Files that are pasted or dropped, or nothing when it is something else. */
export function filesOf(data: DataTransfer | null): readonly File[] {
  return data ? [...data.files] : [];
}

/** Whether something that is dragged over the page has files in it; which ones, only the drop tells. */
export function hasFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') ?? false;
}

/** Attaches files, one after the other; answers what went wrong, in words. */
export async function attachFiles(
  host: PanelHostApi,
  files: readonly File[],
  visibility: NoteVisibility,
): Promise<string | undefined> {
  for (const [at, file] of files.entries()) {
    if (file.size > fileLimit) return t('{0} is bigger than 10 MB.', file.name);
    if (file.size === 0) return t('{0} is empty, or a folder.', file.name);
    const content = await contentOf(file).catch(() => undefined);
    if (content === undefined) return t('{0} could not be read.', file.name);
    const answer = await host.attachFile(nameOf(file, at), typeOf(file), content, visibility);
    if (!answer.ok) return answer.problem?.message ?? t('{0} was not attached.', file.name);
  }
  return undefined;
}

/** In base64. */
function contentOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.readAsDataURL(file);
  });
}

/** Pasted images are all called the same: the moment tells them apart. */
function nameOf({ name, type }: File, at: number): string {
  const plain = name.replace(/[/\\\p{Cc}]/gu, '_').slice(-200);
  if (plain && plain !== 'image.png') return plain;
  const moment = new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-');
  const ending = /^image\/([a-z]+)$/.exec(type)?.[1] ?? 'bin';
  return `image-${moment}${at > 0 ? `-${at + 1}` : ''}.${ending}`;
}

function typeOf({ type }: File): string {
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream';
}
