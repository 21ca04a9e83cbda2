import type { QuantileScores } from '../index.js';
import { formatNumber } from '../util/format-number.js';
import { percent } from '../util/percent.js';
import { aligned } from './aligned.js';
import { coveredText } from './intervals-text.js';

/** How each quantile does, a line for each, and what lies between the outermost. */
export function quantilesText({ each, central }: QuantileScores): string {
  const head = ['quantile', 'pinball ↓', 'rows at or below'];
  const rows = each.map(({ quantile, pinball, below }) => [
    String(quantile),
    formatNumber(pinball),
    percent(below),
  ]);
  const table = aligned([head, ...rows]);
  return central ? `${table}\n${coveredText(central)} of rows` : table;
}
