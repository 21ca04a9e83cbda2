import { codedCells } from '../table/raw-cells.js';
import type { RawColumn, RawTable } from '../table/raw-table.js';
import { cleanText } from '../util/clean-text.js';
import { known } from './find-column.js';
import { isMissing, type MissingRule, mayBeClass, missingUnder } from './missing-tokens.js';
import { writtenNumbers } from './number-reader.js';

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
  const names = new Set(raw.columns.map(({ name }) => name));
  checkNames('missing', missing, names);
  checkNames('keep', keep, names);
  const rules = raw.columns.map((column): [string, MissingRule | undefined] => {
    const [own, kept] = [missing, keep].map((told) => tokensFor(column.name, told));
    const classes = column.name === label ? classTokens(column, { missing: own, keep: kept }) : [];
    const all = [...(kept ?? []), ...classes];
    const isPlain = own?.length === 0 && all.length === 0;
    return [column.name, isPlain ? undefined : { missing: own, keep: all }];
  });
  return new Map(rules.filter((entry): entry is [string, MissingRule] => entry[1] !== undefined));
}

function checkNames(option: string, told: readonly string[], names: ReadonlySet<string>): void {
  for (const text of told) {
    const name = cleanText(text.slice(0, Math.max(0, text.indexOf('='))));
    if (name !== '') known(name, [...names], option);
  }
}

/** Without a column before `=`, it is a token of all columns. */
function tokensFor(column: string, told: readonly string[]): string[] {
  return told.flatMap((text) => {
    const split = text.indexOf('=');
    const name = cleanText(text.slice(0, Math.max(0, split)));
    if (name === '') return [text.trim()];
    return name === column ? [text.slice(split + 1).trim()] : [];
  });
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
  const fewest = Math.min(...others.map(([, rows]) => rows));
  const isOnly = others.length === 1;
  return [...rowsOf]
    .filter(
      ([cell, rows]) =>
        isOut(cell) && mayBeClass(cell) && (isOnly || rows >= Math.max(fewest, FEWEST_ROWS)),
    )
    .map(([cell]) => cell);
}
