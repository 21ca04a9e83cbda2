import { describeMetric } from '../../metrics/metrics.js';
import { countOf } from '../../util/count-of.js';
import { formatDuration } from '../../util/duration.js';
import { formatNumber } from '../../util/format-number.js';
import type { Block, Section } from '../block.js';
import { chartBlock } from '../chart-block.js';
import { intervalChart } from '../charts/interval-chart.js';
import { percent } from '../facts/in-words.js';
import type { ReportFacts } from '../facts/report-facts.js';

/** Rows of the leaderboard that are shown. */
const SHOWN = 25;

/** How the models compare, what the ensemble is made of, and the leaderboard. */
export function models(facts: ReportFacts): readonly Section[] {
  const blocks: readonly Block[] = [
    ...scoresChart(facts),
    ...(facts.members.length > 1 ? [mixTable(facts)] : []),
    { kind: 'fold', title: 'The leaderboard', blocks: [leaderboardTable(facts)] },
  ];
  return [{ id: 'models', title: 'The models', blocks }];
}

function leaderboardTable({ leaderboard, asked, predictor }: ReportFacts): Block {
  const shown = leaderboard.slice(0, SHOWN);
  const rest = leaderboard.length - shown.length;
  const isTested = shown.some(({ scoreTest }) => scoreTest !== undefined);
  return {
    kind: 'table',
    caption: `${asked.metric} on validation rows${rest > 0 ? `; ${rest} more stand in leaderboard.csv` : ''}`,
    head: [
      'rank',
      'model',
      'family',
      asked.metric,
      ...(isTested ? ['on test rows'] : []),
      'weight',
      'trained for',
      'ms per 1,000 rows',
    ],
    rows: shown.map((row) => [
      row.rank === null ? null : String(row.rank),
      row.name === predictor ? `${row.name} (the predictor)` : row.name,
      row.family,
      row.scoreValidation,
      ...(isTested ? [row.scoreTest ?? null] : []),
      row.weight > 0 && row.name !== predictor ? percent(row.weight) : '',
      row.fitSeconds === null ? null : formatDuration(row.fitSeconds),
      row.msPer1000Rows,
    ]),
  };
}

function mixTable({ members }: ReportFacts): Block {
  return {
    kind: 'table',
    caption:
      'The models that are mixed: how much each counts, by how much the score is worse without it, and how alike it is to the others (correlation)',
    head: ['model', 'family', 'weight', 'adds', 'likeness'],
    rows: members.map(({ name, family, weight, adds, likeness }) => [
      name,
      family,
      percent(weight),
      adds,
      likeness,
    ]),
  };
}

/** The models' scores with their intervals, the best first, beside the baseline's; none where there is but the baseline. */
function scoresChart({ models: all, asked, predictor, judged }: ReportFacts): readonly Block[] {
  const own = judged.scores.find(({ decides }) => decides);
  const metric = own?.metric ?? asked.metric;
  const sign = own?.direction === 'maximize' ? -1 : 1;
  const rows = all
    .filter(({ name }) => name !== 'constant')
    .toSorted((a, b) => sign * (a.score - b.score))
    .map(({ name, score, interval }) => ({
      name,
      value: score,
      ...(interval && { interval }),
      isMarked: name === predictor,
    }));
  if (rows.length === 0) return [];
  const ends = rows.flatMap(({ value, interval = [] }) => [value, ...interval]);
  const isNear = isBeside(own?.baseline ?? Number.NaN, ends);
  const baseline = own?.baseline == null ? [] : [own.baseline];
  const far = isNear
    ? ''
    : baseline.map((value) => `; the baseline, ${formatNumber(value)}, is far off`).join('');
  const chart = chartBlock(intervalChart, {
    id: 'models-scores',
    title: `${describeMetric(metric)} with 95 % intervals${far}`,
    says: `The ${metric} of ${countOf(rows.length, 'model')} on validation rows; intervals that overlap much are no sure order.`,
    of: 'model',
    axis: { title: metric },
    rows,
    marked: 'the predictor',
    ...(isNear && { baseline: { name: 'baseline', value: baseline[0] ?? Number.NaN } }),
  });
  return [chart];
}

/** Whether a level can be drawn beside values without pressing them together. */
function isBeside(level: number, values: readonly number[]): boolean {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return level >= low - 2 * (high - low) && level <= high + 2 * (high - low);
}
