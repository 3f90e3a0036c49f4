import { t } from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { csvOf, csvText } from '../../model/csv.ts';
import type { SheetFormats } from '../timesheet/sheetWords.ts';
import { type Figure, heard, type Item, type Lead, shown } from './figures.ts';

/** The figures of a chart as a table; each opens what it counts. */
export function figureTable(
  figure: Figure,
  formats: SheetFormats,
  open: (lead: Lead, title: string) => void,
): TemplateResult {
  const cell = (item: Item, series: number) => {
    const value = item.values[series] ?? 0;
    const lead = item.leads[series];
    const text = shown(value, figure, formats);
    if (!lead || value === 0) return html`<td>${text}</td>`;
    const name = figure.series.length > 1 ? `${item.name}, ${figure.series[series]}` : item.name;
    const words = `${name}: ${heard(value, figure, formats)}`;
    return html`<td><button class="link" type="button" aria-label="${text}, ${words}" @click=${() => open(lead, `${figure.title} · ${words}`)}>${text}</button></td>`;
  };
  return html`<div class="table"><table class="figures">
    <caption class="hidden">${figure.title}</caption>
    <thead><tr><th scope="col">${figure.of}</th>${figure.series.map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>
      ${figure.items.map(
        item =>
          html`<tr><th scope="row" dir="auto">${item.name}</th>${figure.series.map((_, series) => cell(item, series))}</tr>`,
      )}
    </tbody>
  </table></div>`;
}

/**
 * All figures as CSV: one value a line, and at the end what is not counted. Texts come from strangers: none is taken for a
 * formula.
 */
export function figuresCsv(all: readonly Figure[], notes: readonly string[]): string {
  const head = [t('Figure'), t('Of'), t('Series'), t('Value'), t('Unit')];
  const lines = all.flatMap(({ title, items, series, unit, remarks }) => [
    ...items.flatMap(({ name, values }) =>
      series.map((of, at) => [
        ...[csvText(title), csvText(name), csvText(of), String(values[at] ?? 0)],
        unit === 'minutes' ? t('Minutes') : t('Tickets'),
      ]),
    ),
    ...remarks.map(({ text }) => [csvText(title), csvText(text), '', '', '']),
  ]);
  return csvOf([head, ...lines, ...notes.map(note => ['', csvText(note), '', '', ''])]);
}
