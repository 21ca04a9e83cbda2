import { formatNumber } from '../../util/format-number.js';
import { percent } from '../../util/percent.js';
import type { Block, Section } from '../block.js';
import { chartBlock } from '../chart-block.js';
import { lineChart } from '../charts/line-chart.js';
import type { ReportFacts } from '../facts/report-facts.js';
import type { SurenessFacts } from '../facts/sureness-facts.js';

/** What intervals, or sets of classes, cover; nothing where they were not asked for. */
export function sureness({ sureness: facts, asked }: ReportFacts): readonly Section[] {
  if (!facts) return [];
  const blocks = [textOf(facts, asked.label), chartOf(facts), tableOf(facts)];
  return [{ id: 'sureness', title: 'How sure it is', blocks }];
}

function textOf(facts: SurenessFacts, label: string): Block {
  const { kind, coverage, tested } = facts;
  const what = kind === 'intervals' ? 'An interval comes' : 'A set of classes comes';
  const test = tested ? ` Of test rows ${percent(tested.covered)} are covered.` : '';
  const text = `${what} with each answer, to cover the true ${label} of ${percent(coverage)} of rows like those of training.${sizeText(facts)}${test}`;
  return { kind: 'text', text };
}

/** Of the sizes that hang on the row the mean of validation rows. */
function sizeText({ kind, coverage, held, hasSpread, width }: SurenessFacts): string {
  if (kind === 'intervals' && !hasSpread) {
    const wide = width == null ? 'equally' : formatNumber(width);
    return ` All intervals are ${wide} wide: rows did not say where answers stray more.`;
  }
  const own = held.find(({ wanted }) => wanted === coverage)?.size;
  const [holds, what] = kind === 'intervals' ? ['is', 'wide'] : ['holds', 'classes'];
  const mean =
    own == null ? '' : ` Of validation rows it ${holds} ${formatNumber(own)} ${what} on average.`;
  return `${mean}${kind === 'intervals' ? ' Intervals are wider where answers were seen to stray more.' : ''}`;
}

function chartOf({ held }: SurenessFacts): Block {
  const chart = chartBlock(lineChart, {
    id: 'sureness-covered',
    title: 'Is as much covered as was wanted?',
    says: 'What was wanted beside what was covered, each part of the validation rows by the others.',
    x: { title: 'wanted', domain: [0, 1] },
    y: { title: 'covered', domain: [0, 1] },
    isSquare: true,
    diagonal: 'as it should be',
    series: [
      {
        name: 'validation rows',
        points: held.map(({ wanted, covered }) => [wanted, covered] as const),
        hasMarkers: true,
      },
    ],
  });
  return { kind: 'charts', charts: [chart] };
}

function tableOf({ kind, held }: SurenessFacts): Block {
  return {
    kind: 'table',
    caption: 'What was covered of validation rows, each part of them by the others',
    head: ['wanted', 'covered', kind === 'intervals' ? 'mean width' : 'classes in a set'],
    rows: held.map(({ wanted, covered, size }) => [
      percent(wanted),
      percent(covered),
      size ?? 'all',
    ]),
  };
}
