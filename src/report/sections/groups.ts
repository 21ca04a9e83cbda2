import { countOf } from '../../util/count-of.js';
import { formatNumber } from '../../util/format-number.js';
import type { Block, Section, TableBlock } from '../block.js';
import { type GroupFacts, type GroupScore, LEAST_ROWS } from '../facts/group-facts.js';
import { percent } from '../facts/in-words.js';
import type { ReportFacts } from '../facts/report-facts.js';

/** How the predictor does by the values of columns that were asked for. */
export function groups({ groups: all, asked, judged }: ReportFacts): readonly Section[] {
  if (all.length === 0) return [];
  const metric = judged.scores.find(({ decides }) => decides)?.metric ?? asked.metric;
  const blocks = all.map((facts) =>
    facts.groups.length === 0 ? tooFew(facts) : tableOf(facts, metric, asked.positive),
  );
  return [{ id: 'groups', title: 'By group', blocks }];
}

function tooFew({ column, rows, all }: GroupFacts): Block {
  const counts = `${countOf(all, 'group')} in ${countOf(rows, 'row')}`;
  return {
    kind: 'text',
    text: `By ${column} no group has ${LEAST_ROWS} rows, the fewest that are scored (${counts}): judge by a column of fewer values, or on more rows.`,
  };
}

function tableOf(
  { column, groups: own, rows, gap }: GroupFacts,
  metric: string,
  positive: string | null,
): TableBlock {
  const rates =
    positive === null ? [] : [`are ${positive}`, `taken for ${positive}`, 'found', 'wrongly taken'];
  const weightless = own.some((group) => group.weightless !== undefined);
  const bias = own.some((group) => group.bias !== undefined) ? ['bias'] : [];
  const apart =
    gap === null
      ? ''
      : `; the best and the worst are ${formatNumber(gap)} apart, which intervals that overlap may have by chance`;
  return {
    kind: 'table',
    caption: `By ${column}, on ${rows.toLocaleString('en-US')} rows: groups of at least ${LEAST_ROWS}${apart}`,
    head: [
      column,
      'rows',
      ...(weightless ? ['of weight 0'] : []),
      metric,
      '95 % interval',
      ...rates,
      ...bias,
    ],
    rows: own.map((group) => [
      group.value,
      group.rows,
      ...(weightless ? [group.weightless ?? 0] : []),
      group.score,
      group.interval ? group.interval.map(formatNumber).join(' to ') : null,
      ...(positive === null ? [] : ratesOf(group)),
      ...(group.bias === undefined ? [] : [group.bias]),
    ]),
  };
}

function ratesOf(group: GroupScore): readonly string[] {
  const rates = [
    group.isPositive,
    group.takenPositive,
    group.truePositiveRate,
    group.falsePositiveRate,
  ];
  return rates.map((rate) => (rate == null ? '–' : percent(rate)));
}
