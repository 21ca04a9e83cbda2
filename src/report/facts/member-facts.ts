import { mixedBy } from '../../ensemble/stacking.js';
import { decidedScore } from '../../metrics/decisions.js';
import { oriented } from '../../metrics/metric.js';
import type { NamedPredictions } from '../../predictor/kept-rows.js';
import type { PredictorState } from '../../predictor/predictor-state.js';
import { correlation } from '../../util/correlation.js';
import type { JudgedRows } from './judged-rows.js';

/** A model in the ensemble. */
export interface MemberFacts {
  readonly name: string;
  readonly family: string;
  readonly weight: number;
  /** By how much the score of the weighted mean is worse without it; null where there is no other, or it cannot be said. */
  readonly adds: number | null;
  /** How alike its predictions are to those of the others' mean: their correlation, of classes and quantiles each about its own mean. */
  readonly likeness: number | null;
}

/** The members of the ensemble, the heaviest first. */
export function memberFacts(
  { members }: Pick<PredictorState, 'members'>,
  judged: JudgedRows,
  predictions: readonly NamedPredictions[],
): readonly MemberFacts[] {
  const known = new Map(predictions.map(({ name, values }) => [name, values]));
  const whole = mixOf(members, known, judged);
  const facts = members.map((member): MemberFacts => {
    const { name, family, weight } = member;
    const others = members.filter((other) => other !== member);
    const rest = others.length > 0 ? mixOf(others, known, judged) : undefined;
    const own = known.get(name);
    const adds = whole && rest ? difference(judged, whole, rest) : null;
    const likeness = own && rest ? likenessOf(own, rest, judged.truth.length) : null;
    return { name, family, weight, adds, likeness };
  });
  return facts.toSorted((a, b) => b.weight - a.weight);
}

type Weighted = Pick<PredictorState['members'][number], 'name' | 'weight'>;

/** The weighted mean, with weights that sum to 1; undefined where predictions of one are not kept. */
function mixOf(
  members: readonly Weighted[],
  known: ReadonlyMap<string, Float64Array>,
  { task }: JudgedRows,
): Float64Array | undefined {
  const own = members.flatMap(({ name }) => known.get(name) ?? []);
  const sum = members.reduce((total, { weight }) => total + weight, 0);
  if (own.length < members.length || !(sum > 0)) return undefined;
  return mixedBy(
    members.map(({ weight }) => ({ weight: weight / sum })),
    null,
    own,
    task,
  );
}

function difference(judged: JudgedRows, whole: Float64Array, rest: Float64Array): number | null {
  const score = (own: Float64Array) => oriented(judged.metric, decidedScore(judged, own));
  const gain = score(whole) - score(rest);
  return Number.isFinite(gain) ? gain : null;
}

/** Each about its mean for a class or a quantile: that a class is rare makes no two models alike. */
function likenessOf(a: Float64Array, b: Float64Array, rows: number): number | null {
  const all = Int32Array.from(a.keys());
  const r = correlation(aboutMeans(a, rows), aboutMeans(b, rows), all);
  return Number.isFinite(r) ? r : null;
}

function aboutMeans(values: Float64Array, rows: number): Float64Array {
  const width = values.length / rows;
  const means = new Float64Array(width);
  for (const [place, value] of values.entries()) {
    means[place % width] = (means[place % width] ?? 0) + value / rows;
  }
  return values.map((value, place) => value - (means[place % width] ?? 0));
}
