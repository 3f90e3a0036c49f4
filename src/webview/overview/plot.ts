import { t } from '@vscode/l10n';
import uPlot from 'uplot';
import type { SheetFormats } from '../timesheet/sheetWords.ts';
import { type Figure, shown } from './figures.ts';

/** What a chart is drawn with. */
export interface PlotLook {
  /** Of an element with the page's colours and font. */
  readonly style: CSSStyleDeclaration;
  readonly width: number;
  readonly formats: SheetFormats;
  /** The value that the keyboard is at. */
  active(): { readonly item: number; readonly series: number } | undefined;
}

const columnsHeight = 180;
const rowHeight = 24;
const scaleHeight = 28;
/** Columns that all have their names under them, when there is room. */
const fewColumns = 8;
/** Colours by series; a second one is told apart by its dashes as well. */
const colours = ['--figure-first', '--figure-second'] as const;
const dashes = [[], [6, 4]] as const;

/** Whether the bars of a figure lie: for names, and where there is no room for what stands under them. */
export function lies({ kind, drawn }: Figure, { style, width }: Pick<PlotLook, 'style' | 'width'>): boolean {
  if (kind !== 'columns' || drawn.length > fewColumns) return kind === 'rows';
  const widths = drawn.map(({ label }) => label).map(measuring(fontOf(style)));
  // Neighbours share the room between them.
  const wanted = Math.max(...widths.slice(1).map((each, at) => (each + (widths[at] ?? 0)) / 2 + 8));
  return wanted * drawn.length > width - 60;
}

function fontOf(style: CSSStyleDeclaration): string {
  return `${style.fontSize} ${style.fontFamily}`;
}

/** Draws a figure into an element. */
export function plotOf(place: HTMLElement, figure: Figure, look: PlotLook): uPlot {
  const { style, width, formats } = look;
  const { drawn, kind } = figure;
  const rows = lies(figure, look);
  const colour = (name: string) => style.getPropertyValue(name).trim() || style.color;
  const font = fontOf(style);
  const text = colour('--vscode-descriptionForeground');
  const axis = { stroke: text, font, ticks: { show: false } };
  const grid = { stroke: colour('--sheet-line'), width: 1 };
  const most = Math.max(...drawn.flatMap(({ values }) => values));
  const top = topOf(most, figure);
  const labels = rows ? rowLabels(drawn, font, Math.min(200, width * 0.4)) : undefined;
  const bars = uPlot.paths.bars?.({ size: [0.7, rows ? 16 : 48] });
  // Of few values each is written where its bar ends.
  const written = kind !== 'lines' && drawn.length <= 12;
  const steps = figure.unit === 'minutes' ? [60, 120, 240, 480, 1_440, 2_880, 4_800, 9_600, 24_000] : wholeSteps;
  const data: uPlot.AlignedData = [
    drawn.map((_, at) => at),
    ...figure.series.map((_, series) => drawn.map(({ values }) => values[series] ?? 0)),
  ];
  return new uPlot(
    {
      width: Math.max(180, width),
      height: rows ? drawn.length * rowHeight + scaleHeight : columnsHeight,
      legend: { show: false },
      cursor: { show: false },
      padding: [rows ? 4 : 16, rows ? 40 : 12, 0, rows ? 0 : 4],
      scales: {
        x: { time: false, range: () => [-0.6, drawn.length - 0.4], ...(rows ? { ori: 1, dir: -1 } : {}) },
        y: { range: () => [0, top], ...(rows ? { ori: 0, dir: 1 } : {}) },
      },
      axes: [
        {
          ...axis,
          // Names are read, not only looked at.
          ...(rows ? { stroke: style.color } : {}),
          side: rows ? 3 : 2,
          grid: { show: false },
          ...(labels
            ? { size: labels.width, gap: 6, space: 1 }
            : { size: scaleHeight, space: columnSpace(drawn, font) }),
          incrs: rows ? [1] : wholeSteps,
          splits: (_plot, _axis, _from, _to, step) =>
            drawn
              .map((_, at) => at)
              .filter(at => rows || (kind === 'columns' && drawn.length <= fewColumns) || at % (step || 1) === 0),
          values: (_plot, splits) => splits.map(at => labels?.texts[at] ?? drawn[at]?.label ?? ''),
        },
        {
          ...axis,
          side: rows ? 2 : 3,
          grid,
          size: rows ? scaleHeight : 44,
          space: rows ? 60 : 30,
          incrs: steps,
          values: (_plot, values) => values.map(value => scaleText(value, figure, formats)),
        },
      ],
      series: [
        {},
        ...figure.series.map((label, at): uPlot.Series => {
          const stroke = colour(colours[at] ?? colours[0]);
          if (kind === 'lines')
            return {
              ...{ label, stroke, width: 2, dash: [...(dashes[at] ?? [])] },
              points: { show: drawn.length <= 31, size: 6, stroke, fill: at === 0 ? stroke : colour('--page') },
            };
          // Without an outline: that of nothing would be seen.
          return { label, stroke, fill: stroke, width: 0, points: { show: false }, ...(bars ? { paths: bars } : {}) };
        }),
      ],
      hooks: {
        draw: [
          plot => {
            if (written) writeValues(plot, figure, { rows, font, colour: style.color, formats });
            markActive(plot, figure, rows, look.active(), colour('--vscode-focusBorder'));
          },
        ],
      },
    },
    data,
    place,
  );
}

const wholeSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000];

/** Where the scale ends: above the greatest value, so that its bar does not touch the edge. */
function topOf(most: number, { unit }: Figure): number {
  return Math.max(unit === 'minutes' ? 60 : 1, most * 1.05);
}

function scaleText(value: number, { unit }: Figure, formats: SheetFormats): string {
  return unit === 'minutes' ? t('{0} h', formats.number(value / 60)) : formats.number(value);
}

/** Names beside bars, cut where they are too long, and the room they take. */
function rowLabels(
  items: Figure['drawn'],
  font: string,
  most: number,
): { readonly texts: string[]; readonly width: number } {
  const measure = measuring(font);
  const texts = items.map(({ label }) => cut(label, most, measure));
  return { texts, width: Math.ceil(Math.max(0, ...texts.map(measure))) + 14 };
}

function columnSpace(items: Figure['drawn'], font: string): number {
  const measure = measuring(font);
  return Math.max(20, ...items.map(({ label }) => measure(label))) + 12;
}

function measuring(font: string): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return text => text.length * 7;
  context.font = font;
  return text => context.measureText(text).width;
}

function cut(text: string, most: number, measure: (text: string) => number): string {
  if (measure(text) <= most) return text;
  const letters = [...text];
  let [fits, over] = [0, letters.length];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (measure(`${letters.slice(0, middle).join('')}…`) <= most) fits = middle;
    else over = middle;
  }
  return `${letters.slice(0, fits).join('').trimEnd()}…`;
}

function writeValues(
  plot: uPlot,
  figure: Figure,
  {
    rows,
    font,
    colour,
    formats,
  }: { readonly rows: boolean; readonly font: string; readonly colour: string; readonly formats: SheetFormats },
): void {
  const { ctx } = plot;
  ctx.save();
  ctx.font = font.replace(/^([\d.]+)px/, (_, size) => `${Number(size) * uPlot.pxRatio}px`);
  ctx.fillStyle = colour;
  ctx.textAlign = rows ? 'left' : 'center';
  ctx.textBaseline = rows ? 'middle' : 'bottom';
  for (const [at, { values }] of figure.drawn.entries()) {
    const value = values[0] ?? 0;
    const [along, end] = [plot.valToPos(at, 'x', true), plot.valToPos(value, 'y', true)];
    const gap = 4 * uPlot.pxRatio;
    if (value > 0) ctx.fillText(shown(value, figure, formats), rows ? end + gap : along, rows ? along : end - gap / 2);
  }
  ctx.restore();
}

/** A frame around what the keyboard is at. */
function markActive(
  plot: uPlot,
  figure: Figure,
  rows: boolean,
  active: ReturnType<PlotLook['active']>,
  colour: string,
): void {
  if (!active) return;
  const { ctx, bbox } = plot;
  const [one, other] = [plot.valToPos(active.item - 0.5, 'x', true), plot.valToPos(active.item + 0.5, 'x', true)];
  const [from, size] = [Math.min(one, other), Math.max(Math.abs(other - one), 8 * uPlot.pxRatio)];
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2 * uPlot.pxRatio;
  if (figure.kind === 'lines') {
    const value = figure.drawn[active.item]?.values[active.series] ?? 0;
    ctx.beginPath();
    ctx.arc(plot.valToPos(active.item, 'x', true), plot.valToPos(value, 'y', true), 7 * uPlot.pxRatio, 0, 2 * Math.PI);
    ctx.stroke();
  } else if (rows) ctx.strokeRect(bbox.left, from, bbox.width, size);
  else ctx.strokeRect(from, bbox.top, size, bbox.height);
  ctx.restore();
}
