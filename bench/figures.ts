/** One figure, beside a yardstick that was measured in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly yardstick: number;
  /** `value` by `yardstick`. */
  readonly ratio: number;
}

/** What a figure is to be: at least or at most so much, itself or its ratio. */
export interface Target {
  readonly of: 'value' | 'ratio';
  readonly most?: number;
  readonly least?: number;
}

/** A figure with what it stands beside, for reading. */
export interface Measured extends Figure {
  /** What the yardstick is. */
  readonly beside: string;
  /** Absent: it is there to explain another one. */
  readonly target?: Target;
}

/** A figure of a value and its yardstick, both in `unit`. */
export function figure(
  name: string,
  unit: string,
  value: number,
  yardstick: number,
  beside: string,
  target?: Target,
): Measured {
  return {
    name,
    value: round(value),
    unit,
    yardstick: round(yardstick),
    ratio: round(value / yardstick),
    beside,
    ...(target ? { target } : {}),
  };
}

/** Whether a figure is what it is to be; `undefined` when nothing was asked of it. */
export function isMet({ value, ratio, target }: Measured): boolean | undefined {
  if (!target) return undefined;
  const measured = target.of === 'value' ? value : ratio;
  return (
    measured <= (target.most ?? Number.POSITIVE_INFINITY) && measured >= (target.least ?? Number.NEGATIVE_INFINITY)
  );
}

/** The middle value, of an even number of them the upper one. NaN for none. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value that this share of all values does not exceed, by the nearest rank. NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
