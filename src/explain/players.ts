import type { FittedPreprocessor } from '../preprocessing/preprocessor.js';
import { stepSources } from '../preprocessing/step-sources.js';
import type { Table } from '../table/table.js';

/** Columns of the table that are explained, shuffled or varied as one thing. */
export interface Players {
  /** The columns of each player. */
  readonly columns: readonly (readonly string[])[];
  /** The player of each column that any model reads. */
  readonly playerOf: ReadonlyMap<string, number>;
}

/**
 * The players of a predictor: each column that any of its models reads, but those that are told to be one thing. Columns that no
 * model reads change no answer, and are no players.
 */
export function playersOf(
  { columns }: Table,
  preprocessors: readonly FittedPreprocessor[],
  groups: readonly (readonly string[])[] = [],
): Players {
  const read = new Set(preprocessors.flatMap(({ columns }) => columns.flatMap(stepSources)));
  const used = columns.map(({ name }) => name).filter((name) => read.has(name));
  const groupOf = new Map(groups.flatMap((own) => own.map((name) => [name, own] as const)));
  const players = [...new Set(used.map((name) => groupOf.get(name) ?? name))].map((own) =>
    typeof own === 'string' ? [own] : own.filter((name) => read.has(name)),
  );
  const playerOf = new Map(players.flatMap((own, i) => own.map((name) => [name, i] as const)));
  return { columns: players, playerOf };
}

/** Those of the players that hold one of these columns; the others' columns stay as they are. */
export function playersAmong({ columns }: Players, names: readonly string[]): Players {
  const own = columns.filter((group) => group.some((name) => names.includes(name)));
  const playerOf = new Map(own.flatMap((group, i) => group.map((name) => [name, i] as const)));
  return { columns: own, playerOf };
}
