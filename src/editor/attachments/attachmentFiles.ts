import * as vscode from 'vscode';
import type { Engine } from '../../engine/engine.ts';
import type { RecordResource } from '../../model/records.ts';
import type { Attachment, TicketRef } from '../../model/ticket.ts';
import { fileTextId } from '../../webview/messages.ts';
import { CommandFailed } from '../commandRunner.ts';
import type { Desks } from '../desks/desks.ts';
import { schemes } from '../ids.ts';
import { withProgress } from '../progress.ts';
import type { ReadOnlyDocuments } from '../readOnlyDocuments.ts';
import { shownText } from '../shownText.ts';
import { attachmentKind } from './attachmentKind.ts';
import { attachmentName } from './attachmentName.ts';
import type { ImageFiles } from './imageFiles.ts';
import { saveFile } from './saveFile.ts';

/** A file bigger than this is saved and not opened, in bytes. */
const openedUpTo = 5 * 1024 * 1024;

/** Opens and saves what is attached to tickets. A file is never run, and never opened from disk. */
export class AttachmentFiles {
  readonly #engine: Engine;
  readonly #desks: Desks;
  readonly #documents: ReadOnlyDocuments;
  readonly #images: ImageFiles;

  constructor(engine: Engine, desks: Desks, documents: ReadOnlyDocuments, images: ImageFiles) {
    this.#engine = engine;
    this.#desks = desks;
    this.#documents = documents;
    this.#images = images;
  }

  /** Shows text and images for reading; anything else can be saved. @throws CommandFailed */
  async open(ref: TicketRef, file: Attachment): Promise<void> {
    const { t } = vscode.l10n;
    const name = attachmentName(file.name);
    const bytes = await this.#read(ref, file);
    const found = bytes.byteLength > openedUpTo ? undefined : attachmentKind(bytes);
    if (found?.kind === 'text') {
      await this.#documents.show(schemes.attachment, `#${ref.number} ${name}`, found.text, {
        of: { deskId: ref.deskId, ticketId: ref.ticketId, id: fileTextId(file) },
        ...(file.at === undefined ? {} : { writtenAt: file.at }),
      });
    } else if (found?.kind === 'image') {
      const folder = [ref.deskId, ref.ticketId, file.entryId, file.id].filter(Boolean).join('-').replace(/\W+/g, '-');
      await this.#images.show(folder, withEnding(name, found.ending), bytes);
    } else {
      const save = t('Save As…');
      const words = found
        ? t('{0} is neither text nor an image, so it is not opened here.', shownText(name))
        : t('{0} is larger than 5 MB, so it is not opened here.', shownText(name));
      if ((await vscode.window.showInformationMessage(words, save)) === save) await saveFile(bytes, file.name);
    }
  }

  /** Asks where to, and writes the file there. @throws CommandFailed */
  async save(ref: TicketRef, file: Attachment): Promise<void> {
    await saveFile(await this.#read(ref, file), file.name);
  }

  async #read(ref: TicketRef, file: Attachment): Promise<Uint8Array> {
    const deskName = this.#desks.get(ref.deskId)?.config.name ?? '';
    const resources = await this.#engine.resources(ref.deskId);
    const resource = resources.ok ? resources.value.find(each => each.kind === 'attachments') : undefined;
    const ids = resource && attachmentIds(resource, ref.ticketId, file);
    if (!ids) throw new CommandFailed({ reason: 'unsupported' }, deskName, ref.deskId);
    const title = vscode.l10n.t('Reading {0}…', shownText(file.name));
    const result = await withProgress(title, signal => this.#engine.recordFile(ref.deskId, 'attachments', ids, signal));
    if (!result.ok) throw new CommandFailed(result.failure, deskName, ref.deskId);
    return result.value.bytes;
  }
}

/** The ids that a desk asks for an attachment's content by; nothing when it cannot be had. */
function attachmentIds(resource: RecordResource, ticketId: string, file: Attachment): string[] | undefined {
  if (!resource.download) return undefined;
  const known = { tickets: ticketId, history: file.entryId } as Partial<Record<string, string>>;
  const ids = [...resource.parents.map(kind => known[kind]), file.id];
  return ids.every(id => id !== undefined) ? ids : undefined;
}

/** The preview tells an image by its name. */
function withEnding(name: string, ending: string): string {
  return /\.(?:png|jpe?g|gif|bmp|webp)$/i.test(name) ? name : `${name}.${ending}`;
}
