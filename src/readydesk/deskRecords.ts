import type { Created } from '../model/desk.ts';
import { failureOf } from '../model/errors.ts';
import type { FieldNameKind } from '../model/fieldNames.ts';
import type {
  DeskRecord,
  DeskRecords,
  RecordFile,
  RecordInput,
  RecordKind,
  RecordPage,
  RecordResource,
  RecordValues,
} from '../model/records.ts';
import { said } from '../model/said.ts';
import { type DataRecord, fieldOf } from '../wire/records.ts';
import type { ListAction, Rule, WriteAction } from './actions/action.ts';
import { LISTS, writing } from './actions/all.ts';
import type { Calls } from './calls.ts';
import type { Directory } from './directory.ts';
import { FieldReader, type Tables } from './fields.ts';
import { Repeats } from './newest.ts';
import type { Pages } from './pages.ts';

/** How many records, and which page of them, is up to whoever lists. */
const PAGING: ReadonlySet<string> = new Set(['count', 'count_only', 'page']);
const LONGEST_TITLE = 120;

/** Each kind of record that the API lists, and what its actions take. */
export const RESOURCES: readonly RecordResource[] = LISTS.map(action => {
  const [add, update] = [writing(action.kind, 'add'), writing(action.kind, 'update')];
  return {
    kind: action.kind,
    parents: [],
    list: {
      filters: inputsOf(action.inputs, PAGING).map(({ required: _required, ...filter }) => filter),
      ...(action.inputs.keyword ? { search: 'keyword' } : {}),
    },
    get: action.id !== undefined,
    ...(add ? { create: inputsOf(add.inputs) } : {}),
    ...(update ? { update: inputsOf(update.inputs, new Set([update.id ?? ''])) } : {}),
    remove: false,
    link: false,
    download: false,
    upload: false,
    known: action.certainty !== 'inferred',
  };
});

/** All records of a ReadyDesk, by the table of its actions. */
export class ReadyDeskRecords implements DeskRecords {
  readonly resources = RESOURCES;
  readonly #calls: Calls;
  readonly #tables: Tables;
  readonly #directory: Directory;
  readonly #pages: Pages;
  readonly #repeats = new Repeats();

  constructor(calls: Calls, tables: Tables, directory: Directory, pages: Pages) {
    this.#calls = calls;
    this.#tables = tables;
    this.#directory = directory;
    this.#pages = pages;
  }

  async list(
    kind: RecordKind,
    _parents: readonly string[],
    filters: RecordValues,
    page: { readonly number: number; readonly size: number },
    signal?: AbortSignal,
  ): Promise<RecordPage> {
    const action = this.#listing(kind);
    const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value.trim() !== ''));
    const input: Record<string, string> = { ...action.everything, ...given };
    if (action.pageBy.length === 0) return await this.#from(action, input, page, signal);
    const pages = action.pageBy.some(name => input[name] === '*');
    if (!pages && page.number > 1) return { records: [], more: false };
    const { records, more } = pages
      ? await this.#pages.read(
          {
            page: paging => this.#calls.list(action, { ...input, ...paging }, signal),
            count: () => this.#calls.count(action, input, signal),
          },
          page,
        )
      : { records: await this.#calls.list(action, { ...input, count: page.size }, signal), more: false };
    const shown = records.map(record => this.#shown(action, record));
    const list = JSON.stringify([kind, input, page.size]);
    const first = shown[0] && JSON.stringify(shown[0]);
    if (this.#repeats.isRepeated(list, page.number, first)) return { records: [], more: false };
    const before = (page.number - 1) * page.size;
    let total: number | undefined;
    if (!more) total = pages && (records.length > 0 || page.number === 1) ? before + records.length : undefined;
    else if (page.number === 1) total = await this.#count(action, input, records.length, signal);
    return { records: shown, more, ...(total === undefined ? {} : { total }) };
  }

  async get(kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<DeskRecord> {
    const action = this.#listing(kind);
    const id = ids.at(-1);
    if (!action.id || !id) throw this.#calls.error('unsupported');
    const required = Object.entries(action.everything).filter(([name]) => action.inputs[name]?.required);
    const input = { ...Object.fromEntries(required), [action.id]: this.#one(action.inputs[action.id], id) };
    const records = (await this.#calls.list(action, input, signal)).map(record => this.#shown(action, record));
    const found = records.find(record => record.id?.toLowerCase() === id.toLowerCase());
    const only = records.length === 1 && records[0]?.id === undefined ? records[0] : undefined;
    if (!found && !only) throw this.#calls.error('notFound', said`${action.name} answered no record ${id}.`);
    return found ?? only ?? { title: id, fields: [] };
  }

  async create(
    kind: RecordKind,
    _parents: readonly string[],
    values: RecordValues,
    signal?: AbortSignal,
  ): Promise<Created> {
    const answered = await this.#calls.make(this.#writing(kind, 'add'), values, signal);
    this.#directory.forget();
    // Customers and technicians are named by what the user gave them, whatever number the desk answers (gap 8).
    const naming = writing(kind, 'update')?.id;
    const id = (naming && values[naming]?.trim()) || answered;
    return { id, ...(kind === 'tickets' ? { number: id } : {}) };
  }

  async update(kind: RecordKind, ids: readonly string[], values: RecordValues, signal?: AbortSignal): Promise<void> {
    const action = this.#writing(kind, 'update');
    const id = ids.at(-1);
    if (!action.id || !id) throw this.#calls.error('unsupported');
    if (action.id in values)
      throw this.#calls.error('badInput', said`${action.id} names the record and cannot be changed.`);
    const kept = kind === 'customers' ? await this.#flagsOf(id, values, signal) : {};
    await this.#calls.write(action, { ...kept, ...values, [action.id]: id }, signal);
    this.#directory.forget();
  }

  /**
   * What a customer may do, to be sent along unless it is changed: a desk may take a flag that is left out for `Y` (3.6),
   * which would let in who is kept out. A customer that cannot be read is changed all the same.
   */
  async #flagsOf(cid: string, values: RecordValues, signal?: AbortSignal): Promise<RecordValues> {
    try {
      const listing = this.#listing('customers');
      const records = await this.#calls.list(listing, { cid: this.#one(listing.inputs.cid, cid) }, signal);
      const own = records.find(each => this.#shown(listing, each).id?.toLowerCase() === cid.toLowerCase());
      const flags = ['support', 'chat'].map(name => [name, (own && fieldOf(own, name)?.trim()) ?? ''] as const);
      return Object.fromEntries(flags.filter(([name, flag]) => values[name] === undefined && /^[yn]$/i.test(flag)));
    } catch (thrown) {
      if (failureOf(thrown).reason === 'cancelled') throw thrown;
      return {};
    }
  }

  remove(): Promise<void> {
    return this.#never();
  }
  link(): Promise<void> {
    return this.#never();
  }
  unlink(): Promise<void> {
    return this.#never();
  }
  download(): Promise<RecordFile> {
    return this.#never();
  }
  upload(): Promise<Created> {
    return this.#never();
  }

  /** An action that knows `count` only: what is before the page is read along with it. */
  async #from(
    action: ListAction,
    input: object,
    page: { readonly number: number; readonly size: number },
    signal: AbortSignal | undefined,
  ): Promise<RecordPage> {
    const end = page.number * page.size;
    const records = await this.#calls.list(action, { ...input, count: end + 1 }, signal);
    const shown = records.slice(end - page.size, end).map(record => this.#shown(action, record));
    const more = records.length > end;
    return { records: shown, more, ...(more ? {} : { total: records.length }) };
  }

  /** A courtesy: whether `count_only` honours filters is a gap (1.8), so only what can be true is believed. */
  async #count(action: ListAction, input: object, atLeast: number, signal: AbortSignal | undefined) {
    if (!action.inputs.count_only) return undefined;
    try {
      const total = await this.#calls.count(action, input, signal);
      return total !== undefined && total >= atLeast ? total : undefined;
    } catch (thrown) {
      if (failureOf(thrown).reason === 'cancelled') throw thrown;
      return undefined;
    }
  }

  #shown({ kind }: ListAction, record: DataRecord): DeskRecord {
    const names = namesOf(this.#tables, kind);
    const fields = new FieldReader(record);
    const id = names.id === undefined ? undefined : fields.take(names.id)?.trim();
    const said = names.title.map(title => fields.take(title)).find(Boolean);
    const title = said?.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TITLE);
    return {
      ...(id ? { id } : {}),
      title: title || id || '–',
      fields: Object.entries(record.values).map(([name, value]) => ({ name, value: value.trim() })),
    };
  }

  #one(rule: Rule | undefined, id: string): string | readonly string[] {
    return rule?.type === 'list' ? [id] : id;
  }

  #listing(kind: RecordKind): ListAction {
    const action = LISTS.find(each => each.kind === kind);
    if (!action) throw this.#calls.error('unsupported');
    return action;
  }

  #writing(kind: RecordKind, does: WriteAction['does']): WriteAction {
    const action = writing(kind, does);
    if (!action) throw this.#calls.error('unsupported');
    return action;
  }

  async #never(): Promise<never> {
    throw this.#calls.error('unsupported');
  }
}

/** Under which names a kind of record has its id, and what people would call it. */
function namesOf(tables: Tables, kind: RecordKind): { readonly id?: string; readonly title: readonly string[] } {
  const t = tables;
  const byKind: Readonly<Record<FieldNameKind, { id?: string; title: readonly string[] }>> = {
    tickets: { id: t.tickets.number, title: [t.tickets.subject] },
    history: { id: t.history.id, title: [t.history.body] },
    attachments: { title: [t.attachments.name] },
    customers: { id: t.customers.id, title: [t.customers.name, t.customers.company] },
    companies: { id: t.companies.id, title: [t.companies.name] },
    technicians: { id: t.technicians.id, title: [t.technicians.name] },
    groups: { id: t.groups.id, title: [t.groups.name] },
    lineItems: { id: t.lineItems.id, title: [t.lineItems.title, t.lineItems.notes] },
    invoices: { id: t.invoices.id, title: [t.invoices.at, t.invoices.from] },
    time: { id: t.time.id, title: [t.time.notes, t.time.at] },
    articles: { id: t.articles.id, title: [t.articles.title] },
    schedules: { id: t.schedules.id, title: [t.schedules.title] },
    assets: { id: t.assets.id, title: [t.assets.name] },
    assetFields: { id: t.assetFields.id, title: [t.assetFields.label] },
  };
  return kind in byKind ? byKind[kind as FieldNameKind] : { title: [] };
}

function inputsOf(rules: Readonly<Record<string, Rule>>, without: ReadonlySet<string> = new Set()): RecordInput[] {
  return Object.entries(rules)
    .filter(([name]) => !without.has(name))
    .map(([name, { type, required, longest, choices, inferred }]) => ({
      name,
      type,
      ...(required ? { required } : {}),
      ...(longest === undefined ? {} : { longest }),
      ...(choices ? { choices } : {}),
      ...(inferred ? { inferred } : {}),
    }));
}
