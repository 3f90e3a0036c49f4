import { t } from '@vscode/l10n';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import uPlot from 'uplot';
import type { Sheet } from '../../model/timesheet.ts';
import { Chart } from '../chart.ts';
import type { SheetFormats } from './sheetWords.ts';

const height = 170;

/** Hours by day as bars. Its figures stand in a table as well, so that nothing is told by the picture alone. */
export class SheetChart extends Chart {
  static override properties = { sheet: { attribute: false }, formats: { attribute: false } };

  declare sheet: Sheet;
  declare formats: SheetFormats;

  protected override render(): TemplateResult {
    return html`<div class="plot" role="img" aria-label=${t('Hours by day; the figures are in the table below')}></div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('sheet') || changed.has('formats')) this.draw();
  }

  protected override draw(): void {
    const place = this.querySelector<HTMLElement>('.plot');
    if (!place) return;
    this.plot?.destroy();
    const style = getComputedStyle(this);
    const colour = (name: string) => style.getPropertyValue(name).trim() || style.color;
    const { days, totals } = this.sheet;
    const hours = totals.map(({ minutes }) => minutes / 60);
    const sent = totals.map(({ minutes, unsent }) => (minutes - unsent) / 60);
    const bars = uPlot.paths.bars?.({ size: [0.6, 64] });
    const axis = {
      stroke: colour('--vscode-descriptionForeground'),
      font: `${style.fontSize} ${style.fontFamily}`,
      ticks: { show: false },
    };
    const lines = { stroke: colour('--sheet-line'), width: 1 };
    const look = { points: { show: false }, ...(bars ? { paths: bars } : {}) };
    this.plot = new uPlot(
      {
        width: Math.max(200, this.clientWidth),
        height,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: () => [-0.6, days.length - 0.4] },
          y: { range: (_plot, _least, most) => [0, Math.max(1, Math.ceil(most || 0))] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            space: 24,
            splits: (_plot, _axis, _from, _to, step) => days.map((_, at) => at).filter(at => at % (step || 1) === 0),
            incrs: [1, 2, 5, 7, 10],
            values: (_plot, splits) => splits.map(at => this.#label(days[at] ?? '')),
          },
          {
            ...axis,
            grid: lines,
            size: 44,
            incrs: [1, 2, 4, 8, 12, 24, 48],
            values: (_plot, ys) => ys.map(y => t('{0} h', y)),
          },
        ],
        series: [
          {},
          // What is not confirmed is an outline above what is: told by form, not by colour alone.
          { label: t('Not sent'), stroke: colour('--sheet-unsent'), width: 2, dash: [5, 3], ...look },
          { label: t('Logged'), stroke: colour('--sheet-logged'), fill: colour('--sheet-logged'), width: 1, ...look },
        ],
      },
      [
        days.map((_, at) => at),
        hours.map((value, at) => (value > (sent[at] ?? 0) ? value : null)),
        sent.map(value => value || null),
      ],
      place,
    );
  }

  #label(day: string): string {
    const { formats } = this;
    return this.sheet.days.length > 7 ? formats.date(day) : `${formats.weekday(day)} ${formats.date(day)}`;
  }
}

customElements.define('deskside-sheet-chart', SheetChart);
