import type { BinRule } from './bins.js';
import type { Split } from './split.js';
import { MISSING_LEFT, type Tree, UNLISTED_LEFT } from './tree.js';

/** Collects nodes while a tree grows; splits become thresholds and lists of levels. */
export interface TreeBuilder {
  /** A new leaf; its number. */
  leaf(value: number): number;
  /** Makes a leaf a split between two others. */
  split(node: number, split: Split, left: number, right: number): void;
  setValue(node: number, value: number): void;
  build(): Tree;
}

interface Node {
  column: number;
  threshold: number;
  sides: number;
  list: readonly number[];
  left: number;
  right: number;
  value: number;
  gain: number;
}

export function createTreeBuilder(rules: readonly BinRule[]): TreeBuilder {
  const nodes: Node[] = [];
  return {
    leaf(value) {
      const none = { column: -1, threshold: 0, sides: 0, list: [], left: -1, right: -1, gain: 0 };
      return nodes.push({ ...none, value }) - 1;
    },
    split(node, split, left, right) {
      const rule = rules[split.column];
      const own = nodes[node];
      if (!rule || !own) throw new Error(`no node ${node} or no column ${split.column}`);
      const { column, gain } = split;
      Object.assign(own, { column, gain, left, right, value: 0, ...conditionOf(rule, split) });
    },
    setValue(node, value) {
      const own = nodes[node];
      if (own) own.value = value;
    },
    build: () => flattened(nodes),
  };
}

/** Which values go left, in terms of the data and not of bins. */
function conditionOf(rule: BinRule, split: Split): Pick<Node, 'threshold' | 'sides' | 'list'> {
  const missing = split.missingLeft ? MISSING_LEFT : 0;
  if (rule.kind === 'numeric') {
    // The last bin has no edge above it: all numbers go left, and missing ones right.
    const threshold = rule.edges[split.lastLeft] ?? Number.POSITIVE_INFINITY;
    return { threshold, sides: missing, list: [] };
  }
  const isRareLeft = split.goesLeft[0] === 1;
  const list = [...rule.codes].filter((_, i) => (split.goesLeft[i + 1] === 1) !== isRareLeft);
  const unlisted = isRareLeft ? UNLISTED_LEFT : 0;
  // A list that parts nothing but the missing levels still has to look like a list.
  return { threshold: 0, sides: missing + unlisted, list: list.length > 0 ? list : [NO_CODE] };
}

const NO_CODE = 2 ** 24;

function flattened(nodes: readonly Node[]): Tree {
  const listStarts = new Int32Array(nodes.length);
  const listEnds = new Int32Array(nodes.length);
  const listed: number[] = [];
  for (const [i, { list }] of nodes.entries()) {
    listStarts[i] = listed.length;
    listed.push(...list);
    listEnds[i] = listed.length;
  }
  return {
    columns: Int32Array.from(nodes, ({ column }) => column),
    thresholds: Float64Array.from(nodes, ({ threshold }) => threshold),
    sides: Uint8Array.from(nodes, ({ sides }) => sides),
    listStarts,
    listEnds,
    listed: Int32Array.from(listed),
    left: Int32Array.from(nodes, ({ left }) => left),
    right: Int32Array.from(nodes, ({ right }) => right),
    values: Float32Array.from(nodes, ({ value }) => value),
    gains: Float32Array.from(nodes, ({ gain }) => gain),
  };
}
