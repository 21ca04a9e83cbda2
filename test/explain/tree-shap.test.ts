import { expect, test } from 'vitest';
import type { Game } from '../../src/explain/game.js';
import { shapleyExact } from '../../src/explain/shapley-exact.js';
import { createTreeShap } from '../../src/explain/tree-shap.js';
import { createWatch } from '../../src/explain/watch.js';
import { addPredictions, MISSING_LEFT, type RawMatrix, type Tree } from '../../src/trees/tree.js';
import { type Random, randomStream } from '../../src/util/random.js';

/** A full tree of numbers whose missing values go left or right, one split or so a branch on codes; leaves may answer vectors. */
function randomTree(random: Random, columns: number, depth: number, outputs = 0): Tree {
  const nodes = 2 ** (depth + 1) - 1;
  const isLeaf = (node: number) => node >= 2 ** depth - 1;
  const every = <T>(of: (node: number) => T) =>
    Array.from({ length: nodes }, (_, node) => of(node));
  const leaves = 2 ** depth;
  // The last column holds codes 0 … 3: two of them are listed.
  const codes = columns - 1;
  const own = every((node) => (isLeaf(node) ? -1 : random.integer(columns)));
  const lists = own.map((column) =>
    column === codes ? [random.integer(2), 2 + random.integer(2)] : [],
  );
  const ends = Int32Array.from(lists, (_, node) =>
    lists.slice(0, node + 1).reduce((sum, list) => sum + list.length, 0),
  );
  return {
    columns: Int32Array.from(own),
    thresholds: Float64Array.from(every(() => random.normal())),
    sides: Uint8Array.from(every(() => (random.integer(2) > 0 ? MISSING_LEFT : 0))),
    listStarts: ends.map((end, node) => end - (lists[node]?.length ?? 0)),
    listEnds: ends,
    listed: Int32Array.from(lists.flat()),
    left: Int32Array.from(every((node) => (isLeaf(node) ? 0 : 2 * node + 1))),
    right: Int32Array.from(every((node) => (isLeaf(node) ? 0 : 2 * node + 2))),
    values: Float32Array.from(
      every((node) => (outputs > 0 ? Math.max(0, node - (leaves - 1)) : random.normal())),
    ),
    ...(outputs > 0 && {
      vectors: Float32Array.from({ length: leaves * outputs }, () => random.normal()),
    }),
    gains: new Float32Array(nodes),
  };
}

function randomRows(random: Random, rows: number, columns: number): RawMatrix {
  const data = Float64Array.from({ length: rows * columns }, (_, i) => {
    if (random.integer(8) === 0) return i % columns === columns - 1 ? -1 : Number.NaN;
    return i % columns === columns - 1 ? random.integer(4) : random.normal();
  });
  return { rows, columns, data };
}

/** The same trees as a game whose players have these columns. */
function gameOf(
  trees: readonly Tree[],
  x: RawMatrix,
  background: RawMatrix,
  playerOf: Int32Array,
  outputs: number,
): Game {
  const players = Math.max(...playerOf) + 1;
  const all = [...x.data, ...background.data];
  return {
    players,
    rows: x.rows,
    background: background.rows,
    outputs,
    answer: async ({ count, sources }) => {
      const data = Float64Array.from({ length: count * x.columns }, (_, i) => {
        const column = i % x.columns;
        const player = playerOf[column] ?? 0;
        const row = sources[Math.floor(i / x.columns) * players + player] ?? 0;
        return all[row * x.columns + column] ?? 0;
      });
      const answers = new Float64Array(count * outputs);
      for (const [i, tree] of trees.entries()) {
        const at = tree.vectors ? 0 : i % outputs;
        addPredictions(tree, { rows: count, columns: x.columns, data }, answers, {
          at,
          stride: outputs,
        });
      }
      return answers;
    },
  };
}

test.each([
  ['each column', [0, 1, 2, 3, 4], 1, false],
  ['columns in groups', [0, 1, 0, 2, 1], 1, false],
  ['one player alone', [0, 0, 0, 0, 0], 1, false],
  ['three outputs, a tree each', [0, 1, 0, 2, 3], 3, false],
  ['three outputs by one tree', [0, 1, 2, 0, 3], 3, true],
] as const)('TreeSHAP is what all coalitions give: %s', async (_, owners, outputs, isVector) => {
  const random = randomStream('tree-shap', owners.join(), outputs, Number(isVector));
  const playerOf = Int32Array.from(owners);
  const players = Math.max(...owners) + 1;
  const trees = Array.from({ length: 6 }, () =>
    randomTree(random, 5, 1 + random.integer(4), isVector ? outputs : 0),
  );
  const [x, background] = [randomRows(random, 4, 5), randomRows(random, 7, 5)];
  const values = new Float64Array(x.rows * players * outputs);
  const add = createTreeShap({ x, background, players, playerOf, outputs }, values);
  for (let row = 0; row < x.rows; row++) {
    for (const [i, tree] of trees.entries()) add(tree, row, i % outputs);
  }
  const game = gameOf(trees, x, background, playerOf, outputs);
  const exact = await shapleyExact(game, createWatch());
  for (const [i, value] of exact.values.entries()) expect(values[i]).toBeCloseTo(value, 12);
});

test('a player of both branches of a tree keeps its side: x₀ twice, worked out by hand', () => {
  // x₀ ≤ 0 ? (x₀ ≤ −1 ? 1 : 2) : (x₁ ≤ 0 ? 4 : 8) for x = (1, 1) against b = (−2, −1): v() = 1, v(0) = 4, v(1) = 1, v(01) = 8.
  const tree: Tree = {
    columns: Int32Array.of(0, 0, 1, -1, -1, -1, -1),
    thresholds: Float64Array.of(0, -1, 0, 0, 0, 0, 0),
    sides: new Uint8Array(7),
    listStarts: new Int32Array(7),
    listEnds: new Int32Array(7),
    listed: new Int32Array(),
    left: Int32Array.of(1, 3, 5, 0, 0, 0, 0),
    right: Int32Array.of(2, 4, 6, 0, 0, 0, 0),
    values: Float32Array.of(0, 0, 0, 1, 2, 4, 8),
    gains: new Float32Array(7),
  };
  const values = new Float64Array(2);
  const row = (...data: number[]): RawMatrix => ({
    rows: 1,
    columns: 2,
    data: Float64Array.from(data),
  });
  const game = { players: 2, playerOf: Int32Array.of(0, 1), outputs: 1 };
  createTreeShap({ ...game, x: row(1, 1), background: row(-2, -1) }, values)(tree, 0, 0);
  // x₀: (3 + 7) / 2, x₁: (0 + 4) / 2.
  expect([...values]).toEqual([5, 2]);
});
