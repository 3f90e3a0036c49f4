import type { Created } from '../model/desk.ts';
import { asResult, type Result } from '../model/errors.ts';
import type {
  DeskRecord,
  DeskRecords,
  RecordFile,
  RecordKind,
  RecordPage,
  RecordResource,
  RecordValues,
} from '../model/records.ts';
import type { Engine } from './engine.ts';
import type { OpenDesk } from './openDesk.ts';

type Named =
  | 'resources'
  | 'records'
  | 'record'
  | 'recordFile'
  | 'createRecord'
  | 'uploadRecordFile'
  | 'updateRecord'
  | 'removeRecord'
  | 'linkRecord'
  | 'unlinkRecord';

/** The engine's questions about records of every kind. */
export abstract class RecordCalls implements Pick<Engine, Named> {
  /** @throws DeskError `signedOut` */
  protected abstract desk(deskId: string): Promise<OpenDesk>;

  resources(deskId: string): Promise<Result<readonly RecordResource[]>> {
    return this.#read(deskId, async records => records.resources);
  }

  records(
    deskId: string,
    kind: RecordKind,
    parents: readonly string[],
    filters: RecordValues,
    page: { readonly number: number; readonly size: number },
    signal?: AbortSignal,
  ): Promise<Result<RecordPage>> {
    return this.#read(deskId, records => records.list(kind, parents, filters, page, signal));
  }

  record(deskId: string, kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<Result<DeskRecord>> {
    return this.#read(deskId, records => records.get(kind, ids, signal));
  }

  recordFile(
    deskId: string,
    kind: RecordKind,
    ids: readonly string[],
    signal?: AbortSignal,
  ): Promise<Result<RecordFile>> {
    return this.#read(deskId, records => records.download(kind, ids, signal));
  }

  createRecord(
    deskId: string,
    kind: RecordKind,
    parents: readonly string[],
    values: RecordValues,
    signal?: AbortSignal,
  ): Promise<Result<Created>> {
    return this.#write(deskId, records => records.create(kind, parents, values, signal));
  }

  uploadRecordFile(
    deskId: string,
    kind: RecordKind,
    parents: readonly string[],
    file: RecordFile,
    signal?: AbortSignal,
  ): Promise<Result<Created>> {
    return this.#write(deskId, records => records.upload(kind, parents, file, signal));
  }

  updateRecord(
    deskId: string,
    kind: RecordKind,
    ids: readonly string[],
    values: RecordValues,
    signal?: AbortSignal,
  ): Promise<Result<void>> {
    return this.#write(deskId, records => records.update(kind, ids, values, signal));
  }

  removeRecord(deskId: string, kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<Result<void>> {
    return this.#write(deskId, records => records.remove(kind, ids, signal));
  }

  linkRecord(deskId: string, kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<Result<void>> {
    return this.#write(deskId, records => records.link(kind, ids, signal));
  }

  unlinkRecord(deskId: string, kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<Result<void>> {
    return this.#write(deskId, records => records.unlink(kind, ids, signal));
  }

  #read<T>(deskId: string, work: (records: DeskRecords) => Promise<T>): Promise<Result<T>> {
    return asResult(async () => work((await this.desk(deskId)).helpDesk.records));
  }

  /** Any record may be what people, pick-lists, lists and tickets are made of. */
  async #write<T>(deskId: string, work: (records: DeskRecords) => Promise<T>): Promise<Result<T>> {
    const desk = await asResult(() => this.desk(deskId));
    return desk.ok ? desk.value.change(({ records }) => work(records)) : desk;
  }
}
