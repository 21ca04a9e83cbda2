import type { DesignMatrix, FeatureName } from '../matrix/design-matrix.js';
import type { RawMatrix, Tree } from '../trees/tree.js';

/** A model that is a sum of trees: (start + all trees' answers) · factor. */
export interface TreeSums {
  /** Each answers one output, those of an output every so many trees, or all of them. */
  readonly trees: readonly Tree[];
  /** One an output. */
  readonly start: ArrayLike<number>;
  readonly factor: number;
  /** Whether sums are what the model answers, or what its link makes probabilities of, as in `LinearWeights`. */
  readonly are: 'answers' | 'scores';
  /** Rows as the trees read them, and the features of their columns. */
  readonly read: (x: DesignMatrix) => RawMatrix;
  readonly features: (x: DesignMatrix) => readonly FeatureName[];
}
