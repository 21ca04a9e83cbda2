import { arrow } from '../../metrics/metric.js';
import { metricNamed } from '../../metrics/metrics.js';
import { countOf } from '../../util/count-of.js';
import { formatNumber } from '../../util/format-number.js';
import type { Block, Section } from '../block.js';
import { type ClassFacts, takenRows } from '../facts/class-facts.js';
import type { NumberFacts } from '../facts/number-facts.js';
import type { JudgedFacts, ReportFacts } from '../facts/report-facts.js';
import { classCharts } from './class-charts.js';
import { numberCharts } from './number-charts.js';
import { quantileBlocks } from './quantile-blocks.js';

/** How good the predictor is, on rows that it was not fitted to. */
export function scores(facts: ReportFacts): readonly Section[] {
  const { judged, given, asked } = facts;
  const { label } = asked;
  const ownRows = countOf(judged.rows, 'validation row');
  const whole = sectionOf('scores', 'How good it is', ownRows, judged, label);
  const own = { ...whole, blocks: [...chosenText(facts), ...whole.blocks] };
  if (!given) return [own];
  const givenRows = `${countOf(given.rows, 'row')} of ${given.what}`;
  return [own, sectionOf('given', `How good it is on ${given.what}`, givenRows, given, label)];
}

function sectionOf(
  id: string,
  title: string,
  rows: string,
  judged: JudgedFacts,
  label: string,
): Section {
  const { classes, numbers, quantiles } = judged;
  const said = quantiles && `predicted, quantile ${quantiles.middle}`;
  return {
    id,
    title,
    blocks: [
      scoreTable(judged, rows),
      ...(classes ? [...classCharts(id, classes), perClass(classes)] : []),
      ...(quantiles ? quantileBlocks(id, label, quantiles) : []),
      ...(numbers ? [...numberCharts(id, label, numbers, said), ...numberBlocks(numbers)] : []),
    ],
  };
}

/** How far validation scores are to be trusted. */
function chosenText({ chosen, tested }: ReportFacts): readonly Block[] {
  if (chosen.length === 0) return [];
  const others = tested ? ' By test rows, above, nothing was chosen.' : '';
  const text = `No weight was fitted to these rows, but chosen by them were: ${chosen.join(', ')}. So scores on them are a little too good.${others}`;
  return [{ kind: 'text', text }];
}

function scoreTable({ scores: all, weighted, weightless }: JudgedFacts, rows: string): Block {
  const none =
    weightless === undefined ? '' : `, ${countOf(weightless, 'row')} of weight 0 among them`;
  return {
    kind: 'table',
    caption: `Scores on ${rows}${weighted ? `, weighted${none}` : ''} (↑: more is better), beside always giving the same answer`,
    head: ['metric', 'score', '95 % interval', 'baseline'],
    rows: all.map(({ metric, score, interval, baseline, decides, insteadOf }) => [
      `${metric} ${arrow(metricNamed(metric))}${decides ? ` (${insteadOf === undefined ? 'decides' : `in place of ${insteadOf}`})` : ''}`,
      score,
      interval ? `${formatNumber(interval[0])} to ${formatNumber(interval[1])}` : null,
      baseline,
    ]),
  };
}

/** Classes whose table stands open. */
const OPEN_CLASSES = 12;

function perClass(facts: ClassFacts): Block {
  const { classes, confusion } = facts;
  const takenFor = takenRows(facts);
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  const share = (part: number, all: number) => (all > 0 ? part / all : null);
  const table: Block = {
    kind: 'table',
    caption:
      'Each class: of its rows, how many are found (recall); of those taken for it, how many are (precision)',
    head: ['class', 'rows', 'recall', 'precision'],
    rows: classes.map((name, code) => {
      const right = confusion[code]?.[code] ?? 0;
      const actual = sum(confusion[code] ?? []);
      return [name, actual, share(right, actual), share(right, takenFor[code] ?? 0)];
    }),
  };
  if (classes.length <= OPEN_CLASSES) return table;
  return { kind: 'fold', title: `Each of ${classes.length} classes`, blocks: [table] };
}

function numberBlocks({ ranges }: NumberFacts): readonly Block[] {
  return [
    {
      kind: 'table',
      caption:
        'Errors by how large the true value is: the mean distance, and to which side (predicted minus true)',
      head: ['from', 'to', 'rows', 'off by', 'bias'],
      rows: ranges.map(({ low, high, rows, meanAbsolute, bias }) => [
        low,
        high,
        rows,
        meanAbsolute,
        bias,
      ]),
    },
  ];
}
