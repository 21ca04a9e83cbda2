import Table from 'cli-table3';
import pico from 'picocolors';
import { arrow } from '../metrics/metric.js';
import { describeMetric, isMetricName, metricNamed } from '../metrics/metrics.js';
import { checkPlainOptions } from '../util/check-arguments.js';
import { greatestOf } from '../util/extremes.js';
import { formatNumber } from '../util/format-number.js';
import { plainText } from '../util/plain-text.js';
import { checkRows } from './check-rows.js';
import type { LeaderboardRow } from './leaderboard.js';

export interface TableOptions {
  /** Colours and bold letters. @default false */
  readonly styled?: boolean | undefined;
  /** Rows at most, the baseline always among them. @default all */
  readonly most?: number | undefined;
  /** Also failed and stopped trials, with their reason. @default false */
  readonly all?: boolean | undefined;
  /** Characters a line; narrow terminals get fewer columns. @default no bound */
  readonly width?: number | undefined;
}

interface TableColumn {
  readonly head: string;
  readonly left?: boolean;
  /** Narrow terminals leave out columns of a higher number first. */
  readonly importance: number;
  readonly cell: (row: LeaderboardRow) => string;
}

/** The kind of each option. */
const KINDS = {
  styled: ['boolean'],
  most: ['number'],
  all: ['boolean'],
  width: ['number'],
} as const;

/** The leaderboard for people. Throws an AutofitError for what is no leaderboard, and for unknown options. */
export function leaderboardTable(
  rows: readonly LeaderboardRow[],
  options: TableOptions = {},
): string {
  checkRows('leaderboardTable', rows);
  checkPlainOptions(options, KINDS);
  const shown = choose(rows, options);
  const columns = fitting(columnsFor(rows, options), shown, options.width ?? Infinity);
  const bold = options.styled ? pico.bold : String;
  const table = new Table({
    head: columns.map(({ head }) => bold(head)),
    style: { head: [], border: options.styled ? ['gray'] : [], compact: true },
    colAligns: columns.map(({ left }) => (left ? 'left' : 'right')),
  });
  for (const row of shown) {
    const cells = columns.map(({ cell }) => plainText(cell(row)));
    table.push(row.rank === 1 ? cells.map(bold) : cells);
  }
  const left = listed(rows, options).length - shown.length;
  return left > 0 ? `${table.toString()}\n${left} more in leaderboard.csv` : table.toString();
}

function choose(rows: readonly LeaderboardRow[], options: TableOptions): LeaderboardRow[] {
  const { most } = options;
  return listed(rows, options).filter(
    (row, i) => most === undefined || i < most || row.family === 'constant',
  );
}

/** What was trained to its end, or is a part of the predictor nevertheless. */
function listed(rows: readonly LeaderboardRow[], { all }: TableOptions): LeaderboardRow[] {
  return rows.filter((row) => all || row.rank !== null);
}

function columnsFor(rows: readonly LeaderboardRow[], { all }: TableOptions): TableColumn[] {
  const name = rows[0]?.metric ?? '';
  const told = rows[0]?.direction;
  const sign = name && arrow(told ? { direction: told } : metricNamed(name));
  const score = (value: number | null | undefined) => (value == null ? '' : formatNumber(value));
  const columns: TableColumn[] = [
    { head: '#', importance: 0, cell: (row) => String(row.rank ?? '') },
    { head: 'model', left: true, importance: 0, cell: (row) => row.name },
    { head: `${name} ${sign}`, importance: 0, cell: (row) => score(row.scoreValidation) },
    { head: 'test', importance: 1, cell: (row) => score(row.scoreTest) },
    ...otherColumns(rows),
    { head: 'weight', importance: 2, cell: ({ weight }) => (weight > 0 ? weight.toFixed(2) : '') },
    { head: 'fit s', importance: 3, cell: (row) => row.fitSeconds?.toFixed(1) ?? '' },
    { head: 'ms/1k rows', importance: 5, cell: (row) => row.msPer1000Rows?.toFixed(1) ?? '' },
    { head: 'parameters', importance: 4, cell: (row) => row.parameters.toLocaleString('en-US') },
    { head: 'length', importance: 6, cell: (row) => String(row.length) },
  ];
  if (all) {
    columns.push({ head: 'state', left: true, importance: 1, cell: (row) => row.state });
    columns.push({ head: 'reason', left: true, importance: 1, cell: (row) => row.reason ?? '' });
  }
  return columns.filter(
    ({ head, cell }) => head !== 'test' || rows.some((row) => cell(row) !== ''),
  );
}

/** One for each further metric. */
function otherColumns(rows: readonly LeaderboardRow[]): TableColumn[] {
  const names = new Set(rows.flatMap(({ otherScores = {} }) => Object.keys(otherScores)));
  const told = new Map(rows.flatMap(({ otherDirections = {} }) => Object.entries(otherDirections)));
  return [...names].map((name) => ({
    head: told.has(name) || isMetricName(name) ? describeMetric(name, told.get(name)) : name,
    importance: 1,
    cell: ({ otherScores = {} }) => {
      const score = otherScores[name];
      return score === undefined ? '' : formatNumber(score);
    },
  }));
}

/** Leaves out the least important columns until a line fits. */
function fitting(
  columns: TableColumn[],
  rows: readonly LeaderboardRow[],
  width: number,
): TableColumn[] {
  const widthOf = ({ head, cell }: TableColumn) =>
    3 + Math.max(head.length, greatestOf(rows.map((row) => cell(row).length)));
  const total = columns.reduce((sum, column) => sum + widthOf(column), 1);
  const least = Math.max(...columns.map(({ importance }) => importance));
  if (total <= width || least === 0) return columns;
  return fitting(
    columns.filter(({ importance }) => importance < least),
    rows,
    width,
  );
}
