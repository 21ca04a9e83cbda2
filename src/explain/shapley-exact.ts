import { answersAsIs, type Game, meanAnswer, type ShapleyValues } from './game.js';
import type { Watch } from './watch.js';

/** Mixed rows that are answered at once. */
const BATCH = 4096;

/** Answers that the exact values of a row take. */
export function exactAnswers(players: number, background: number): number {
  return Math.max(0, 2 ** players - 2) * background;
}

/**
 * Shapley values by all coalitions (Shapley 1953): φ_p = Σ_S |S|! (n − |S| − 1)! / n! · (v(S ∪ p) − v(S)) over the coalitions S
 * without p.
 */
export async function shapleyExact(game: Game, watch: Watch): Promise<ShapleyValues> {
  const { players, rows, outputs } = game;
  const base = meanAnswer(await answersAsIs(game, rows, game.background), outputs);
  const values = new Float64Array(rows * players * outputs);
  const answers = await answersAsIs(game, 0, rows);
  for (let row = 0; row < rows; row++) {
    const worths = await coalitionWorths(game, row, watch);
    worths.set(base);
    worths.set(answers.subarray(row * outputs, (row + 1) * outputs), (2 ** players - 1) * outputs);
    const own = values.subarray(row * players * outputs, (row + 1) * players * outputs);
    shareOut(worths, players, outputs, own);
    watch.tell('contributions', row + 1, rows);
  }
  return { base, answers, values, standardErrors: new Float64Array(values.length) };
}

/** v of all coalitions but none and all, by their bits, (coalitions, outputs). */
async function coalitionWorths(game: Game, row: number, watch: Watch): Promise<Float64Array> {
  const { players, rows, background, outputs, answer } = game;
  const coalitions = 2 ** players;
  const worths = new Float64Array(coalitions * outputs);
  const atOnce = Math.max(1, Math.floor(BATCH / background));
  for (let from = 1; from < coalitions - 1; from += atOnce) {
    const own = Math.min(atOnce, coalitions - 1 - from);
    const count = own * background;
    const sources = new Int32Array(count * players);
    for (let i = 0; i < sources.length; i++) {
      const mixed = Math.floor(i / players);
      const coalition = from + Math.floor(mixed / background);
      sources[i] = (coalition >> (i % players)) & 1 ? row : rows + (mixed % background);
    }
    await watch.turn();
    const answers = await answer({ count, sources });
    for (let coalition = 0; coalition < own; coalition++) {
      const all = coalition * background * outputs;
      const mean = meanAnswer(answers.subarray(all, all + background * outputs), outputs);
      worths.set(mean, (from + coalition) * outputs);
    }
  }
  return worths;
}

function shareOut(
  worths: Float64Array,
  players: number,
  outputs: number,
  values: Float64Array,
): void {
  const weights = coalitionWeights(players);
  for (let coalition = 0; coalition < 2 ** players; coalition++) {
    const weight = weights[bitCount(coalition)] as number;
    for (let player = 0; player < players; player++) {
      if ((coalition >> player) & 1) continue;
      const joined = coalition | (1 << player);
      for (let output = 0; output < outputs; output++) {
        const gain =
          (worths[joined * outputs + output] as number) -
          (worths[coalition * outputs + output] as number);
        const place = player * outputs + output;
        values[place] = (values[place] as number) + weight * gain;
      }
    }
  }
}

/** |S|! (n − |S| − 1)! / n! by |S|. */
function coalitionWeights(players: number): Float64Array {
  const weights = new Float64Array(players);
  let weight = 1 / players;
  for (let size = 0; size < players; size++) {
    weights[size] = weight;
    weight *= (size + 1) / (players - size - 1);
  }
  return weights;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest &= rest - 1) count++;
  return count;
}
