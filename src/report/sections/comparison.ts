import { arrow } from '../../metrics/metric.js';
import { formatDuration } from '../../util/duration.js';
import { optionText } from '../../util/option-text.js';
import type { Section } from '../block.js';
import type { CompareFacts } from '../facts/compare-facts.js';

/** Scores of runs beside each other, and what was asked otherwise. */
export function comparison(facts: CompareFacts): readonly Section[] {
  const { runs, options, metric, insteadOf } = facts;
  const stands = insteadOf === undefined ? '' : ` (in place of ${insteadOf})`;
  const name = `${metric} ${arrow(facts)}${stands}`;
  const scores: Section = {
    id: 'scores',
    title: 'Scores',
    blocks: [
      {
        kind: 'table',
        caption:
          'On the rows that each run was judged by; against the first run where these are the same (with the 95 % interval of the paired bootstrap)',
        head: ['run', 'predictor', 'rows', 'took', name, 'against the first'],
        rows: runs.map((run) => [
          run.name,
          run.predictor,
          run.rows,
          run.seconds === null ? null : formatDuration(run.seconds),
          run.score,
          run.against?.text ?? null,
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
        rows: options.map((option) => [option.name, ...option.values.map(optionText)]),
      },
    ],
  };
  return [scores, differ];
}
