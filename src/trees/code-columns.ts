import { lowerBound } from './sorted-numbers.js';
import { MISSING_LEFT, type Tree } from './tree.js';

/** How values become codes; the numbers are those of assembly/walks.ts. */
export const CODE_KINDS = { numbersLow: 0, numbersHigh: 1, levels: 2 } as const;
type CodeKind = (typeof CODE_KINDS)[keyof typeof CODE_KINDS];

/** A column of the data as codes: values between two neighbouring edges are one to all trees. */
export interface CodeColumn {
  readonly column: number;
  /** Numbers whose missing ones come before all others, or behind them; or levels. */
  readonly kind: CodeKind;
  /** All that nodes ask for: thresholds, or listed levels; different ones, ascending. */
  readonly edges: Float64Array;
  /** Of numbers whose missing ones come behind: the place of the same column's where they come before, if there is one. */
  readonly twin: number | undefined;
}

/** What trees ask of their columns. */
export interface CodeColumns {
  readonly columns: readonly CodeColumn[];
  /** The place of a node's column among them. */
  placeOf(tree: Tree, node: number): number;
}

/** A code takes two bytes, and two codes are for what is missing or unknown. */
const MOST_EDGES = 65_534;

/** Undefined where codes cannot tell apart what the trees do. */
export function codeColumnsOf(trees: readonly Tree[]): CodeColumns | undefined {
  const asked = new Map<number, Set<number>>();
  for (const tree of trees) {
    for (let node = 0; node < tree.columns.length; node++) {
      if ((tree.columns[node] as number) >= 0) addEdges(asked, tree, node);
    }
  }
  const places = new Map([...asked.keys()].map((key, place) => [key, place]));
  shareEdges(asked);
  const columns = [...asked].map(([key, edges]): CodeColumn => {
    const kind = (key % KINDS) as CodeKind;
    const column = Math.floor(key / KINDS);
    const twin = kind === CODE_KINDS.numbersHigh ? places.get(key - 1) : undefined;
    return { column, kind, edges: Float64Array.from(edges).sort(), twin };
  });
  const isTold = ({ edges }: CodeColumn) => edges.length <= MOST_EDGES && !edges.some(Number.isNaN);
  if (!columns.every(isTold)) return undefined;
  return { columns, placeOf: (tree, node) => places.get(keyOf(tree, node)) ?? 0 };
}

/** The code of an edge among those of its column. */
export function edgeCode({ kind, edges }: CodeColumn, edge: number): number {
  return lowerBound(edges, edge) + (kind === CODE_KINDS.numbersHigh ? 0 : 1);
}

const KINDS = 3;

/** Gives both kinds of a column of numbers the edges of both, so that one search tells either code. */
function shareEdges(asked: Map<number, Set<number>>): void {
  for (const [key, low] of asked) {
    const high = asked.get(key + CODE_KINDS.numbersHigh);
    if (key % KINDS !== CODE_KINDS.numbersLow || !high) continue;
    for (const edge of high) low.add(edge);
    asked.set(key + CODE_KINDS.numbersHigh, low);
  }
}

function keyOf(tree: Tree, node: number): number {
  return (tree.columns[node] as number) * KINDS + kindOf(tree, node);
}

function kindOf({ listStarts, listEnds, sides }: Tree, node: number): CodeKind {
  if (listStarts[node] !== listEnds[node]) return CODE_KINDS.levels;
  const isLow = ((sides[node] as number) & MISSING_LEFT) !== 0;
  return isLow ? CODE_KINDS.numbersLow : CODE_KINDS.numbersHigh;
}

function addEdges(asked: Map<number, Set<number>>, tree: Tree, node: number): void {
  const key = keyOf(tree, node);
  const edges = asked.get(key) ?? new Set();
  asked.set(key, edges);
  const [start = 0, end = 0] = [tree.listStarts[node], tree.listEnds[node]];
  if (start === end) edges.add(tree.thresholds[node] as number);
  for (let i = start; i < end; i++) edges.add(tree.listed[i] as number);
}
