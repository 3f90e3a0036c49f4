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
import { ApiError, given, unwrap } from './apiError.ts';
import { getOptions, name, noteDraft, searchOptions, ticketDraft, ticketRef, timeDraft } from './apiInputs.ts';
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

  /** The desk, ready to be asked. */
  const ready = async (deskId: string): Promise<string> => {
    const desk = (await desks.load()).find(({ config }) => config.id === deskId);
    if (!desk) throw new ApiError({ reason: 'notFound', detail: 'there is no such desk' });
    if (desk.state === 'failed') throw new ApiError(desk.failure);
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
    desks: async () => (await desks.load()).map(apiDesk),
    onDidChangeDesks: desksChanged.event,
    async search(query, options = {}) {
      const { deskId, ...how } = given(searchOptions, options, 'options');
      const all = deskId === undefined ? await desks.load() : [];
      const ids = deskId === undefined ? all.filter(isReady).map(({ config }) => config.id) : [await ready(deskId)];
      const found = await Promise.all(ids.map(id => searchOne(id, String(query), how)));
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
    },
    async findTicket(deskId, number, signal) {
      const id = await ready(given(name, deskId, 'deskId'));
      return apiTicket(id, unwrap(await engine.find(id, given(name, number, 'number'), signal)));
    },
    async getTicket(ref, options = {}) {
      const { deskId, ticketId } = given(ticketRef, ref, 'ticket');
      const { fresh, signal } = given(getOptions, options, 'options');
      await ready(deskId);
      return apiDetails(deskId, unwrap(await engine.details(deskId, ticketId, { fresh }, signal)));
    },
    onDidChangeTickets: ticketsChanged.event,
    async openTicket(ref) {
      const { deskId, ticketId } = given(ticketRef, ref, 'ticket');
      await ready(deskId);
      const { ticket } = unwrap(await engine.details(deskId, ticketId)).details;
      await parts.openTicket({ deskId, ticketId, number: ticket.number });
    },
    activeTicket: () => active.now(),
    onDidChangeActiveTicket: active.onDidChange,
    async newTicketFields(deskId, signal) {
      const id = await ready(given(name, deskId, 'deskId'));
      return unwrap(await engine.newTicketFields(id, signal)).map(apiField);
    },
    async createTicket(deskId, draft, signal) {
      const checked = given(ticketDraft, draft, 'draft');
      const id = await ready(given(name, deskId, 'deskId'));
      return apiCreated(unwrap(await engine.createTicket(id, checked, signal)));
    },
    async addNote(ref, note, signal) {
      const { deskId, ticketId } = given(ticketRef, ref, 'ticket');
      const checked = given(noteDraft, note, 'note');
      await ready(deskId);
      const { capabilities, config } = readyDesk(desks, deskId);
      if (!capabilities.noteVisibilities.includes(checked.visibility)) {
        throw new ApiError({ reason: 'badInput', detail: `notes of this desk are not ${checked.visibility}` });
      }
      const author = config.technicianId === undefined ? {} : { authorId: config.technicianId };
      return apiCreated(unwrap(await engine.addNote(deskId, ticketId, { ...checked, ...author }, signal)));
    },
    async logTime(ref, time, signal) {
      const { deskId, ticketId } = given(ticketRef, ref, 'ticket');
      const { minutes, notes, startedAt } = given(timeDraft, time, 'time');
      await ready(deskId);
      const { capabilities, config } = readyDesk(desks, deskId);
      if (!capabilities.logTime) throw new ApiError({ reason: 'unsupported' });
      const began = new Date(startedAt ?? Date.now() - minutes * minute).toISOString();
      const whose = config.technicianId === undefined ? {} : { technicianId: config.technicianId };
      const draft = { minutes, notes, startedAt: began, ...whose };
      return apiCreated(unwrap(await engine.logTime(deskId, ticketId, draft, signal)));
    },
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
    notes: can?.noteVisibilities ?? [],
    logsTime: can?.logTime ?? false,
  };
}

function apiCreated({ id, number }: { readonly id: string; readonly number?: string }) {
  return { id, ...(number === undefined ? {} : { number }) };
}

function tellTickets(change: Parameters<Parameters<Engine['onChange']>[0]>[0], tell: (told: TicketsChange) => void) {
  if (change.kind === 'lists') tell({ deskId: change.deskId });
  else if (change.kind === 'tickets') tell({ deskId: change.deskId, ticketIds: change.ticketIds });
  else if (change.kind === 'ticket') tell({ deskId: change.deskId, ticketIds: [change.ticketId] });
}
