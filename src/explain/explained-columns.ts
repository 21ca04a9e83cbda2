import { featureColumns } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { takeRows } from '../table/take-rows.js';
import { AutofitError } from '../util/errors.js';
import { nearestName } from '../util/nearest-name.js';
import { permutation, randomStream } from '../util/random.js';
import { answeredClasses, type Predicts } from './answers.js';
import { cellValue } from './cell-value.js';
import { type Asked, gameOf, joinRows } from './contributions.js';
import type { ExplainedColumn, ExplainedInteraction } from './explanation.js';
import type { Game } from './game.js';
import { gridRows } from './grid.js';
import { interactionStrength } from './interaction-strength.js';
import { partialDependence } from './partial-dependence.js';
import { type Players, playersOf } from './players.js';

const POINTS = 20;
/** Rows of curves, and of interactions, at most and at least; between, the models decide. */
const MOST_ROWS = 200;
const LEAST_ROWS = 20;
const MOST_PAIR_ROWS = 50;
/** Rows times models that are predicted for all columns, and for all pairs of them. */
const MOST_WORK = 200_000;
/** Curves of single rows that are told. */
const CURVES = 50;

/** More columns have too many pairs. */
export const MOST_PAIRED = 5;

/** The curves of columns over rows of a table. */
export async function explainColumns(
  asked: Asked,
  table: Table,
  names: readonly string[],
  predicts: Predicts,
  seed: number,
): Promise<readonly ExplainedColumn[]> {
  const { state, watch } = asked;
  const players = singlePlayers(asked, table, names);
  const most = Math.floor(MOST_WORK / (POINTS * names.length * modelsOf(asked)));
  const { game, rows } = sampledGame(
    asked,
    table,
    players,
    Math.min(MOST_ROWS, most),
    predicts,
    seed,
  );
  const features = featureColumns(state.schema);
  const classes = answeredClasses(state.schema.task);
  const explained: ExplainedColumn[] = [];
  for (const [done, name] of names.entries()) {
    watch.tell('dependence', done, names.length);
    const column = table.columns.find((own) => own.name === name);
    const schema = features.find((own) => own.name === name);
    if (!column || !schema) throw noColumn(name, features);
    const grid = gridRows(column, POINTS);
    // The table's rows stand behind those of the game.
    const points = grid.map((row) => rows + row);
    const { means, curves } = await partialDependence(game, playerOf(players, name), points, watch);
    const width = classes.length;
    const meanAt = (point: number) => [...means.subarray(point * width, (point + 1) * width)];
    const curveAt = (row: number, point: number) => {
      const at = (point * rows + row) * width;
      return [...curves.subarray(at, at + width)];
    };
    explained.push({
      column: name,
      predicts,
      classes,
      values: Array.from(grid, (row) => cellValue(schema, column, row)),
      means: Array.from(grid, (_, point) => meanAt(point)),
      curves: Array.from({ length: Math.min(CURVES, rows) }, (_, row) =>
        Array.from(grid, (_, point) => curveAt(row, point)),
      ),
    });
  }
  watch.tell('dependence', names.length, names.length);
  return explained;
}

/** How each two of the columns work together. */
export async function explainInteractions(
  asked: Asked,
  table: Table,
  names: readonly string[],
  predicts: Predicts,
  seed: number,
): Promise<readonly ExplainedInteraction[]> {
  const { state, watch } = asked;
  const players = singlePlayers(asked, table, names);
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const));
  // Of two columns and of each alone, at the values of every row.
  const most = Math.floor(Math.sqrt(MOST_WORK / (3 * pairs.length * modelsOf(asked))));
  const count = Math.min(MOST_PAIR_ROWS, most);
  const { game } = sampledGame(asked, table, players, count, predicts, seed);
  const explained: ExplainedInteraction[] = [];
  for (const [done, [a, b]] of pairs.entries()) {
    watch.tell('interactions', done, pairs.length);
    const [onA, onB] = [playerOf(players, a), playerOf(players, b)];
    const strengths = [...(await interactionStrength(game, onA, onB, watch))];
    const classes = answeredClasses(state.schema.task);
    explained.push({ columns: [a, b], predicts, classes, strengths });
  }
  watch.tell('interactions', pairs.length, pairs.length);
  return explained;
}

/** Those that no model reads are players too: their curves are flat. */
function singlePlayers({ state }: Asked, table: Table, names: readonly string[]): Players {
  const { columns, playerOf: known } = playersOf(table, state.preprocessors);
  const others = [...new Set(names)].filter((name) => !known.has(name));
  const own = others.map((name, i) => [name, columns.length + i] as const);
  return {
    columns: [...columns, ...others.map((name) => [name])],
    playerOf: new Map([...known, ...own]),
  };
}

function playerOf({ playerOf: players }: Players, name: string): number {
  return players.get(name) ?? -1;
}

function modelsOf({ state }: Asked): number {
  return state.members.reduce((sum, { folds }) => sum + folds.length, 0);
}

/** A game of some of the rows, behind which all of them stand. */
function sampledGame(
  asked: Asked,
  table: Table,
  players: Players,
  wanted: number,
  predicts: Predicts,
  seed: number,
): { readonly game: Game; readonly rows: number } {
  const count = Math.min(table.rows, Math.max(LEAST_ROWS, wanted));
  const drawn = permutation(randomStream(seed, 'curves'), table.rows).slice(0, count).sort();
  const joined = joinRows(takeRows(table, drawn, asked.allocate), table, asked.allocate);
  return { game: gameOf(asked, players, joined, predicts), rows: count };
}

function noColumn(name: string, features: readonly { readonly name: string }[]): AutofitError {
  const nearest = nearestName(
    name,
    features.map((own) => own.name),
  );
  return new AutofitError('NO_COLUMN', `The model has no column "${name}".`, {
    hint: nearest
      ? `Did you mean "${nearest}"?`
      : 'Columns that were left out cannot be explained.',
  });
}
