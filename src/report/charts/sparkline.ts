import { shortened } from '../../util/shortened.js';
import { type Html, html } from '../html.js';
import { dateText, timeText } from './date-labels.js';
import { densityBars } from './density-bars.js';
import { levelBars, type Spread } from './histogram.js';
import { numberText } from './number-table.js';
import { rounded } from './rounded.js';

const WIDTH = 120;
const HEIGHT = 28;
const BARS = 20;

/** How a column's values spread, as small as a word; undefined where there is nothing to draw. */
export function sparkline(spread: Spread): Html | undefined {
  const heights =
    spread.kind === 'levels'
      ? levelBars(spread).map(({ value }) => value)
      : densityBars(spread.quantiles, BARS).bars.map(({ share }) => share);
  const highest = Math.max(...heights);
  if (!(highest > 0 && Number.isFinite(highest))) return undefined;
  const wide = WIDTH / Math.max(heights.length, 4);
  const paths = heights.map((height, i) => {
    const tall = rounded((Math.max(0, height) / highest) * (HEIGHT - 2));
    return `M${rounded(i * wide)} ${HEIGHT}v${-tall}h${rounded(wide - 1)}v${tall}z`;
  });
  return html`<svg class="spark" role="img" aria-label="${saysOf(spread)}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><path d="${paths.join('')}" fill="var(--series-1)"/></svg>`;
}

function saysOf(spread: Spread): string {
  if (spread.kind === 'levels') {
    const [name = '', rows = 0] = spread.levels[0] ?? [];
    return `The commonest is ${shortened(name, 40)}, in ${rows.toLocaleString('en-US')} rows`;
  }
  const text = { numbers: numberText, dates: dateText, times: timeText }[spread.kind];
  const { quantiles } = spread;
  const [low = 0, high = 0] = [quantiles[0], quantiles.at(-1)];
  const middle = quantiles[Math.floor((quantiles.length - 1) / 2)] ?? 0;
  return `From ${text(low)} to ${text(high)}, in the middle ${text(middle)}`;
}
