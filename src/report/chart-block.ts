import type { ChartBlock } from './block.js';
import type { ChartText, Figure } from './charts/chart-figure.js';

/** Of more rows a table is no reading. */
const MOST_ROWS = 15;

/** A figure as a block: elsewhere its title and what it shows stand for it, and its numbers where they are few. */
export function chartBlock<C extends ChartText>(draw: (chart: C) => Figure, chart: C): ChartBlock {
  const figure = draw(chart);
  const { table } = figure;
  const isSmall = table.rows.length > 0 && table.rows.length <= MOST_ROWS;
  const says = `${chart.title}: ${chart.says}`;
  return { kind: 'chart', figure, says, ...(isSmall && { table }) };
}
