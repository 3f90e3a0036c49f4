import { t } from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { type Day, isWeekend, type Sheet, type SheetCell, type SheetRow } from '../../model/timesheet.ts';
import { icon } from '../panel/icon.ts';
import type { SheetDesk, SheetHostApi } from '../timesheetMessages.ts';
import { type SheetFormats, short, spoken } from './sheetWords.ts';

/** Which entries are unfolded. */
export interface OpenCell {
  readonly deskId: string;
  readonly ticketId: string;
  readonly day: Day;
}

/** What the sheet's templates draw from. */
export interface SheetDrawing {
  readonly sheet: Sheet;
  readonly desks: readonly SheetDesk[];
  readonly formats: SheetFormats;
  readonly host: SheetHostApi;
  readonly today: Day;
  readonly open: OpenCell | undefined;
  /** Whether logged entries can be changed, where their desk can. */
  readonly own: boolean;
  toggle(cell: OpenCell): void;
}

/** Rows by ticket, columns by day, totals at the end and below. */
export function sheetTable(drawing: SheetDrawing): TemplateResult {
  const { sheet, formats, today } = drawing;
  const head = sheet.days.map(
    day => html`<th scope="col" class=${dayClass(day, sheet, today)}>
      <span class="weekday">${formats.weekday(day)}</span> ${formats.date(day)}
    </th>`,
  );
  return html`<div class="frame ${sheet.days.length > 7 ? 'month' : ''}" tabindex="0" role="region" aria-label=${t('Time by ticket and day')}>
    <table>
      <caption class="hidden">${t('Time by ticket and day')}</caption>
      <thead>
        <tr><th scope="col" class="ticket">${t('Ticket')}</th>${head}<th scope="col" class="sum">${t('Total')}</th></tr>
      </thead>
      <tbody>${sheet.rows.map(row => ticketRow(drawing, row))}</tbody>
      <tfoot>
        <tr>
          <th scope="row" class="ticket">${t('Total')}</th>
          ${sheet.totals.map(total => html`<td class=${dayClass(total.day, sheet, today)}>${dayTotal(drawing, total)}</td>`)}
          <td class="sum">${amount(sheet.minutes, sheet.unsent)}</td>
        </tr>
      </tfoot>
    </table>
  </div>`;
}

function ticketRow(drawing: SheetDrawing, row: SheetRow): TemplateResult {
  const { sheet, desks, formats, host, today, open } = drawing;
  const { deskId, ticketId, number = ticketId, subject } = row;
  const desk = desks.find(({ id }) => id === deskId);
  const mine = open?.deskId === deskId && open.ticketId === ticketId ? open : undefined;
  const shown = mine && row.cells.find(cell => cell.day === mine.day);
  const unsent = row.cells.reduce((sum, cell) => sum + cell.unsent, 0);
  const title = subject ?? t('A ticket that is not kept on this machine');
  return html`<tr>
      <th scope="row" class="ticket">
        <div class="ticket-box"><div>
        <button class="link name" type="button" title=${title} @click=${() => host.openTicket(deskId, ticketId, number, subject ?? '')}>
          <span class="number">#${number}</span> <span dir="auto">${title}</span>
        </button>
        ${desks.length > 1 ? html`<span class="muted desk">${desk?.name}</span>` : nothing}
        </div>
        ${
          desk?.canLog
            ? html`<button class="tool" type="button" title=${t('Log Time')} aria-label=${t('Log time on #{0}', number)} @click=${() => host.logTime(deskId, ticketId, number)}>
              ${icon('add')}
            </button>`
            : nothing
        }
        </div>
      </th>
      ${row.cells.map(
        cell =>
          html`<td class=${dayClass(cell.day, sheet, today)}>${dayCell(drawing, row, cell, mine?.day === cell.day)}</td>`,
      )}
      <td class="sum">${amount(row.minutes, unsent)}</td>
    </tr>
    ${
      shown && shown.entries.length > 0
        ? html`<tr class="open">
          <td colspan=${sheet.days.length + 2}>
            <div class="unfolded">
              <p class="muted">${t('#{0} on {1}', number, formats.day(shown.day))}</p>
              <deskside-entries
                .host=${host}
                .formats=${formats}
                .entries=${shown.entries}
                .canChange=${drawing.own && (desk?.canChange ?? false)}
              ></deskside-entries>
            </div>
          </td>
        </tr>`
        : nothing
    }`;
}

function dayCell(drawing: SheetDrawing, row: SheetRow, cell: SheetCell, expanded: boolean): unknown {
  if (cell.entries.length === 0) return nothing;
  const { deskId, ticketId, number = ticketId } = row;
  const words = t('#{0} on {1}', number, drawing.formats.day(cell.day));
  return html`<button class="cell" type="button" aria-expanded=${expanded} aria-label="${short(cell.minutes)}, ${words}: ${inWords(cell)}" title=${inWords(cell)} @click=${() => drawing.toggle({ deskId, ticketId, day: cell.day })}>
    ${amount(cell.minutes, cell.unsent)}
  </button>`;
}

/** Working days without time are seen and heard. */
function dayTotal({ sheet }: SheetDrawing, total: SheetCell): unknown {
  if (sheet.gaps.includes(total.day))
    return html`<span class="none" title=${t('No time')}>–<span class="hidden">${t('No time')}</span></span>`;
  return total.minutes > 0 ? amount(total.minutes, total.unsent) : nothing;
}

function amount(minutes: number, unsent: number): TemplateResult {
  if (unsent === 0) return html`<span class="amount">${short(minutes)}</span>`;
  return html`<span class="amount not-sent">${icon('cloud-upload')}${short(minutes)}</span>`;
}

function inWords({ minutes, unsent, entries }: SheetCell): string {
  const [first] = entries;
  const what = entries.length === 1 ? (first?.notes ?? '') : t('{0} entries', entries.length);
  return [spoken(minutes), unsent > 0 ? t('{0} not sent yet', spoken(unsent)) : '', what].filter(Boolean).join(' · ');
}

function dayClass(day: Day, sheet: Sheet, today: Day): string {
  return [
    'day',
    isWeekend(day) ? 'weekend' : '',
    day === today ? 'today' : '',
    sheet.gaps.includes(day) ? 'gap' : '',
  ].join(' ');
}

/** The figures of the chart. */
export function figures({ sheet, formats }: SheetDrawing): TemplateResult {
  return html`<table class="figures">
    <thead>
      <tr><th scope="col">${t('Day')}</th><th scope="col">${t('Logged')}</th><th scope="col">${t('Not sent')}</th><th scope="col">${t('Total')}</th></tr>
    </thead>
    <tbody>
      ${sheet.totals.map(
        ({ day, minutes, unsent }) =>
          html`<tr><th scope="row">${formats.day(day)}</th><td>${short(minutes - unsent)}</td><td>${short(unsent)}</td><td>${short(minutes)}</td></tr>`,
      )}
    </tbody>
  </table>`;
}
