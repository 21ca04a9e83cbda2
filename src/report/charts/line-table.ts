import type { AxisOptions } from './axis-scale.js';
import { dateText, timeText } from './date-labels.js';
import type { LineChart, Points, Spot } from './line-options.js';
import type { NumberTable } from './number-table.js';

/** The points drawn: beside each other where all lines have the same x, else beneath each other. */
export function lineTable(chart: LineChart, lists: readonly (readonly Spot[])[]): NumberTable {
  const thin = chart.curves?.lines ?? [];
  const first = (lists[0] ?? thin[0] ?? []).map(([x]) => x);
  const isShared = [...lists, ...thin].every(
    (line) => line.length === first.length && line.every(([x], i) => x === first[i]),
  );
  const table = isShared ? besides(chart, lists, first) : beneath(chart, lists);
  const { baseline, y } = chart;
  if (!baseline || table.rows.length === 0) return table;
  const level = table.head.map((_, place) => {
    if (place === 0) return baseline.name;
    return place === (isShared ? 1 : 2) ? axisCell(baseline.y, y) : null;
  });
  return { head: table.head, rows: [...table.rows, level] };
}

function besides(
  { series, x, y, curves }: LineChart,
  lists: readonly (readonly Spot[])[],
  xs: readonly number[],
): NumberTable {
  const hasBand = series.map(({ band }) => band !== undefined);
  const heads = series.flatMap(({ name }, place) =>
    hasBand[place] ? [name, `${name}, from`, `${name}, to`] : [name],
  );
  const thin = curves?.lines ?? [];
  const rows = xs.map((at, i) => [
    axisCell(at, x),
    ...lists.flatMap((spots, place) => {
      const [, value, low, high] = spots[i] ?? EMPTY;
      return (hasBand[place] ? [value, low, high] : [value]).map((own) => axisCell(own, y));
    }),
    ...thin.map((line) => axisCell(line[i]?.[1] ?? Number.NaN, y)),
  ]);
  return { head: [x.title, ...heads, ...thin.map((_, i) => `${curves?.name} ${i + 1}`)], rows };
}

const EMPTY: Spot = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];

function beneath(
  { series, x, y, curves }: LineChart,
  lists: readonly (readonly Spot[])[],
): NumberTable {
  const hasBand = series.some(({ band }) => band !== undefined);
  const row = (name: string, [at, value, low, high]: Spot) => [
    name,
    axisCell(at, x),
    axisCell(value, y),
    ...(hasBand ? [axisCell(low, y), axisCell(high, y)] : []),
  ];
  const thin = (line: Points, i: number) =>
    line.map(([at, value]) => row(`${curves?.name} ${i + 1}`, [at, value, Number.NaN, Number.NaN]));
  const rows = [
    ...lists.flatMap((spots, place) => spots.map((spot) => row(series[place]?.name ?? '', spot))),
    ...(curves?.lines ?? []).flatMap(thin),
  ];
  return { head: ['series', x.title, y.title, ...(hasBand ? ['from', 'to'] : [])], rows };
}

/** A value of an axis for a table. */
export function axisCell(value: number, { kind }: AxisOptions): string | number {
  if (!Number.isFinite(value)) return value;
  if (kind === 'dates') return dateText(value);
  return kind === 'times' ? timeText(value) : value;
}
