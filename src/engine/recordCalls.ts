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
    const payload = (records: DeskRecords) => ({ kind, parents, values: withoutSecrets(records, kind, values) });
    return this.#write(deskId, 'createRecord', payload, records => records.create(kind, parents, values, signal));
  }

  uploadRecordFile(
    deskId: string,
    kind: RecordKind,
    parents: readonly string[],
    file: RecordFile,
    signal?: AbortSignal,
  ): Promise<Result<Created>> {
    // The file itself is where the user took it from.
    const { name, contentType, bytes } = file;
    const payload = () => ({ kind, parents, name, contentType, size: bytes.byteLength });
    return this.#write(deskId, 'uploadRecordFile', payload, records => records.upload(kind, parents, file, signal));
  }

  updateRecord(
    deskId: string,
    kind: RecordKind,
    ids: readonly string[],
    values: RecordValues,
    signal?: AbortSignal,
  ): Promise<Result<void>> {
    const payload = (records: DeskRecords) => ({ kind, ids, values: withoutSecrets(records, kind, values) });
    return this.#write(deskId, 'updateRecord', payload, records => records.update(kind, ids, values, signal));
  }

  removeRecord(deskId: string, kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<Result<void>> {
    return this.#write(
      deskId,
      'removeRecord',
      () => ({ kind, ids }),
      records => records.remove(kind, ids, signal),
    );
  }

  linkRecord(deskId: string, kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<Result<void>> {
    return this.#write(
      deskId,
      'linkRecord',
      () => ({ kind, ids }),
      records => records.link(kind, ids, signal),
    );
  }

  unlinkRecord(deskId: string, kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<Result<void>> {
    return this.#write(
      deskId,
      'unlinkRecord',
      () => ({ kind, ids }),
      records => records.unlink(kind, ids, signal),
    );
  }

  #read<T>(deskId: string, work: (records: DeskRecords) => Promise<T>): Promise<Result<T>> {
    return asResult(async () => work((await this.desk(deskId)).helpDesk.records));
  }

  async #write<T>(
    deskId: string,
    kind: string,
    payload: (records: DeskRecords) => unknown,
    work: (records: DeskRecords) => Promise<T>,
  ): Promise<Result<T>> {
    const found = await asResult(() => this.desk(deskId));
    if (!found.ok) return found;
    const desk = found.value;
    const written = await desk.write({ kind, payload: payload(desk.helpDesk.records) }, ({ records }) => work(records));
    desk.distrust();
    return written;
  }
}

/** A customer's password, say, is nothing to be kept on this machine. */
function withoutSecrets(records: DeskRecords, kind: RecordKind, values: RecordValues): RecordValues {
  const resources = records.resources.filter(resource => resource.kind === kind);
  const inputs = resources.flatMap(({ create = [], update = [] }) => [...create, ...update]);
  const secret = new Set(inputs.filter(input => input.type === 'secret').map(input => input.name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !secret.has(name)));
}
