import type { FittedScaleQuantile } from '../../../preprocessing/scale-quantile.js';
import type { FittedScaleStandard } from '../../../preprocessing/scale-standard.js';
import type { FittedScaleYeoJohnson } from '../../../preprocessing/scale-yeo-johnson.js';
import type { FittedScaler } from '../../../preprocessing/scalers.js';
import { powerOfTwoFrom } from '../../../util/elementary/powers-of-two.js';
import { arithmetic } from '../arithmetic.js';
import type { Graph } from '../graph.js';

/** How far from the median robustly scaled values come at most, and what they are cut to before. */
const LIMIT = 3;
const FARTHEST = 1e6;
/** Numbers from this size on differ from others by more than a number can be. */
const WIDE = 2 ** 970;
/** From here on a power is one; below it is a logarithm. */
const LEAST_POWER = 1e-8;

/** Doubles (N, columns) without gaps, scaled by the scaler of each column; all are of one kind. */
export function lowerScalers(graph: Graph, x: string, scalers: readonly FittedScaler[]): string {
  const [first] = scalers;
  const all = <Kind extends FittedScaler['kind']>(kind: Kind) =>
    scalers.filter((own): own is Extract<FittedScaler, { kind: Kind }> => own.kind === kind);
  const { mul, div, add, sqrt, clip } = arithmetic(graph);
  switch (first?.kind) {
    case 'scale-standard':
      return standard(graph, x, all('scale-standard'));
    case 'scale-robust': {
      const own = all('scale-robust');
      const medians = own.map(({ median }) => median);
      const spreads = own.map(({ spread }) => spread);
      const z = clip(scaledBy(graph, x, medians, spreads), -FARTHEST, FARTHEST);
      const share = div(z, LIMIT);
      return div(z, sqrt(add(1, mul(share, share))));
    }
    case 'scale-min-max': {
      const own = all('scale-min-max');
      const lows = own.map(({ low }) => low);
      const ranges = own.map(({ range }) => range);
      return clip(scaledBy(graph, x, lows, ranges), -1, 2);
    }
    case 'scale-quantile':
      return quantile(graph, x, all('scale-quantile'));
    case 'scale-yeo-johnson':
      return yeoJohnson(graph, x, all('scale-yeo-johnson'));
    default:
      return x;
  }
}

/** (x − centre) / spread, also of numbers near the greatest of both signs. */
function scaledBy(
  graph: Graph,
  x: string,
  centers: readonly number[],
  spreads: readonly number[],
): string {
  const { sub, div, abs, where, atLeast } = arithmetic(graph);
  const center = graph.doubles(centers, [1, centers.length]);
  const above = sub(x, center);
  const spread = graph.doubles(spreads, [1, spreads.length]);
  const scaled = div(above, spread);
  if (!centers.some((own) => Math.abs(own) >= WIDE)) return scaled;
  const apart = sub(div(x, spread), div(center, spread));
  return where(atLeast(Number.MAX_VALUE, abs(above)), scaled, apart);
}

function standard(graph: Graph, x: string, scalers: readonly FittedScaleStandard[]): string {
  const { clip } = arithmetic(graph);
  const row = (of: (own: FittedScaleStandard) => number) =>
    graph.doubles(scalers.map(of), [1, scalers.length]);
  const means = scalers.map(({ mean }) => mean);
  const deviations = scalers.map(({ deviation }) => deviation);
  return clip(
    scaledBy(graph, x, means, deviations),
    row(({ low }) => low),
    row(({ high }) => high),
  );
}

/** Bisection over all columns at once: their remembered values lie in one table, each in as many places. */
function quantile(graph: Graph, x: string, scalers: readonly FittedScaleQuantile[]): string {
  const { sub, mul, div, add, clip, where, atLeast } = arithmetic(graph);
  // A column of one value is 0, whatever comes.
  const tables = scalers.map(({ values, scores }) =>
    values.length > 1 ? { values, scores } : { values: [0, 1], scores: [0, 0] },
  );
  const most = Math.max(...tables.map(({ values }) => values.length));
  const size = powerOfTwoFrom(most);
  const flat = (of: (table: (typeof tables)[number]) => readonly number[], rest: number) =>
    graph.doubles(
      tables.flatMap((table) => {
        const own = of(table);
        return Array.from({ length: size }, (_, i) => own[i] ?? rest);
      }),
      [tables.length * size],
    );
  const values = flat((table) => table.values, Number.POSITIVE_INFINITY);
  const scores = flat((table) => table.scores, 0);
  const ints = (of: (place: number) => number) =>
    graph.ints(
      Array.from(tables, (_, i) => of(i)),
      [1, tables.length],
    );
  const starts = ints((i) => i * size);
  // Of the last value but one: what is beyond lies between the last two.
  const lasts = ints((i) => i * size + (tables[i]?.values.length ?? 2) - 2);
  let low = starts;
  for (let step = size / 2; step >= 1; step /= 2) {
    const ahead = graph.add('Add', [low, graph.ints([step], [])]);
    low = where(atLeast(x, graph.add('Gather', [values, ahead])), ahead, low);
  }
  low = graph.add('Min', [low, lasts]);
  const high = graph.add('Add', [low, graph.ints([1], [])]);
  const at = (table: string, place: string) => graph.add('Gather', [table, place]);
  const from = at(values, low);
  const above = sub(x, from);
  const to = at(values, high);
  const gap = sub(to, from);
  const isWide = tables.some(({ values: own }) => (own.at(-1) ?? 0) - (own[0] ?? 0) === Infinity);
  let part = div(above, gap);
  if (isWide) {
    const start = mul(from, 0.5);
    const halves = div(sub(mul(x, 0.5), start), sub(mul(to, 0.5), start));
    part = where(atLeast(Number.MAX_VALUE, gap), part, halves);
  }
  const share = clip(part, 0, 1);
  return add(mul(sub(1, share), at(scores, low)), mul(share, at(scores, high)));
}

function yeoJohnson(graph: Graph, x: string, scalers: readonly FittedScaleYeoJohnson[]): string {
  const { sub, mul, div, add, exp, log, abs, where, atLeast } = arithmetic(graph);
  const before = standard(
    graph,
    x,
    scalers.map((own) => own.before),
  );
  const size = log(add(1, abs(before)));
  const bent = (powers: readonly number[]) => {
    const isBent = powers.map((power) => Math.abs(power) >= LEAST_POWER);
    const row = graph.doubles(
      powers.map((power, i) => (isBent[i] ? power : 1)),
      [1, powers.length],
    );
    const curve = div(sub(exp(mul(row, size)), 1), row);
    if (isBent.every(Boolean)) return curve;
    const isCurve = graph.doubles(isBent.map(Number), [1, powers.length]);
    return where(atLeast(isCurve, 1), curve, size);
  };
  const above = bent(scalers.map(({ lambda }) => lambda));
  const below = bent(scalers.map(({ lambda }) => 2 - lambda));
  return standard(
    graph,
    where(atLeast(before, 0), above, sub(0, below)),
    scalers.map((own) => own.after),
  );
}
