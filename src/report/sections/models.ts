import { describeMetric } from '../../metrics/metrics.js';
import { formatDuration } from '../../util/duration.js';
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
    scoresChart(facts),
    ...(facts.members.length > 1 ? [mixTable(facts)] : []),
    { kind: 'fold', title: 'The leaderboard', blocks: [leaderboardTable(facts)] },
  ];
  return [{ id: 'models', title: 'The models', blocks }];
}

function leaderboardTable({ leaderboard, asked, predictor }: ReportFacts): Block {
  const shown = leaderboard.slice(0, SHOWN);
  const rest = leaderboard.length - shown.length;
  return {
    kind: 'table',
    caption: `${asked.metric} on validation rows${rest > 0 ? `; ${rest} more stand in leaderboard.csv` : ''}`,
    head: ['rank', 'model', 'family', asked.metric, 'weight', 'trained for', 'ms per 1,000 rows'],
    rows: shown.map((row) => [
      row.rank === null ? null : String(row.rank),
      row.name === predictor ? `${row.name} (the predictor)` : row.name,
      row.family,
      row.scoreValidation,
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

/** The models' scores with their intervals, the best first, beside the baseline's. */
function scoresChart({ models: all, asked, predictor, judged }: ReportFacts): Block {
  const own = judged.scores.find(({ decides }) => decides);
  const sign = own?.direction === 'maximize' ? -1 : 1;
  const rows = all
    .toSorted((a, b) => sign * (a.score - b.score))
    .map(({ name, score, interval }) => ({
      name,
      value: score,
      ...(interval && { interval }),
      isMarked: name === predictor,
    }));
  const baseline = own?.baseline;
  return chartBlock(intervalChart, {
    id: 'models-scores',
    title: `${describeMetric(asked.metric)} with 95 % intervals`,
    says: `The ${asked.metric} of ${rows.length} models on validation rows; intervals that overlap much are no sure order.`,
    of: 'model',
    axis: { title: asked.metric },
    rows,
    marked: 'the predictor',
    ...(baseline != null && { baseline: { name: 'baseline', value: baseline } }),
  });
}
