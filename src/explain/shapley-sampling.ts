import { square } from '../util/elementary/square.js';
import { permutation, randomStream } from '../util/random.js';
import { answersAsIs, type Game, meanAnswer, type ShapleyValues } from './game.js';
import type { Watch } from './watch.js';

/** Mixed rows that are answered at once. */
const BATCH = 4096;

export interface SamplingOptions {
  /** Orders that are drawn for each row of the background, at least 2: their spread gives the standard errors. */
  readonly turns: number;
  readonly seed: number;
}

/** Answers that the sampled values of a row take. */
export function samplingAnswers(players: number, background: number, turns: number): number {
  return 2 * Math.max(0, players - 1) * background * turns;
}

/**
 * Shapley values by sampled orders of the players (Castro, Gómez and Tejada 2009; Štrumbelj and Kononenko 2014): a row of the
 * background becomes the explained row player after player, and each has what changes when it comes. Every order is walked
 * forwards and backwards (antithetic; Mitchell et al. 2022), so that what two players make together has no error, every row of the background equally often, so that base and
 * values add up to the answer. All explained rows have the same orders.
 */
export async function shapleySampling(
  game: Game,
  { turns, seed }: SamplingOptions,
  watch: Watch,
): Promise<ShapleyValues> {
  const { players, rows, background, outputs } = game;
  const answers = await answersAsIs(game, 0, rows);
  const starts = await answersAsIs(game, rows, background);
  const orders = drawOrders(game, turns, seed);
  const values = new Float64Array(rows * players * outputs);
  const standardErrors = new Float64Array(values.length);
  const width = players * outputs;
  for (let row = 0; row < rows; row++) {
    const ends = { start: starts, end: answers.subarray(row * outputs, (row + 1) * outputs) };
    const changes = await changesOf(game, row, orders, ends, watch);
    const place = row * width;
    summarize(changes, { background, turns, width }, values, standardErrors, place);
    watch.tell('contributions', row + 1, rows);
  }
  return { base: meanAnswer(starts, outputs), answers, values, standardErrors };
}

/** An order for each row of the background and turn, turn after turn of a row. */
function drawOrders(
  { players, background }: Game,
  turns: number,
  seed: number,
): readonly Int32Array[] {
  return Array.from({ length: background * turns }, (_, walk) =>
    permutation(randomStream(seed, 'shapley', walk), players),
  );
}

/** Answers at both ends of all walks: of each row of the background, and of the explained row. */
interface Ends {
  readonly start: Float64Array;
  readonly end: Float64Array;
}

/** What changes when a player comes, the mean of both directions: (walks, players, outputs). */
async function changesOf(
  game: Game,
  row: number,
  orders: readonly Int32Array[],
  ends: Ends,
  watch: Watch,
): Promise<Float64Array> {
  const { players, rows, background, outputs, answer } = game;
  const turns = orders.length / background;
  const steps = players - 1;
  const changes = new Float64Array(orders.length * players * outputs);
  const atOnce = Math.max(1, Math.floor(BATCH / Math.max(1, 2 * steps)));
  for (let first = 0; first < orders.length; first += atOnce) {
    const walks = orders.slice(first, first + atOnce);
    const count = walks.length * 2 * steps;
    const sources = new Int32Array(count * players);
    for (const [i, order] of walks.entries()) {
      const from = rows + Math.floor((first + i) / turns);
      fillWalk(sources, i * 2 * steps * players, order, row, from);
    }
    await watch.turn();
    const answers = await answer({ count, sources });
    for (const [i, order] of walks.entries()) {
      const start = Math.floor((first + i) / turns) * outputs;
      const own = {
        start: ends.start.subarray(start, start + outputs),
        end: ends.end,
      };
      const between = answers.subarray(i * 2 * steps * outputs, (i + 1) * 2 * steps * outputs);
      addChanges(order, own, between, changes, (first + i) * players * outputs);
    }
  }
  return changes;
}

/** The mixed rows between both ends, forwards and then backwards. */
function fillWalk(
  sources: Int32Array,
  at: number,
  order: Int32Array,
  row: number,
  from: number,
): void {
  const players = order.length;
  const steps = players - 1;
  for (let step = 0; step < steps; step++) {
    const forwards = at + step * players;
    const backwards = at + (steps + step) * players;
    for (let place = 0; place < players; place++) {
      const player = order[place] as number;
      sources[forwards + player] = place <= step ? row : from;
      sources[backwards + player] = players - 1 - place <= step ? row : from;
    }
  }
}

function addChanges(
  order: Int32Array,
  { start, end }: Ends,
  between: Float64Array,
  changes: Float64Array,
  at: number,
): void {
  const players = order.length;
  const outputs = end.length;
  const steps = players - 1;
  for (const direction of [0, 1]) {
    for (let output = 0; output < outputs; output++) {
      let before = start[output] as number;
      for (let place = 0; place < players; place++) {
        const player = order[direction === 0 ? place : players - 1 - place] as number;
        const isEnd = place === steps;
        const mixed = (direction * steps + place) * outputs + output;
        const after = (isEnd ? end[output] : between[mixed]) as number;
        const to = at + player * outputs + output;
        changes[to] = (changes[to] as number) + (after - before) / 2;
        before = after;
      }
    }
  }
}

/** Means over all walks, and what they stray by the drawn orders: rows of the background are not drawn. */
function summarize(
  changes: Float64Array,
  {
    background,
    turns,
    width,
  }: { readonly background: number; readonly turns: number; readonly width: number },
  values: Float64Array,
  standardErrors: Float64Array,
  at: number,
): void {
  for (let cell = 0; cell < width; cell++) {
    let total = 0;
    let variance = 0;
    for (let from = 0; from < background; from++) {
      const changeAt = (turn: number) => changes[(from * turns + turn) * width + cell] as number;
      let sum = 0;
      for (let turn = 0; turn < turns; turn++) sum += changeAt(turn);
      let squares = 0;
      for (let turn = 0; turn < turns; turn++) squares += square(changeAt(turn) - sum / turns);
      total += sum;
      variance += squares / (turns - 1) / turns;
    }
    values[at + cell] = total / (background * turns);
    standardErrors[at + cell] = Math.sqrt(variance) / background;
  }
}
