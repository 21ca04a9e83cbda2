import { formatNumber } from '../../util/format-number.js';
import { percent } from '../../util/percent.js';
import type { Block } from '../block.js';
import { chartBlock } from '../chart-block.js';
import { lineChart } from '../charts/line-chart.js';
import type { QuantileFacts } from '../facts/quantile-facts.js';

/** Standard errors around what was wanted that 95 % of shares lie within. */
const REACH = 1.96;

/** What lies at or below each quantile, and what it loses. */
export function quantileBlocks(id: string, label: string, facts: QuantileFacts): readonly Block[] {
  return [...centralText(label, facts), chartOf(id, facts), tableOf(facts)];
}

function centralText(label: string, { each, central }: QuantileFacts): readonly Block[] {
  const [low, high] = [each.at(0)?.quantile, each.at(-1)?.quantile];
  if (!central) return [];
  const text = `Between the quantiles ${low} and ${high}, ${formatNumber(central.size)} apart on average, lies the true ${label} of ${percent(central.covered)} of rows; ${percent(central.wanted)} should.`;
  return [{ kind: 'text', text }];
}

function chartOf(id: string, { each }: QuantileFacts): Block {
  const chart = chartBlock(lineChart, {
    id: `${id}-quantiles`,
    title: 'Is as much at or below each quantile as it says?',
    says: 'The quantile beside the share of rows whose true value is at or below it; the band is where 95 % of shares would be by chance if answers were right.',
    x: { title: 'quantile', domain: [0, 1] },
    y: { title: 'at or below', domain: [0, 1] },
    isSquare: true,
    diagonal: 'as it should be',
    series: [
      {
        name: 'by chance',
        points: each.map(({ quantile }) => [quantile, quantile] as const),
        band: each.map(({ quantile, standardError }) => {
          const reach = REACH * standardError;
          return [Math.max(0, quantile - reach), Math.min(1, quantile + reach)] as const;
        }),
      },
      {
        name: 'rows',
        points: each.map(({ quantile, below }) => [quantile, below] as const),
        hasMarkers: true,
      },
    ],
  });
  return { kind: 'charts', charts: [chart] };
}

function tableOf({ each }: QuantileFacts): Block {
  return {
    kind: 'table',
    caption:
      'Each quantile: the share of rows at or below it with its standard error, and its pinball loss beside that of the same quantile of all labels',
    head: ['quantile', 'at or below', 'standard error', 'pinball ↓', 'baseline'],
    rows: each.map(({ quantile, below, standardError, pinball, baseline }) => [
      String(quantile),
      percent(below),
      percent(standardError),
      pinball,
      baseline,
    ]),
  };
}
