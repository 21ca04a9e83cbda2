import { childOf, type RawMatrix, type Tree } from '../trees/tree.js';

/** Whose values a player has at a node: not decided yet, the explained row's, or the background's. */
const OPEN = 0;
const OWN = 1;
const OTHER = 2;

/** Rows as trees read them, and the player of each of their columns. */
export interface TreeGame {
  readonly x: RawMatrix;
  readonly background: RawMatrix;
  readonly players: number;
  readonly playerOf: Int32Array;
  readonly outputs: number;
}

/** Adds to (rows, players, outputs). Trees that answer one output are told which. */
export type AddTree = (tree: Tree, row: number, output: number) => void;

/**
 * Exact Shapley values of a sum of trees over a background (interventional TreeSHAP; Lundberg et al. 2020, "From local
 * explanations to global understanding with explainable AI for trees"), of players that may have several columns each.
 *
 * A tree is walked for a pair of an explained row x and a row b of the background. Where both go the same way, so do all their
 * mixtures; where they part, the node's player decides, once for all nodes below. A leaf that takes p players from x and q from
 * b is reached by the coalitions that have all p and none of the q: each of the p has (p − 1)! q! / (p + q)! of its answer, and
 * each of the q loses p! (q − 1)! / (p + q)!.
 */
export function createTreeShap(game: TreeGame, values: Float64Array): AddTree {
  const { x, background, players, playerOf, outputs } = game;
  const side = new Uint8Array(players);
  const marked = new Int32Array(players);
  const shares = leafShares(players);
  const width = players + 1;
  let own: Tree;
  let [xFrom, bFrom, to, output, p, q] = [0, 0, 0, 0, 0, 0];

  const addLeaf = (node: number): void => {
    const gain = (shares[p * width + q] as number) / background.rows;
    const loss = -(shares[q * width + p] as number) / background.rows;
    for (let i = 0; i < p + q; i++) {
      const player = marked[i] as number;
      const share = side[player] === OWN ? gain : loss;
      addAnswer(own, node, share, values, to + player * outputs, output, outputs);
    }
  };
  const walk = (start: number): void => {
    let node = start;
    for (let column = own.columns[node] as number; column >= 0; ) {
      const player = playerOf[column] as number;
      const known = side[player] as number;
      const ofX = known === OTHER ? -1 : childOf(own, node, x.data[xFrom + column] as number);
      const ofB =
        known === OWN ? ofX : childOf(own, node, background.data[bFrom + column] as number);
      if (known === OPEN && ofX !== ofB) {
        marked[p + q] = player;
        side[player] = OWN;
        p++;
        walk(ofX);
        p--;
        marked[p + q] = player;
        side[player] = OTHER;
        q++;
        walk(ofB);
        q--;
        side[player] = OPEN;
        return;
      }
      node = known === OTHER ? ofB : ofX;
      column = own.columns[node] as number;
    }
    if (p + q > 0) addLeaf(node);
  };
  return (tree, row, answered) => {
    own = tree;
    output = answered;
    xFrom = row * x.columns;
    to = row * players * outputs;
    for (let b = 0; b < background.rows; b++) {
      bFrom = b * background.columns;
      walk(0);
    }
  };
}

/** Adds a share of what a leaf answers: to the output that the tree is for, or to all of them. */
function addAnswer(
  { values: leaves, vectors }: Tree,
  node: number,
  share: number,
  values: Float64Array,
  at: number,
  output: number,
  outputs: number,
): void {
  const leaf = leaves[node] as number;
  if (!vectors) {
    values[at + output] = (values[at + output] as number) + share * leaf;
    return;
  }
  for (let k = 0; k < outputs; k++) {
    values[at + k] = (values[at + k] as number) + share * (vectors[leaf * outputs + k] as number);
  }
}

/** (p − 1)! q! / (p + q)! at [p, q]; 0 for p = 0. */
function leafShares(players: number): Float64Array {
  const width = players + 1;
  const shares = new Float64Array(width * width);
  for (let p = 1; p < width; p++) {
    // (p − 1)! 0! / p! = 1 / p, and each further q multiplies it by q / (p + q).
    let share = 1 / p;
    for (let q = 0; p + q < width; q++) {
      if (q > 0) share *= q / (p + q);
      shares[p * width + q] = share;
    }
  }
  return shares;
}
