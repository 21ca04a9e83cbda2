import type {
  CellValue,
  ExplainedColumn,
  ExplainedInteraction,
  ExplainedRow,
  Explanation,
  PermutationImportance,
  Predicts,
} from '../index.js';
import { countOf, someOf } from '../util/count-of.js';
import { formatNumber } from '../util/format-number.js';
import { plainText } from '../util/plain-text.js';
import { barLines } from './bar-lines.js';

/** Columns that are shown; --json has all. */
const SHOWN = 30;
/** Classes of curves that are shown. */
const SHOWN_CLASSES = 4;
/** Characters of numbers that are shown as they are. */
const LONG_NUMBER = 11;
/** Rows that answers to one are compared with: fewer where there are no more. */
const MOST_COMPARED = 50;

/** An explanation as text for people; `describe` gives a metric with its arrow. */
export function explanationText(
  { label, importance = [], rows = [], columns = [], interactions = [] }: Explanation,
  describe: (metric: string) => string,
  width: number,
): string {
  return [
    ...importance.map((own) => importanceText(own, describe, width)),
    ...rows.map((row) => rowText(row, label, width)),
    ...columns
      .filter(({ values }) => values.length > 0)
      .map((column) => curveText(column, label, width)),
    ...(interactions.length > 0 ? [interactionsText(interactions)] : []),
  ].join('\n\n');
}

function importanceText(
  { metric, score, rows, ofRows, columns }: PermutationImportance,
  describe: (metric: string) => string,
  width: number,
): string {
  const times = countOf(columns[0]?.repeats.length ?? 0, 'time');
  const lines = columns.slice(0, SHOWN).map((own) => ({
    name: own.columns.join(' + '),
    cells: [
      formatNumber(own.importance),
      `± ${formatNumber((own.interval[1] - own.interval[0]) / 2)}`,
      chanceText(own.pValue),
    ],
    size: Math.max(0, own.importance),
  }));
  const head = `${describe(metric)} ${formatNumber(score)} on ${someOf(rows, ofRows, 'row')}; how much worse it is with a column shuffled (${times}):`;
  return [head, ...barLines(lines, width), ...moreThan(columns.length, 'columns')].join('\n');
}

function chanceText(pValue: number): string {
  if (Number.isNaN(pValue)) return 'p unknown';
  return pValue < 0.001 ? 'p < 0.001' : `p = ${pValue.toFixed(3)}`;
}

function rowText(
  { row, prediction, predicts, isSampled, outputs, nearest }: ExplainedRow,
  label: string,
  width: number,
): string {
  const answer = typeof prediction === 'number' ? formatNumber(prediction) : prediction;
  const output = outputs.find((own) => own.class === prediction) ?? outputs[0];
  if (!output) return '';
  const lines = output.contributions.slice(0, SHOWN).map((own) => ({
    name: own.columns.map((name, i) => `${name} = ${cellText(own.values[i] ?? null)}`).join(', '),
    cells: [
      signed(own.contribution),
      ...(isSampled ? [`± ${formatNumber(1.96 * own.standardError)}`] : []),
    ],
    size: Math.abs(own.contribution),
  }));
  const what = whatOf(predicts, output.class, label);
  return [
    plainText(`row ${row}: ${label} = ${answer}`),
    `${what}: ${formatNumber(output.base)} on average of up to ${MOST_COMPARED} rows, ${formatNumber(output.answer)} with`,
    ...barLines(lines, width),
    ...moreThan(output.contributions.length, 'columns'),
    ...nearest.map(({ row: place, distance, label: known }) => {
      const said = known === null ? '' : `: ${cellText(known)}`;
      return `like row ${place}${said} (distance ${distance.toFixed(3)})`;
    }),
  ].join('\n');
}

function curveText(
  { column, predicts, classes, values, means }: ExplainedColumn,
  label: string,
  width: number,
): string {
  const shown = classes.slice(0, SHOWN_CLASSES);
  const numbers = means.map((own) => own[0] ?? 0);
  const least = Math.min(...numbers);
  const lines = values.map((value, point) => ({
    name: value === null ? 'missing' : cellText(value),
    cells: shown.map((_, output) => formatNumber(means[point]?.[output] ?? 0)),
    size: classes.length === 1 ? (numbers[point] ?? 0) - least : 0,
  }));
  const names = shown.map((own) => whatOf(predicts, own, label)).join(', ');
  const rest = classes.length - shown.length;
  return [
    plainText(`${names} by ${column}, all else as it is:`),
    ...barLines(lines, width),
    ...(rest > 0 ? [`and ${rest} classes more, with --json`] : []),
  ].join('\n');
}

function interactionsText(interactions: readonly ExplainedInteraction[]): string {
  const lines = interactions.map(({ columns, strengths }) => {
    const most = Math.max(...strengths);
    return plainText(`${columns.join(' and ')}: ${(100 * most).toFixed(1)} %`);
  });
  return ['of what two columns say together, what neither says alone (H²):', ...lines].join('\n');
}

function whatOf(predicts: Predicts, name: string | null, label: string): string {
  if (predicts === 'label') return plainText(label);
  const centred = predicts === 'log-probability' ? ' less the mean of all classes' : '';
  return plainText(`${predicts} of ${name}${centred}`);
}

function moreThan(count: number, what: string): string[] {
  return count > SHOWN ? [`and ${count - SHOWN} ${what} more, with --json`] : [];
}

function cellText(value: CellValue): string {
  if (value === null) return 'missing';
  if (typeof value === 'number') return numberText(value);
  return plainText(typeof value === 'string' ? value : value.join(', '));
}

/** As it stands in the table, unless that is long. */
function numberText(value: number): string {
  const text = String(value);
  return text.length > LONG_NUMBER ? formatNumber(value) : text;
}

function signed(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}
