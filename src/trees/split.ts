import type { Random } from '../util/random.js';
import type { NodeMoments } from './node-moments.js';
import { type Found, HISTOGRAM_BINS } from './tree-arena.js';

/** What a split must fulfil, and what it is worth. */
export interface SplitRules {
  /** L2 regularisation of leaf values, λ. */
  readonly lambda: number;
  /** The least sum of hessians in a leaf. */
  readonly minChildWeight: number;
  /** The fewest rows in a leaf; at least 1. */
  readonly minChildRows: number;
  /** What a split must win at least. */
  readonly minGain: number;
  /** Added to a level's hessians when levels are sorted: few rows say little. */
  readonly levelSmoothing: number;
  /** Levels on the smaller side at most. */
  readonly maxLevels: number;
  /** Of each column: 1 where answers must not fall as its numbers rise, −1 where they must not rise, else 0. @default all 0 */
  readonly directions?: Int8Array | undefined;
  /** Tries one edge of each column, drawn by it, and not all of them (extremely randomised trees). @default all */
  readonly randomEdges?: Random | undefined;
}

/** The best split found so far; one record is filled again and again. */
export interface Split extends Found {
  column: number;
  /** 1 for each bin that goes left, that of missing values among them. */
  readonly goesLeft: Uint8Array;
  /** Of numbers: the last bin that goes left. */
  lastLeft: number;
  missingLeft: boolean;
}

export function emptySplit(): Split {
  const goesLeft = new Uint8Array(HISTOGRAM_BINS);
  const rest = { lastLeft: 0, missingLeft: false, leftG: 0, leftH: 0 };
  return { gain: 0, column: -1, goesLeft, ...rest };
}

/** What a node and all below it may answer. */
export interface AnswerBounds {
  readonly low: number;
  readonly high: number;
}

export const NO_BOUNDS: AnswerBounds = {
  low: Number.NEGATIVE_INFINITY,
  high: Number.POSITIVE_INFINITY,
};

/** What is split. */
export interface SplitNode<Sums = NodeMoments> {
  readonly histogram: number;
  /** The place of its first row in the order. */
  readonly start: number;
  readonly total: Sums;
  readonly rows: number;
  /** Rows by bin, (columns, 256), where sides are bound by rows. */
  readonly counts: Int32Array | undefined;
  readonly bounds?: AnswerBounds | undefined;
  /** Whether its split has columns of its own, which `prepare` sums. */
  readonly isDrawn: boolean;
}

/** Sums below these are what subtracting left of none. */
const PRESENT_H = 1e-10;
const PRESENT_G = 1e-6;

/** Whether sums are those of any row. */
export function isPresent(g: number, h: number): boolean {
  return h > PRESENT_H || Math.abs(g) > PRESENT_G;
}
