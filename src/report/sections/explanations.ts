import { someOf } from '../../util/count-of.js';
import { formatNumber } from '../../util/format-number.js';
import type { Block, ChartBlock, Section } from '../block.js';
import { chartBlock } from '../chart-block.js';
import { barChart } from '../charts/bar-chart.js';
import { lineChart } from '../charts/line-chart.js';
import { waterfallChart } from '../charts/waterfall-chart.js';
import type {
  ContributionFacts,
  DependenceFacts,
  ImportanceFacts,
  RowFacts,
} from '../facts/explain-facts.js';
import type { ReportFacts } from '../facts/report-facts.js';

/** Columns that are shown, and drawn. */
const SHOWN = 30;
const BARS = 15;

/** What the answers rest on, and the rows that they are most wrong for. */
export function explanations({ explained }: ReportFacts): readonly Section[] {
  if (!explained) return [withoutTime];
  const { importance, dependence } = explained;
  const tells: Section = {
    id: 'importance',
    title: 'What tells',
    blocks: [
      importanceChart(importance),
      { kind: 'fold', title: 'As a table, with p-values', blocks: [importanceTable(importance)] },
      { kind: 'charts', charts: dependence.map(dependenceChart) },
    ],
  };
  const own = importance.columns.length === 0 ? withoutColumns : tells;
  const worst = explained.worst.filter(({ cells }) => cells.length > 0);
  if (worst.length === 0) return [own];
  return [
    own,
    { id: 'worst', title: 'What it gets most wrong', blocks: [rowsText, ...worst.map(rowBlock)] },
  ];
}

/** As that of the baseline, or of a table whose columns are all left out. */
const withoutColumns: Section = {
  id: 'importance',
  title: 'What tells',
  blocks: [{ kind: 'text', text: 'The model reads no column: all rows have the same answer.' }],
};

/** The report of a fit whose time was up. */
const withoutTime: Section = {
  id: 'importance',
  title: 'What tells',
  blocks: [
    {
      kind: 'text',
      text: 'The time of the fit was up before it could be worked out. Made anew, the report says it.',
    },
  ],
};

function importanceChart({ columns, metric, rows, ofRows, outOfFold }: ImportanceFacts): Block {
  const how = outOfFold ? 'that the models were not fitted to' : 'that the models know';
  return chartBlock(barChart, {
    id: 'importance-bars',
    title: `How much worse the ${metric} is where a column is shuffled`,
    says: `Each column's values are shuffled among ${someOf(rows, ofRows, 'row')} ${how}; the lines are 95 % intervals.`,
    of: 'column',
    axis: { title: `${metric} worse by` },
    bars: columns.slice(0, BARS).map(({ columns: own, importance, interval }) => ({
      name: own.join(', '),
      value: importance,
      interval,
    })),
  });
}

/** How the answer follows a column: a curve, or a bar for each level. */
function dependenceChart(
  { column, answer, points, curves, kind }: DependenceFacts,
  place: number,
): ChartBlock {
  const means = points.map(({ mean }) => mean);
  const [least, most] = [Math.min(...means), Math.max(...means)].map(formatNumber);
  const text = {
    id: `dependence-${place}`,
    title: `${answer}, by ${column}`,
    says: `On average over rows that stand for all it goes from ${least} to ${most} as ${column} changes and all else stays.`,
  };
  if (kind === 'levels') {
    const bars = points.map(({ label, mean }) => ({ name: label, value: mean }));
    return chartBlock(barChart, { ...text, of: column, axis: { title: answer }, bars });
  }
  const at = points.flatMap((point) =>
    point.at === undefined ? [] : [{ ...point, at: point.at }],
  );
  return chartBlock(lineChart, {
    ...text,
    x: { title: column, ...(kind !== 'numbers' && { kind }) },
    y: { title: answer },
    curves: {
      name: 'single rows',
      lines: curves.map((curve) =>
        points.flatMap((point, i) =>
          point.at === undefined ? [] : [[point.at, curve[i] ?? Number.NaN] as const],
        ),
      ),
    },
    series: [{ name: 'mean', points: at.map((point) => [point.at, point.mean] as const) }],
  });
}

function importanceTable({
  columns,
  metric,
  rows,
  ofRows,
  repeats,
  outOfFold,
}: ImportanceFacts): Block {
  const how = outOfFold ? 'by models that were not fitted to them' : 'by the predictor';
  return {
    kind: 'table',
    caption: `By how much the ${metric} gets worse where a column's values are shuffled, on ${someOf(rows, ofRows, 'row')} judged ${how}, ${repeats} times each`,
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

const rowsText: Block = {
  kind: 'text',
  text: 'Rows are counted from 1 among those that were read. What makes an answer is told of the models that were not fitted to the row, where there are such.',
};

function rowBlock(facts: RowFacts, place: number): Block {
  const { row, truth, predicted, cells, contributions } = facts;
  const title = `${row === null ? 'A validation row' : `Row ${row.toLocaleString('en-US')}`}: it is ${truth}, and was taken for ${predicted}`;
  const why: readonly Block[] = contributions?.columns.length
    ? [waterfallOf(contributions, `worst-${place}`)]
    : [];
  const whole: Block = {
    kind: 'table',
    caption: 'The row, as it was read',
    head: ['column', 'value'],
    rows: cells,
  };
  return { kind: 'fold', title, blocks: [...why, whole] };
}

function waterfallOf({ base, answer, scale, columns }: ContributionFacts, id: string): Block {
  const [from, to] = [base, answer].map(formatNumber);
  return chartBlock(waterfallChart, {
    id,
    title: `From the mean answer to this one (${scale})`,
    says: `What each column has of the way from ${from}, the mean answer over rows that stand for all, to ${to}.`,
    of: 'column',
    axis: { title: scale },
    base: { name: 'mean answer', value: base },
    answer: { name: 'this answer', value: answer },
    steps: columns.map(({ column, cell, contribution }) => ({
      name: `${column} = ${cell}`,
      value: contribution,
    })),
  });
}
