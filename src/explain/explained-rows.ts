import { answerValues } from '../predictor/answer-values.js';
import { answered } from '../predictor/combined.js';
import { copiedRows } from '../predictor/copies.js';
import { featureColumns, type Schema } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { answeredClasses, type Predicts } from './answers.js';
import { type CellValue, toldCell } from './cell-value.js';
import { type Asked, type Contributions, contributions, joinRows } from './contributions.js';
import type { Contribution, ExplainedOutput, ExplainedRow, LikeRow } from './explanation.js';
import { nearestRows } from './nearest-rows.js';
import { type Players, playersOf } from './players.js';

/** Rows that answers are compared with, and labelled ones that are told as like. */
export interface Compared {
  readonly background: Table;
  readonly like: {
    readonly table: Table;
    readonly places: ArrayLike<number>;
    /** Whether a row of the same place is the row itself. */
    readonly isSame: boolean;
  };
}

const NEAREST = 5;

/** Why rows of a table are answered as they are; `places` are told as theirs, from 1. */
export async function explainRows(
  asked: Asked,
  table: Table,
  places: readonly number[],
  { background, like }: Compared,
  predicts: Predicts,
  together: readonly (readonly string[])[] | undefined,
  seed: number,
): Promise<readonly ExplainedRow[]> {
  const { state, open, allocate } = asked;
  const players = playersOf(table, state.preprocessors, together);
  const shared = await contributions(asked, players, table, background, predicts, seed);
  const predicted = answered(state, await open(state)(table), table);
  const values = answerValues(state, predicted, table.rows);
  const copied = state.copies && copiedRows(state.copies, table);
  const near = joinRows(table, like.table, allocate).table;
  return places.map((row, place): ExplainedRow => {
    const isItself = (found: { readonly row: number }) =>
      like.isSame && like.places[found.row] === row;
    const nearest = nearestRows(near, place, table.rows, NEAREST + 1)
      .filter((found) => !isItself(found))
      .slice(0, NEAREST)
      .map(
        (found): LikeRow => ({
          row: like.places[found.row] ?? 0,
          distance: found.distance,
          label: labelAt(state.schema, like.table, found.row),
        }),
      );
    return {
      row,
      prediction: values[place] ?? Number.NaN,
      isCopy: copied?.has(place) ?? false,
      predicts,
      isSampled: shared.isSampled,
      outputs: outputsOf(state.schema, table, players, shared, place),
      nearest,
    };
  });
}

function labelAt({ task }: Schema, { target }: Table, row: number): number | string | null {
  const label = target?.[row];
  if (label === undefined) return null;
  return target instanceof Int32Array ? (task.classes[label] ?? null) : label;
}

function outputsOf(
  schema: Schema,
  table: Table,
  players: Players,
  { base, answers, values, standardErrors }: Contributions,
  row: number,
): readonly ExplainedOutput[] {
  const classes = answeredClasses(schema.task);
  const cells = cellsOf(schema, table, row);
  return classes.map((name, output) => {
    const shares = players.columns.map((columns, player): Contribution => {
      const at = (row * players.columns.length + player) * classes.length + output;
      return {
        columns,
        values: columns.map((column) => cells.get(column) ?? null),
        contribution: values[at] ?? 0,
        standardError: standardErrors[at] ?? 0,
      };
    });
    return {
      class: name,
      answer: answers[row * classes.length + output] ?? Number.NaN,
      base: base[output] ?? Number.NaN,
      contributions: shares.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
    };
  });
}

function cellsOf(schema: Schema, { columns }: Table, row: number): ReadonlyMap<string, CellValue> {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return new Map(
    featureColumns(schema).flatMap((own) => {
      const column = byName.get(own.name);
      return column ? [[own.name, toldCell(own, column, row)] as const] : [];
    }),
  );
}
