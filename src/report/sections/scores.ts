import { arrow } from '../../metrics/metric.js';
import { metricNamed } from '../../metrics/metrics.js';
import { formatNumber } from '../../util/format-number.js';
import type { Block, Section } from '../block.js';
import type { ClassFacts } from '../facts/class-facts.js';
import type { NumberFacts } from '../facts/number-facts.js';
import type { JudgedFacts, ReportFacts } from '../facts/report-facts.js';
import { classCharts } from './class-charts.js';
import { numberCharts } from './number-charts.js';

/** How good the predictor is, on rows that it was not fitted to. */
export function scores({ judged, given, asked }: ReportFacts): readonly Section[] {
  const own = sectionOf('scores', 'How good it is', judged, asked.label);
  if (!given) return [own];
  return [own, sectionOf('given', `How good it is on ${given.what}`, given, asked.label)];
}

function sectionOf(id: string, title: string, judged: JudgedFacts, label: string): Section {
  const { classes, numbers } = judged;
  return {
    id,
    title,
    blocks: [
      scoreTable(judged),
      ...(classes ? [...classCharts(id, classes), ...classBlocks(classes)] : []),
      ...(numbers ? [...numberCharts(id, label, numbers), ...numberBlocks(numbers)] : []),
    ],
  };
}

function scoreTable({ scores: all, rows, what }: JudgedFacts): Block {
  return {
    kind: 'table',
    caption: `Scores on ${rows.toLocaleString('en-US')} ${what} (↑: more is better), beside always giving the same answer`,
    head: ['metric', 'score', '95 % interval', 'baseline'],
    rows: all.map(({ metric, score, interval, baseline, decides }) => [
      `${metric} ${arrow(metricNamed(metric))}${decides ? ' (decides)' : ''}`,
      score,
      interval ? `${formatNumber(interval[0])} to ${formatNumber(interval[1])}` : null,
      baseline,
    ]),
  };
}

function classBlocks({ classes, confusion }: ClassFacts): readonly Block[] {
  return [perClass(classes, confusion)];
}

function perClass(classes: readonly string[], confusion: readonly (readonly number[])[]): Block {
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  const share = (part: number, all: number) => (all > 0 ? part / all : null);
  return {
    kind: 'table',
    caption:
      'Each class: of its rows, how many are found (recall); of those taken for it, how many are (precision)',
    head: ['class', 'rows', 'recall', 'precision'],
    rows: classes.map((name, code) => {
      const right = confusion[code]?.[code] ?? 0;
      const actual = sum(confusion[code] ?? []);
      const taken = sum(confusion.map((row) => row[code] ?? 0));
      return [name, actual, share(right, actual), share(right, taken)];
    }),
  };
}

function numberBlocks({ ranges }: NumberFacts): readonly Block[] {
  return [
    {
      kind: 'table',
      caption: 'Errors by how large the true value is: the mean distance, and to which side',
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
