import { formatNumber } from '../../util/format-number.js';
import type { Block, Section } from '../block.js';
import type { ImportanceFacts, RowFacts } from '../facts/explain-facts.js';
import type { ReportFacts } from '../facts/report-facts.js';

/** Columns that are shown. */
const SHOWN = 30;

/** What the answers rest on, and the rows that they are most wrong for. */
export function explanations({ explained }: ReportFacts): readonly Section[] {
  if (!explained) return [];
  const { importance, worst } = explained;
  const tells: Section = {
    id: 'importance',
    title: 'What tells',
    blocks: [importanceTable(importance)],
  };
  if (worst.length === 0) return [tells];
  return [tells, { id: 'worst', title: 'What it gets most wrong', blocks: worst.map(rowBlock) }];
}

function importanceTable({ columns, metric, rows, repeats, outOfFold }: ImportanceFacts): Block {
  const how = outOfFold ? 'by models that were not fitted to them' : 'by the predictor';
  return {
    kind: 'table',
    caption: `By how much the ${metric} gets worse where a column's values are shuffled, on ${rows.toLocaleString('en-US')} rows judged ${how}, ${repeats} times each`,
    head: ['column', 'worse by', '95 % interval', 'p-value'],
    rows: columns
      .slice(0, SHOWN)
      .map((column) => [
        column.columns.join(', '),
        column.importance,
        `${formatNumber(column.interval[0])} to ${formatNumber(column.interval[1])}`,
        column.pValue === undefined ? null : chanceText(column.pValue),
      ]),
  };
}

function chanceText(pValue: number): string {
  return pValue < 0.001 ? '< 0.001' : pValue.toFixed(3);
}

function rowBlock(facts: RowFacts): Block {
  const { row, truth, predicted, cells, contributions } = facts;
  const title = `${row === null ? 'A validation row' : `Row ${row.toLocaleString('en-US')}`}: it is ${truth}, and was taken for ${predicted}`;
  const why: Block[] = contributions
    ? [
        {
          kind: 'table',
          caption: `What makes the difference between the mean answer, ${formatNumber(contributions.base)}, and this one, ${formatNumber(contributions.answer)} (${contributions.scale})`,
          head: ['column', 'cell', 'contribution'],
          rows: contributions.columns.map(({ column, cell, contribution }) => [
            column,
            cell,
            contribution,
          ]),
        },
      ]
    : [];
  const whole: Block = { kind: 'table', caption: 'The row', head: ['column', 'cell'], rows: cells };
  return { kind: 'fold', title, blocks: [...why, whole] };
}
