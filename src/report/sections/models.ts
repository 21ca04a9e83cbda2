import { formatNumber } from '../../util/format-number.js';
import type { Section } from '../block.js';
import { percent } from '../facts/in-words.js';
import type { ReportFacts } from '../facts/report-facts.js';

/** Rows of the leaderboard that are shown. */
const SHOWN = 25;

/** The leaderboard, and what the ensemble is made of. */
export function models({
  leaderboard,
  members,
  asked,
  predictor,
}: ReportFacts): readonly Section[] {
  const shown = leaderboard.slice(0, SHOWN);
  const rest = leaderboard.length - shown.length;
  const board = {
    kind: 'table' as const,
    caption: `${asked.metric} of the best models on validation rows${rest > 0 ? `; ${rest} more stand in leaderboard.csv` : ''}`,
    head: ['rank', 'model', 'family', asked.metric, 'weight', 'trained for', 'ms per 1,000 rows'],
    rows: shown.map((row) => [
      row.rank === null ? null : String(row.rank),
      row.name === predictor ? `${row.name} (the predictor)` : row.name,
      row.family,
      row.scoreValidation,
      row.weight > 0 && row.name !== predictor ? percent(row.weight) : '',
      row.fitSeconds === null ? null : `${formatNumber(row.fitSeconds)} s`,
      row.msPer1000Rows,
    ]),
  };
  const mix = {
    kind: 'table' as const,
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
  return [
    { id: 'models', title: 'The models', blocks: members.length > 1 ? [board, mix] : [board] },
  ];
}
