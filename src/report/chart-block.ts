import type { ChartBlock } from './block.js';
import type { ChartText } from './charts/chart-figure.js';
import type { Html } from './html.js';

/** A figure as a block: elsewhere its title and what it shows stand for it. */
export function chartBlock<C extends ChartText>(draw: (chart: C) => Html, chart: C): ChartBlock {
  return { kind: 'chart', figure: draw(chart), says: `${chart.title}: ${chart.says}` };
}
