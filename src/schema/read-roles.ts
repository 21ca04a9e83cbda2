import { codedCells } from '../table/raw-cells.js';
import type { CodedCells, RawTable } from '../table/raw-table.js';
import type { Table } from '../table/table.js';
import { AutofitError } from '../util/errors.js';
import { meanOne, meanWeight } from '../util/mean-one.js';
import { cellReader } from './cell-reader.js';
import { missingIn } from './filled-cells.js';
import type { MissingRule } from './missing-rule.js';
import { missingUnder } from './missing-tokens.js';
import type { Parser, Schema } from './schema.js';

/** What the columns say that are neither feature nor label. */
export interface Roles {
  /** Those that the data lacks are left out. */
  readonly roles: Pick<Table, 'weights' | 'groups' | 'times'>;
  /** What a weight of 1 is in the data; undefined without weights. */
  readonly weightUnit: number | undefined;
}

/** Weights are told in this unit, else in units of their mean. */
export function readRoles(
  raw: RawTable,
  schema: Schema,
  rows: Int32Array,
  weightUnit?: number,
): Roles {
  const withRole = (role: 'weight' | 'group') => {
    const name = schema.columns.find((column) => column.role === role)?.name;
    return codedNamed(raw, name);
  };
  const [weight, group] = [withRole('weight'), withRole('group')];
  const time = codedNamed(raw, schema.time?.name);
  const written = weight && readWeights(weight, schema, rows, raw.source);
  const weights = written && inUnit(written, weightUnit, raw.source);
  const roles = {
    ...(weights && { weights }),
    ...(group && { groups: readGroups(group, ruleOf(schema, group.name), rows) }),
    ...(time && { times: readTimes(time, schema, rows) }),
  };
  return { roles, weightUnit: weightUnit ?? (written && meanWeight(written)) };
}

function codedNamed(raw: RawTable, name: string | undefined): CodedCells | undefined {
  const column = raw.columns.find((own) => own.name === name);
  return column && codedCells(column);
}

function ruleOf({ columns }: Schema, name: string): MissingRule | undefined {
  return columns.find((column) => column.name === name)?.missing;
}

/** Throws an AutofitError for a weight that is missing or below 0, and where all are 0. */
function readWeights(
  column: CodedCells,
  schema: Schema,
  rows: Int32Array,
  source: string,
): Float64Array {
  const parser = schema.columns.find(({ name }) => name === column.name)?.parser;
  const read = numberReader(column, parser, ruleOf(schema, column.name));
  const weights = Float64Array.from(rows, (row) => read(column.codes[row] ?? 0));
  const bad = weights.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (bad >= 0) {
    const row = 1 + (rows[bad] ?? 0);
    const cell = column.values[column.codes[row - 1] ?? 0];
    throw new AutofitError('BAD_WEIGHT', `${source}: row ${row} has the weight "${cell}".`, {
      row,
      hint: `Every row needs a number of at least 0 in "${column.name}".`,
    });
  }
  if (weights.some((weight) => weight > 0)) return weights;
  throw new AutofitError('BAD_WEIGHT', `${source}: every weight is 0.`);
}

/** Throws an AutofitError where numbers cannot hold the weights in that unit. */
function inUnit(weights: Float64Array, unit: number | undefined, source: string): Float64Array {
  const told = unit === undefined ? meanOne(weights) : weights.map((weight) => weight / unit);
  if (told?.every(Number.isFinite) && told.some((weight) => weight > 0)) return told;
  throw new AutofitError('BAD_WEIGHT', `${source}: its weights are of another size altogether.`, {
    hint: `A training row has a weight of ${unit} on average: give both files weights of one unit.`,
  });
}

function readGroups(
  column: CodedCells,
  rule: MissingRule | undefined,
  rows: Int32Array,
): Int32Array {
  const isMissing = missingUnder(rule);
  const codeOf = new Map<string, number>();
  const codes = column.values.map((value) => {
    const cell = value.trim();
    if (isMissing(cell)) return -1;
    const code = codeOf.get(cell) ?? codeOf.size;
    codeOf.set(cell, code);
    return code;
  });
  return Int32Array.from(rows, (row) => codes[column.codes[row] ?? 0] ?? -1);
}

function readTimes(column: CodedCells, schema: Schema, rows: Int32Array): Float64Array {
  const read = numberReader(column, schema.time?.parser, ruleOf(schema, column.name));
  return Float64Array.from(rows, (row) => read(column.codes[row] ?? 0));
}

/** The number or time of a cell by its code; NaN where it is missing. */
function numberReader(
  column: CodedCells,
  parser: Parser | null | undefined,
  rule: MissingRule | undefined,
): (code: number) => number {
  const isMissing = missingIn({ parser: parser ?? null, missing: rule });
  const isOrdered = parser?.kind === 'datetime' || parser?.kind === 'numeric';
  const read = isOrdered ? cellReader(parser) : () => Number.NaN;
  const values = column.values.map((value) => {
    const cell = value.trim();
    return isMissing(cell) ? Number.NaN : read(cell);
  });
  return (code) => values[code] ?? Number.NaN;
}
