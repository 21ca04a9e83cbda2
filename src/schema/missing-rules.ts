import { codedCells } from '../table/raw-cells.js';
import type { RawColumn, RawTable } from '../table/raw-table.js';
import { leastOf } from '../util/extremes.js';
import { isPlainNumber } from './class-key.js';
import { known } from './find-column.js';
import type { MissingRule } from './missing-rule.js';
import { isMissing, mayBeClass, missingNumbers, missingUnder } from './missing-tokens.js';
import { writtenNumbers } from './number-reader.js';
import { toldName } from './told-name.js';

/** Rows that a token needs beside two classes to be one itself. */
const FEWEST_ROWS = 5;

export interface MissingOptions {
  /** Cells that are missing: `token`, or `column=token` for one column. @default [] */
  readonly missing?: readonly string[] | undefined;
  /** Cells that are values though they would be missing, such as `NA`: `token`, or `column=token`. @default [] */
  readonly keep?: readonly string[] | undefined;
}

/** What is told of the columns' cells, by name; and of a label what its cells show: which tokens are its classes. */
export function missingRules(
  raw: RawTable,
  { missing = [], keep = [] }: MissingOptions,
  label?: string,
): ReadonlyMap<string, MissingRule> {
  const names = raw.columns.map(({ name }) => name);
  const told = [missing, keep].map((texts, i) =>
    texts.map((text) => columnAndToken(i === 0 ? 'missing' : 'keep', text, names)),
  );
  const rules = raw.columns.map((column): [string, MissingRule | undefined] => {
    const [own = [], kept = []] = told.map((pairs) =>
      pairs.flatMap(([name, token]) => (name === undefined || name === column.name ? [token] : [])),
    );
    const rule = { missing: own, keep: kept };
    const shown = column.name === label ? classTokens(column, rule) : signTokens(column);
    const all = [...kept, ...shown];
    const isPlain = own.length === 0 && all.length === 0;
    const areNumbers = column.name === label && areClassNumbers(column, rule);
    const found = { missing: own, keep: all, ...(areNumbers && { areNumbers }) };
    return [column.name, isPlain ? undefined : found];
  });
  return new Map(rules.filter((entry): entry is [string, MissingRule] => entry[1] !== undefined));
}

/** The column before an `=`, and what stands behind it; without a column it is a token of all. Throws an AutofitError for none. */
export function columnAndToken(
  option: string,
  text: string,
  names: readonly string[],
): readonly [column: string | undefined, token: string] {
  const split = splitBehind(text, names);
  if (split !== undefined) return [split.name, text.slice(split.place + 1).trim()];
  const first = text.indexOf('=');
  if (first > 0) known(text.slice(0, first), names, option);
  return [undefined, text.trim()];
}

/** Whether what is told is of all columns, or of one of these. */
export function tellsOf(text: string, names: readonly string[]): boolean {
  return text.indexOf('=') <= 0 || splitBehind(text, names) !== undefined;
}

/** A column, and the place of the `=` behind it. */
function splitBehind(text: string, names: readonly string[]) {
  for (let place = text.indexOf('='); place > 0; place = text.indexOf('=', place + 1)) {
    const name = toldName(text.slice(0, place), names);
    if (name !== undefined) return { name, place };
  }
  return undefined;
}

/** Whether a number is told to be missing in a label of plain numbers, in which 9 and 09 are one class. */
function areClassNumbers({ values }: RawColumn, rule: MissingRule): boolean {
  if (missingNumbers(rule).size === 0) return false;
  const isOut = missingUnder(rule);
  const cells = values.map((value) => value.trim());
  return cells.every((cell) => isOut(cell) || isPlainNumber(cell));
}

const SIGNED = /^(?:[-+±]{1,4}|\d[-+])$/;
const FEW = 12;

/** A minus among other signs, as in `-`, `+`, `++`, says something. */
function signTokens({ values }: RawColumn): string[] {
  if (values.length > FEW || !values.some((value) => value.trim() === '-')) return [];
  const others = values
    .map((value) => value.trim())
    .filter((cell) => cell !== '-' && !isMissing(cell));
  return others.length > 0 && others.every((cell) => SIGNED.test(cell)) ? ['-'] : [];
}

/**
 * Tokens that are classes of a label of words: as frequent as its rarest other class, or the only value beside one. Among
 * numbers they are missing.
 */
function classTokens(column: RawColumn, rule: MissingRule): string[] {
  const { codes, values } = codedCells(column);
  const rowsOfCode = new Float64Array(values.length);
  for (const code of codes) rowsOfCode[code] = (rowsOfCode[code] ?? 0) + 1;
  const isOut = missingUnder(rule);
  const rowsOf = new Map<string, number>();
  for (const [code, value] of values.entries()) {
    const cell = value.trim();
    rowsOf.set(cell, (rowsOf.get(cell) ?? 0) + (rowsOfCode[code] ?? 0));
  }
  const others = [...rowsOf].filter(([cell, rows]) => rows > 0 && !isOut(cell) && !isMissing(cell));
  const read = writtenNumbers('.');
  if (others.length === 0 || others.some(([cell]) => read(cell))) return [];
  const fewest = leastOf(others.map(([, rows]) => rows));
  const isOnly = others.length === 1;
  return [...rowsOf]
    .filter(
      ([cell, rows]) =>
        isOut(cell) && mayBeClass(cell) && (isOnly || rows >= Math.max(fewest, FEWEST_ROWS)),
    )
    .map(([cell]) => cell);
}
