import { arrow } from '../../metrics/metric.js';
import { metricNamed } from '../../metrics/metrics.js';
import { formatDuration } from '../../util/duration.js';
import { formatNumber } from '../../util/format-number.js';
import type { Json } from '../../util/json.js';
import type { Section } from '../block.js';
import type { CompareFacts } from '../facts/compare-facts.js';
import type { PairedGain } from '../facts/paired-gain.js';

/** Scores of runs beside each other, and what was asked otherwise. */
export function comparison({ runs, options, metric }: CompareFacts): readonly Section[] {
  const name = `${metric} ${arrow(metricNamed(metric))}`;
  const scores: Section = {
    id: 'scores',
    title: 'Scores',
    blocks: [
      {
        kind: 'table',
        caption: `On the rows that each run was judged by; against the first run where these are the same (above 0: better; 95 % interval of the paired bootstrap)`,
        head: ['run', 'predictor', 'rows', 'took', name, 'against the first'],
        rows: runs.map((run) => [
          run.name,
          run.predictor,
          run.rows,
          run.seconds === null ? null : formatDuration(run.seconds),
          run.score,
          run.against ? gainText(run.against) : null,
        ]),
      },
    ],
  };
  if (options.length === 0) return [scores];
  const differ: Section = {
    id: 'options',
    title: 'What differs',
    blocks: [
      {
        kind: 'table',
        caption: 'Options, data and versions that are not the same in all runs',
        head: ['', ...runs.map((run) => run.name)],
        rows: options.map((option) => [option.name, ...option.values.map(valueText)]),
      },
    ],
  };
  return [scores, differ];
}

/** A gain with its interval, and whether it is sure. */
export function gainText({ gain, interval }: PairedGain): string {
  const [low, high] = interval;
  const verdict = low > 0 ? 'better' : high < 0 ? 'worse' : 'may be chance';
  return `${formatNumber(gain)} (${formatNumber(low)} to ${formatNumber(high)}): ${verdict}`;
}

function valueText(value: Json): string {
  if (value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
