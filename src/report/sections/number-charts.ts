import { formatNumber } from '../../util/format-number.js';
import type { Block } from '../block.js';
import { chartBlock } from '../chart-block.js';
import { scatterChart } from '../charts/scatter-chart.js';
import type { NumberFacts } from '../facts/number-facts.js';

/** How far predictions are from the numbers; `said` is what the axis of predictions is called. */
export function numberCharts(
  id: string,
  label: string,
  facts: NumberFacts,
  said = 'predicted',
): readonly Block[] {
  const { points, rows, residuals } = facts;
  if (points.length === 0) return [];
  const some =
    points.length < rows ? `, ${points.length} of ${rows.toLocaleString('en-US')} rows` : '';
  const [low, high] = [residuals[1] ?? Number.NaN, residuals[19] ?? Number.NaN];
  const predicted = chartBlock(scatterChart, {
    id: `${id}-predicted`,
    title: `Predicted against true${some}`,
    says: 'A point for each row; on the line predictions are right.',
    x: { title: `true ${label}` },
    y: { title: said },
    reference: { kind: 'diagonal', name: 'as it should be' },
    series: [{ name: 'rows', points }],
  });
  const errors = chartBlock(scatterChart, {
    id: `${id}-residuals`,
    title: 'How far off, by what is predicted',
    says: `Predicted minus true; nine in ten rows lie between ${formatNumber(low)} and ${formatNumber(high)}.`,
    x: { title: said },
    y: { title: 'predicted − true' },
    reference: { kind: 'zero', name: 'right' },
    series: [{ name: 'rows', points: points.map(([truth, own]) => [own, own - truth] as const) }],
  });
  return [{ kind: 'charts', charts: [predicted, errors] }];
}
