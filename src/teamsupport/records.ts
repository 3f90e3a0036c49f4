import type { Created } from '../model/desk.ts';
import type {
  DeskRecord,
  DeskRecords,
  RecordFile,
  RecordKind,
  RecordPage,
  RecordResource,
  RecordValues,
} from '../model/records.ts';
import { said } from '../model/said.ts';
import { type DataRecord, fieldOf } from '../wire/records.ts';
import { type ApiResource, CATALOGUE, inputOf, toResource } from './catalogue.ts';
import type { Context } from './context.ts';
import { unnamed } from './create.ts';
import { CustomFields } from './customFields.ts';
import { type Entity, idIn, type MemberType, titleIn } from './entities.ts';
import { Filters, type PageOf, requireMember } from './filters.ts';
import { HANDLERS, type Handler } from './handlers.ts';
import { readHtml } from './html.ts';
import { fieldsOf } from './otherFields.ts';
import { readPage, slicePage } from './paging.ts';
import type { Members, Written } from './rest.ts';
import { dayOf, toMember } from './values.ts';

/** Every kind of record of the API in one shape (2.1). */
export class TeamSupportRecords implements DeskRecords {
  readonly resources: readonly RecordResource[] = CATALOGUE.map(toResource);
  readonly #context: Context;
  /** By name of entity, but that of tickets, which others use too. */
  readonly #custom = new Map<string, CustomFields>();

  constructor(context: Context) {
    this.#context = context;
  }

  async list(
    kind: RecordKind,
    parents: readonly string[],
    filters: RecordValues,
    page: PageOf,
    signal?: AbortSignal,
  ): Promise<RecordPage> {
    const resource = this.#resource(kind);
    const typed = this.#filters(resource, filters);
    const paged = resource.paged ?? false;
    const terms = paged ? typed.page(page) : typed.terms;
    const list = await this.#method(kind, 'list')(this.#context.client, parents, terms, signal);
    const { records, more, total } =
      paged && list.records.length <= page.size ? readPage(list, page) : slicePage(list.records, page);
    return {
      records: this.#shown(resource.entity, records),
      more,
      ...(total === undefined ? {} : { total }),
    };
  }

  async get(kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<DeskRecord> {
    const { entity } = this.#resource(kind);
    const record = await this.#method(kind, 'get')(this.#context.client, ids, signal);
    const [shown] = this.#shown(entity, [record]);
    return shown ?? toDeskRecord(entity, record);
  }

  async create(
    kind: RecordKind,
    parents: readonly string[],
    values: RecordValues,
    signal?: AbortSignal,
  ): Promise<Created> {
    const resource = this.#resource(kind);
    const { client, dates } = this.#context;
    const write = this.#method(kind, 'create');
    const given = Object.entries(values).filter(([, value]) => value.trim() !== '');
    const members = this.#members(resource, Object.fromEntries(given));
    const made = await this.#writing(write(client, parents, members, signal));
    dates.learnZone(made.record && fieldOf(made.record, 'DateCreated'), Date.now());
    return this.#created(resource, made);
  }

  async upload(kind: RecordKind, parents: readonly string[], file: RecordFile, signal?: AbortSignal): Promise<Created> {
    const { client } = this.#context;
    const { name, bytes, contentType } = file;
    if (!name) throw client.error('badInput', said`A file needs a name.`);
    const send = this.#method(kind, 'upload');
    const sent = await this.#writing(send(client, parents, { name, bytes, contentType }, signal));
    return this.#created(this.#resource(kind), sent);
  }

  async update(kind: RecordKind, ids: readonly string[], values: RecordValues, signal?: AbortSignal): Promise<void> {
    const members = this.#members(this.#resource(kind), values);
    await this.#writing(this.#method(kind, 'update')(this.#context.client, ids, members, signal));
  }

  async remove(kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<void> {
    await this.#writing(this.#method(kind, 'remove')(this.#context.client, ids, signal));
  }

  async link(kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<void> {
    await this.#method(kind, 'link')(this.#context.client, ids, signal);
  }

  async unlink(kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<void> {
    await this.#method(kind, 'unlink')(this.#context.client, ids, signal);
  }

  async download(kind: RecordKind, ids: readonly string[], signal?: AbortSignal): Promise<RecordFile> {
    return await this.#method(kind, 'download')(this.#context.client, ids, signal);
  }

  /** What is written may be an action, or stand in the list of one: those lists are asked for anew. */
  async #writing<T>(sent: Promise<T>): Promise<T> {
    try {
      return await sent;
    } finally {
      this.#context.actions.forgetAll();
    }
  }

  #created({ kind, entity }: ApiResource, made: Written): Created {
    const { client } = this.#context;
    const { record } = made;
    const id = record && idIn(entity, record);
    if (!id) return { id: '', warning: client.error('unreadable', unnamed(made), { status: made.status }).failure };
    const number = kind === 'tickets' ? fieldOf(record, 'TicketNumber') : undefined;
    return { id, ...(number ? { number } : {}) };
  }

  #resource(kind: RecordKind): ApiResource {
    const found = CATALOGUE.find(each => each.kind === kind);
    if (!found) throw this.#context.client.error('unsupported', said`TeamSupport has no ${kind}.`);
    return found;
  }

  #method<M extends keyof Handler>(kind: RecordKind, method: M): NonNullable<Handler[M]> {
    const found = HANDLERS[kind]?.[method];
    if (!found) throw this.#context.client.error('unsupported', said`TeamSupport cannot do this with ${kind}.`);
    return found;
  }

  #filters({ entity }: ApiResource, values: RecordValues): Filters {
    const filters = new Filters();
    for (const [name, value] of Object.entries(values)) {
      if (value.trim() === '') continue;
      const [member = name, operator] = name.split('[');
      const type = this.#typeOf(entity, member);
      const given = operator === 'bt]' ? value.split(',') : [value];
      const parts = given.map(part => part.trim()).map(part => (type === 'flag' ? capital(part) : part));
      const days = type === 'date' ? parts.map(part => dayOf(part, this.#context.dates)) : [];
      if (days.length === 0 || days.includes(undefined)) filters.typed(name, parts);
      else
        addDays(
          filters,
          member,
          operator,
          days.filter(day => day !== undefined),
          name,
        );
    }
    return filters;
  }

  #members({ entity, creates }: ApiResource, values: RecordValues): Members {
    const members: Record<string, Members[string]> = {};
    for (const [name, value] of Object.entries(values)) {
      requireMember(name);
      const type = entity.writes[name] ?? creates?.[name] ?? this.#typeOf(entity, name);
      members[name] = toMember(name, type, value === '' ? null : value, this.#context.dates);
    }
    return members;
  }

  #typeOf(entity: Entity, name: string): MemberType {
    const own = entity.members.get(name.toLowerCase())?.type;
    return own ?? this.#customOf(entity).memberTypeOf(name);
  }

  /** The records for reading, with the custom fields that they have where such records can be written (1.13). */
  #shown(entity: Entity, records: readonly DataRecord[]): DeskRecord[] {
    if (Object.keys(entity.writes).length === 0) return records.map(record => toDeskRecord(entity, record));
    const fields = this.#customOf(entity);
    fields.learn(records);
    return records.map(record => {
      const custom = CustomFields.namesIn(record, entity).map(name => inputOf(name, fields.memberTypeOf(name)));
      return { ...toDeskRecord(entity, record), ...(custom.length > 0 ? { custom } : {}) };
    });
  }

  #customOf(entity: Entity): CustomFields {
    if (entity.name === 'Ticket') return this.#context.custom;
    let fields = this.#custom.get(entity.name);
    if (!fields) {
      fields = new CustomFields(this.#context.dates, entity);
      this.#custom.set(entity.name, fields);
    }
    return fields;
  }
}

/** Days as bounds: "from" begins with a day, "until" ends with it; a bare date means that day. */
function addDays(
  filters: Filters,
  member: string,
  operator: string | undefined,
  days: readonly (readonly [Date, Date])[],
  name: string,
): void {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return;
  if (operator === undefined || operator === 'bt]') filters.between(member, first[0], last[1]);
  else filters.typed(name, [operator === 'gt]' || operator === 'lte]' ? first[1] : first[0]]);
}

function capital(flag: string): string {
  return /^true$/i.test(flag) ? 'True' : /^false$/i.test(flag) ? 'False' : flag;
}

/** HTML is unescaped as often as it takes (1.12), so that it can be changed and sent back. */
function toDeskRecord(entity: Entity, record: DataRecord): DeskRecord {
  const id = idIn(entity, record);
  const fields = fieldsOf(record).map(field =>
    entity.name === 'Action' && field.name.toLowerCase() === 'description'
      ? { ...field, value: readHtml(field.value) }
      : field,
  );
  return { ...(id ? { id } : {}), title: titleIn(entity, record), fields };
}
