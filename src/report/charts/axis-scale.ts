import { scaleLinear, scaleLog, scaleUtc } from 'd3-scale';
import { dateLabels, timeLabels } from './date-labels.js';
import { shortNumber, tickLabels } from './short-number.js';

export interface AxisOptions {
  readonly title: string;
  /** Dates are milliseconds since 1970, times of day those of its first day; values that a log axis cannot show are left out. @default 'linear' */
  readonly kind?: 'linear' | 'log' | 'dates' | 'times';
  /** From where to where; else as the values say, with round ends. */
  readonly domain?: readonly [low: number, high: number];
}

/** Where values of an axis stand, and what is written beside it. */
export interface AxisScale {
  readonly at: (value: number) => number;
  readonly ticks: readonly Tick[];
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Letters at their largest, in units of the drawing: on a narrow screen. */
export const LETTER = { width: 12.5, height: 20 } as const;

/** What is shown on either side of a single moment: a day, of times of day an hour. */
const HALVES: { readonly [kind in NonNullable<AxisOptions['kind']>]?: number } = {
  dates: 86_400_000,
  times: 3_600_000,
};

/** Whether an axis can show a value. */
export function isShown(value: number, { kind }: AxisOptions): boolean {
  return Math.abs(value) <= 1e300 && (kind !== 'log' || value > 0);
}

/** A scale from the values to a range of the drawing, with as many ticks as have room beside each other. */
export function axisScale(
  options: AxisOptions,
  values: readonly number[],
  range: readonly [from: number, to: number],
  direction: 'across' | 'up',
): AxisScale {
  const domain = options.domain ?? domainOf(options, values);
  const isWhole = values.length > 0 && values.every(Number.isInteger);
  const scale = scaleOf(options, domain, range, isWhole);
  const room = Math.abs(range[1] - range[0]);
  for (const count of [6, 5, 4, 3, 2]) {
    const ticks = scale.ticks(count);
    if (takes(ticks, direction) <= room || count === 2) return { at: scale.at, ticks };
  }
  return { at: scale.at, ticks: [] };
}

function takes(ticks: readonly Tick[], direction: 'across' | 'up'): number {
  if (direction === 'up') return ticks.length * LETTER.height * 1.6;
  const longest = Math.max(0, ...ticks.map(({ label }) => label.length));
  return ticks.length * (longest + 1.5) * LETTER.width;
}

/** From the least value to the greatest; a single one stands in the middle. */
function domainOf(options: AxisOptions, values: readonly number[]): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!isShown(value, options)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return options.kind === 'log' ? [1, 10] : [0, 1];
  if (low < high && options.kind === 'log') {
    const room = (high / low) ** 0.03;
    return [low / room, high * room];
  }
  if (low < high) return [low, high];
  if (options.kind === 'log') return [low / 2, low * 2];
  const half = HALVES[options.kind ?? 'linear'] ?? (Math.abs(low) / 2 || 0.5);
  return [low - half, low + half];
}

interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: (count: number) => readonly Tick[];
}

function scaleOf(
  { kind, domain: told }: AxisOptions,
  domain: readonly [number, number],
  range: readonly [number, number],
  isWhole: boolean,
): Scale {
  if (kind === 'log') {
    const scale = scaleLog(domain, range);
    return { at: scale, ticks: (count) => labelled(logTicks(domain, count), scale, shortNumber) };
  }
  if (kind === 'dates' || kind === 'times') {
    const scale = scaleUtc(domain, range);
    return {
      at: scale,
      ticks: (count) => {
        const dates = scale.ticks(count).map(Number);
        const labels = kind === 'times' ? timeLabels(dates) : dateLabels(dates);
        return dates.map((date, i) => ({ at: scale(date), label: labels[i] ?? '' }));
      },
    };
  }
  const scale = told ? scaleLinear(domain, range) : scaleLinear(domain, range).nice(5);
  return {
    at: scale,
    ticks: (count) => {
      const all = scale.ticks(count);
      const whole = isWhole ? all.filter(Number.isInteger) : all;
      const ticks = whole.length > 1 ? whole : all;
      const labels = tickLabels(ticks);
      return ticks.map((tick, i) => ({ at: scale(tick), label: labels[i] ?? '' }));
    },
  };
}

/** Powers of ten, or 1, 2 and 5 of each where they are few; plain ticks within a narrow range. */
function logTicks([low, high]: readonly [number, number], count: number): readonly number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const ticks = (every: number, of: readonly number[]) =>
    Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, i) =>
      of.map((digit) => Number(`${digit}e${first + i * every}`)),
    )
      .flat()
      .filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
  const fine = ticks(1, [1, 2, 5]);
  if (fine.length < 2) return scaleLinear([low, high], [0, 1]).ticks(count);
  if (fine.length <= count) return fine;
  const tens = ticks(1, [1]);
  if (tens.length < 2) return fine;
  return ticks(Math.max(1, Math.ceil(tens.length / count)), [1]);
}

function labelled(
  ticks: readonly number[],
  at: (value: number) => number,
  label: (value: number) => string,
): readonly Tick[] {
  return ticks.map((tick) => ({ at: at(tick), label: label(tick) }));
}
