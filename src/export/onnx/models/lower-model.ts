import type { SavedModel } from '../../../models/model-family.js';
import type { TaskShape } from '../../../util/task-kind.js';
import type { Graph } from '../graph.js';

/** The design matrix of one preprocessor as values of a graph; a block that it does not have is undefined. */
export interface DesignTensors {
  /** Scaled numbers, float (N, columns). */
  readonly dense?: { readonly name: string; readonly columns: number } | undefined;
  /** Numbers as they are, double (N, columns); NaN is missing. */
  readonly raw?: { readonly name: string; readonly columns: number } | undefined;
  /** One-hot levels and terms with all their zeros, float (N, columns). */
  readonly sparse?: { readonly name: string; readonly columns: number } | undefined;
  /** Int64 (N, columns), as in the block of codes. */
  readonly codes?: { readonly name: string; readonly cardinalities: readonly number[] } | undefined;
  /** Int64 [1]: how many rows there are, the shape of what hangs on no column. */
  readonly rows: string;
}

/**
 * Adds a model of a family to a graph; gives the name of a float or double value: (N, classes) probabilities, or
 * (N, 1) standardised numbers, as the family predicts them.
 */
export type LowerModel = (
  graph: Graph,
  model: SavedModel,
  x: DesignTensors,
  task: TaskShape,
) => string;
