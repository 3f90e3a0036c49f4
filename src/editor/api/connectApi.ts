import * as vscode from 'vscode';
import type { Desk, DesksideApi, SearchResult, TicketsChange } from '../../../api/deskside.d.ts';
import type { Engine } from '../../engine/engine.ts';
import { newestFirst } from '../../model/search.ts';
import { readSearch } from '../../model/searchLanguage.ts';
import type { TicketRef } from '../../model/ticket.ts';
import type { Desks, Desk as ModelDesk } from '../desks/desks.ts';
import type { Guests } from '../guests/guests.ts';
import { registerConnector } from '../guests/registerConnector.ts';
import { type ActiveSources, ActiveTickets } from './activeTicket.ts';
import { ApiError, given, promised, unwrap } from './apiError.ts';
import * as inputs from './apiInputs.ts';
import { apiDetails, apiField, apiTicket } from './apiTickets.ts';

const minute = 60_000;

/** What the API for other extensions is made of. */
export interface ApiParts extends ActiveSources {
  readonly engine: Engine;
  readonly desks: Desks;
  readonly log: vscode.LogOutputChannel;
  openTicket(ticket: TicketRef): Promise<void>;
  readonly guests: Guests;
  keep<T extends vscode.Disposable>(part: T): T;
}

/** What other extensions are given. This file and all that only it imports is a bundle of its own. */
export interface ShownApi {
  /** @throws Error for a version that there is not */
  of(version: unknown): DesksideApi;
}

/** Makes the API. Nothing is asked of a desk by this. */
export function connectApi(parts: ApiParts): ShownApi {
  const { engine, desks, log, guests, keep } = parts;
  const desksChanged = keep(new vscode.EventEmitter<void>());
  const ticketsChanged = keep(new vscode.EventEmitter<TicketsChange>());
  const active = keep(new ActiveTickets(parts, log));
  keep(desks.onDidChange(() => desksChanged.fire()));
  keep({ dispose: engine.onChange(change => tellTickets(change, told => ticketsChanged.fire(told))) });

  /** The desk, ready to be asked. What was called off by then is neither asked nor written. */
  const ready = async (deskId: string, signal?: AbortSignal): Promise<string> => {
    const desk = (await desks.load()).find(({ config }) => config.id === deskId);
    if (!desk) throw new ApiError({ reason: 'notFound', detail: 'there is no such desk' });
    if (desk.state === 'failed') throw new ApiError(desk.failure);
    if (signal?.aborted) throw new ApiError({ reason: 'cancelled' });
    return deskId;
  };

  const searchOne = async (
    deskId: string,
    query: string,
    { limit, thorough, signal }: { limit: number; thorough: boolean; signal?: AbortSignal },
  ): Promise<SearchResult> => {
    const { search } = readSearch(query);
    if (search.terms.length === 0) {
      const list = await engine.list(deskId, search, search.sort ?? newestFirst, limit, signal);
      // With an age it is what is kept here, and true.
      const failed = list.failure && list.fetchedAt === undefined ? [{ deskId, reason: list.failure.reason }] : [];
      return { tickets: list.tickets.map(each => apiTicket(deskId, each)), partial: list.more, failed };
    }
    const { hits, partial, failure } = await engine.search(deskId, search, limit, { thorough }, signal);
    return {
      tickets: hits.map(({ ticket }) => apiTicket(deskId, ticket)),
      partial: partial || hits.length === limit,
      failed: failure ? [{ deskId, reason: failure.reason }] : [],
    };
  };

  const api: DesksideApi = {
    version: 1,
    desks: promised(async () => (await desks.load()).map(apiDesk)),
    onDidChangeDesks: desksChanged.event,
    search: promised(async (query, options = {}) => {
      const text = given(inputs.query, query, 'query');
      const { deskId, ...how } = given(inputs.searchOptions, options, 'options');
      const all = deskId === undefined ? await desks.load() : [];
      const ids = deskId === undefined ? all.filter(isReady).map(({ config }) => config.id) : [await ready(deskId)];
      const found = await Promise.all(ids.map(id => searchOne(id, text, how)));
      if (how.signal?.aborted) throw new ApiError({ reason: 'cancelled' });
      return {
        tickets: found.flatMap(({ tickets }) => tickets),
        partial: found.some(({ partial }) => partial),
        failed: [
          ...all.flatMap(desk =>
            desk.state === 'failed' ? [{ deskId: desk.config.id, reason: desk.failure.reason }] : [],
          ),
          ...found.flatMap(({ failed }) => failed),
        ],
      };
    }),
    findTicket: promised(async (deskId, number, signal) => {
      const end = given(inputs.signal, signal, 'signal');
      const id = await ready(given(inputs.name, deskId, 'deskId'), end);
      return apiTicket(id, unwrap(await engine.find(id, given(inputs.name, number, 'number'), end)));
    }),
    getTicket: promised(async (ref, options = {}) => {
      const { deskId, ticketId } = given(inputs.ticketRef, ref, 'ticket');
      const { fresh, signal } = given(inputs.getOptions, options, 'options');
      await ready(deskId, signal);
      return apiDetails(deskId, unwrap(await engine.details(deskId, ticketId, { fresh }, signal)));
    }),
    onDidChangeTickets: ticketsChanged.event,
    openTicket: promised(async ref => {
      const { deskId, ticketId } = given(inputs.ticketRef, ref, 'ticket');
      await ready(deskId);
      const { ticket } = unwrap(await engine.details(deskId, ticketId)).details;
      await parts.openTicket({ deskId, ticketId, number: ticket.number });
    }),
    activeTicket: promised(() => active.now()),
    onDidChangeActiveTicket: active.onDidChange,
    newTicketFields: promised(async (deskId, signal) => {
      const end = given(inputs.signal, signal, 'signal');
      const id = await ready(given(inputs.name, deskId, 'deskId'), end);
      return unwrap(await engine.newTicketFields(id, end)).map(apiField);
    }),
    createTicket: promised(async (deskId, draft, signal) => {
      const checked = given(inputs.ticketDraft, draft, 'draft');
      const end = given(inputs.signal, signal, 'signal');
      const id = await ready(given(inputs.name, deskId, 'deskId'), end);
      return apiCreated(unwrap(await engine.createTicket(id, checked, end)));
    }),
    addNote: promised(async (ref, note, signal) => {
      const { deskId, ticketId } = given(inputs.ticketRef, ref, 'ticket');
      const checked = given(inputs.noteDraft, note, 'note');
      const end = given(inputs.signal, signal, 'signal');
      await ready(deskId, end);
      const { capabilities, config } = readyDesk(desks, deskId);
      if (!capabilities.noteVisibilities.includes(checked.visibility)) {
        throw new ApiError({ reason: 'badInput', detail: `notes of this desk are not ${checked.visibility}` });
      }
      const author = config.technicianId === undefined ? {} : { authorId: config.technicianId };
      return apiCreated(unwrap(await engine.addNote(deskId, ticketId, { ...checked, ...author }, end)));
    }),
    logTime: promised(async (ref, time, signal) => {
      const { deskId, ticketId } = given(inputs.ticketRef, ref, 'ticket');
      const { minutes, notes, startedAt } = given(inputs.timeDraft, time, 'time');
      const end = given(inputs.signal, signal, 'signal');
      await ready(deskId, end);
      const { capabilities, config } = readyDesk(desks, deskId);
      if (!capabilities.logTime) throw new ApiError({ reason: 'unsupported' });
      const began = new Date(startedAt ?? Date.now() - minutes * minute).toISOString();
      const whose = config.technicianId === undefined ? {} : { technicianId: config.technicianId };
      const draft = { minutes, notes, startedAt: began, ...whose };
      return apiCreated(unwrap(await engine.logTime(deskId, ticketId, draft, end)));
    }),
    registerConnector: connector => registerConnector(guests, connector),
  };
  Object.freeze(api);
  return {
    of(version) {
      if (version !== 1) throw new Error(`This version of Deskside has no API ${String(version)}, but 1.`);
      return api;
    },
  };
}

function isReady(desk: ModelDesk): boolean {
  return desk.state === 'ready';
}

function readyDesk(desks: Desks, deskId: string): Extract<ModelDesk, { state: 'ready' }> {
  const desk = desks.get(deskId);
  if (desk?.state !== 'ready') throw new ApiError({ reason: 'signedOut' });
  return desk;
}

function apiDesk(desk: ModelDesk): Desk {
  const { id, name: shown, system, sample = false } = desk.config;
  const can = desk.state === 'ready' ? desk.capabilities : undefined;
  return {
    ...{ id, name: shown, system, sample },
    ...(desk.state === 'failed' ? { failure: desk.failure.reason } : {}),
    notes: [...(can?.noteVisibilities ?? [])],
    logsTime: can?.logTime ?? false,
  };
}

function apiCreated({ id, number }: { readonly id: string; readonly number?: string }) {
  return { id, ...(number === undefined ? {} : { number }) };
}

/** All who listen are told the same, so that nobody must be able to change it. */
function tellTickets(change: Parameters<Parameters<Engine['onChange']>[0]>[0], tell: (told: TicketsChange) => void) {
  const { kind } = change;
  if (kind === 'lists') tell(Object.freeze({ deskId: change.deskId }));
  else if (kind === 'tickets' || kind === 'ticket') {
    const ticketIds = Object.freeze(kind === 'ticket' ? [change.ticketId] : [...change.ticketIds]);
    tell(Object.freeze({ deskId: change.deskId, ticketIds }));
  }
}
