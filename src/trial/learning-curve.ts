import { oriented } from '../metrics/metric.js';
import { metricNamed } from '../metrics/metrics.js';
import { thinned } from '../util/thinned.js';

/** What training was stopped by after each epoch or round, higher is better. */
export interface FoldCurve {
  readonly metric: string;
  readonly scores: readonly number[];
}

/** How a training went: what it was stopped by on the first fold's validation rows, at some of its lengths. */
export interface LearningCurve {
  /** The metric's name: the user's where that does not tie and needs nothing that a fold may lack, else a loss. */
  readonly metric: string;
  /** Epochs or rounds, ascending. */
  readonly lengths: readonly number[];
  /** In the natural sign of the metric. */
  readonly scores: readonly number[];
}

/** Points of a curve that are kept at most: what a chart can show. */
const MOST_POINTS = 48;

/** The curve of a fold, thinned evenly; the best point and the last one stay. Undefined where there is none to draw. */
export function learningCurve({ metric, scores }: FoldCurve): LearningCurve | undefined {
  const places = [...scores.keys()].filter((place) => Number.isFinite(scores[place]));
  if (places.length < 2) return undefined;
  const by = metricNamed(metric);
  const kept = withBest(places, scores);
  return {
    metric,
    lengths: kept.map((place) => place + 1),
    scores: kept.map((place) => oriented(by, scores[place] ?? 0)),
  };
}

function withBest(places: readonly number[], scores: readonly number[]): readonly number[] {
  const best = places.reduce((a, b) => ((scores[b] ?? 0) > (scores[a] ?? 0) ? b : a));
  return [...new Set([...thinned(places, MOST_POINTS - 1), best])].sort((a, b) => a - b);
}
