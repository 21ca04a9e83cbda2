import { greatestOf, leastOf } from '../../util/extremes.js';
import { joinText } from '../../util/join-text.js';
import type { Block, ChartBlock } from '../block.js';
import { chartBlock } from '../chart-block.js';
import { barChart } from '../charts/bar-chart.js';
import { lineChart } from '../charts/line-chart.js';
import { parallelCoordinates } from '../charts/parallel-coordinates.js';
import type { AskedFacts } from '../facts/report-facts.js';
import type { SearchFacts, TrialFacts } from '../facts/search-facts.js';

/** Curves beside each other that can still be told apart, and the least trials of a family that are worth axes. */
const CURVES = 6;
const LEAST_TRIALS = 4;

/** How the search went: by time, by length of training, by parameters. */
export function searchCharts(
  facts: SearchFacts,
  direction: 'maximize' | 'minimize',
  asked: Pick<AskedFacts, 'seconds' | 'joins'>,
): readonly Block[] {
  const charts = [progressChart(facts, asked), ...learningCharts(facts, direction)];
  const lines = familyCharts(facts, direction);
  const params = facts.params.length > 0 ? [paramsChart(facts)] : [];
  return [{ kind: 'charts', charts: [...charts, ...params] }, ...lines];
}

function progressChart(
  { progress, metric }: SearchFacts,
  { seconds, joins = [] }: Pick<AskedFacts, 'seconds' | 'joins'>,
): ChartBlock {
  const [baseline, ...found] = progress;
  const last = found.at(-1);
  const end = last && seconds !== undefined && seconds > last.seconds;
  const points = found.map((point) => [point.seconds, point.score] as const);
  return chartBlock(lineChart, {
    id: 'progress',
    title: 'The best single model so far',
    says: `The ${metric} on validation rows by the time since the start; it got better ${found.length === 1 ? 'once' : `${found.length} times`}.${joins.map((join) => ` It went on ${joinText(join)}.`).join('')}`,
    x: { title: 'seconds' },
    y: { title: metric },
    ...(baseline && { baseline: { name: baseline.name, y: baseline.score } }),
    ...(joins.length > 0 && {
      moments: { name: 'given more', xs: joins.map((join) => join.seconds) },
    }),
    series: [
      {
        name: 'best so far',
        points: end ? [...points, [seconds, last.score]] : points,
        isSteps: true,
      },
    ],
  });
}

/** Of the best trials with the same measure. */
function learningCharts(
  { trials }: SearchFacts,
  direction: 'maximize' | 'minimize',
): readonly ChartBlock[] {
  const known = bestFirst(trials, direction).filter(({ curve }) => curve);
  const [first] = known;
  if (!first?.curve) return [];
  const { metric } = first.curve;
  const shown = known.filter(({ curve }) => curve?.metric === metric).slice(0, CURVES);
  const series = shown.map(({ name, curve }) => ({
    name,
    points: (curve?.lengths ?? []).map(
      (length, i) => [length, curve?.scores[i] ?? Number.NaN] as const,
    ),
  }));
  return [
    chartBlock(lineChart, {
      id: 'learning',
      title: 'Learning curves of the best trials',
      says: `The ${metric} on the first fold's validation rows after each epoch or round.`,
      x: { title: 'epochs or rounds', kind: 'log' },
      y: { title: metric },
      series,
    }),
  ];
}

function paramsChart({ params }: SearchFacts): ChartBlock {
  return chartBlock(barChart, {
    id: 'params',
    title: 'What the score hangs on',
    says: 'Shares of what a random forest over the trials of a family finds, by parameter.',
    of: 'parameter',
    axis: { title: 'share' },
    bars: params.slice(0, 15).map(({ family, param, share }) => ({
      name: `${family}: ${param}`,
      value: share,
    })),
  });
}

/** A drawing for each family of enough trials, those of most trials first. */
function familyCharts(facts: SearchFacts, direction: 'maximize' | 'minimize'): readonly Block[] {
  const families = new Map<string, TrialFacts[]>();
  for (const trial of facts.trials) {
    if (trial.firstFoldScore === null) continue;
    const own = families.get(trial.family);
    if (own) own.push(trial);
    else families.set(trial.family, [trial]);
  }
  const drawn = [...families]
    .filter(([, trials]) => trials.length >= LEAST_TRIALS)
    .sort((a, b) => b[1].length - a[1].length)
    .flatMap(([family, trials]) => parallelChart(family, trials, facts.metric, direction) ?? []);
  if (drawn.length === 0) return [];
  return [{ kind: 'fold', title: 'Parameters of each family against the score', blocks: drawn }];
}

function parallelChart(
  family: string,
  trials: readonly TrialFacts[],
  metric: string,
  direction: 'maximize' | 'minimize',
): ChartBlock | undefined {
  const names = [...new Set(trials.flatMap(({ params }) => Object.keys(params)))];
  const varying = names.filter(
    (name) => new Set(trials.map(({ params }) => params[name])).size > 1,
  );
  if (varying.length === 0) return undefined;
  const axes = varying.map((name) => axisOf(name, trials));
  return chartBlock(parallelCoordinates, {
    id: `parallel-${family}`,
    title: `${family}: ${trials.length} trials`,
    says: `A line for each trial through its parameters to its ${metric} on the first fold.`,
    axes,
    score: { title: `${metric}, first fold`, direction },
    lines: trials.map(({ name, params, firstFoldScore }) => ({
      name,
      values: varying.map((own) => {
        const value = params[own];
        return typeof value === 'boolean' ? String(value) : value;
      }),
      score: firstFoldScore ?? Number.NaN,
    })),
  });
}

function axisOf(name: string, trials: readonly TrialFacts[]) {
  const values = trials.flatMap(({ params }) => params[name] ?? []);
  if (!values.every((value) => typeof value === 'number')) {
    return { name, kind: 'choices' as const, choices: [...new Set(values.map(String))].sort() };
  }
  const [low, high] = [leastOf(values), greatestOf(values)];
  return { name, kind: low > 0 && high / low >= 20 ? ('log' as const) : ('linear' as const) };
}

function bestFirst(trials: readonly TrialFacts[], direction: 'maximize' | 'minimize') {
  const sign = direction === 'maximize' ? -1 : 1;
  const worth = ({ firstFoldScore }: TrialFacts) =>
    firstFoldScore === null ? Number.POSITIVE_INFINITY : sign * firstFoldScore;
  return trials.toSorted((a, b) => worth(a) - worth(b) || a.number - b.number);
}
