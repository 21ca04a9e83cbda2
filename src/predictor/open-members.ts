import type { DesignMatrix } from '../matrix/design-matrix.js';
import type { ServedModel } from '../models/model-family.js';
import { createModelOpener } from '../models/model-opener.js';
import { transformTable } from '../preprocessing/preprocessor.js';
import { restoreTarget } from '../preprocessing/target.js';
import { taskShape } from '../schema/schema.js';
import { backbonesOf } from '../schema/with-pictures.js';
import type { Table } from '../table/table.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { answersPerRow } from '../util/task-kind.js';
import type { MemberFold, PredictorState } from './predictor-state.js';
import type { PredictProgress } from './table-reader.js';

/** Rows of a table from this one on and before that one. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Each member's own predictions of a typed table, or of some of its rows, in the order of the members. */
export type OpenMembers = (table: Table, rows?: RowRange) => readonly Float64Array[];

/** The same of a whole table, wherever they are worked out. */
export type MemberPredictions = (
  table: Table,
  tell?: (event: PredictProgress) => void,
) => Promise<readonly Float64Array[]>;

/** Rows that are made ready and predicted together, so that memory does not grow with the table. */
const BLOCK = 4096;

/** The members of a predictor. Each model is loaded at its first prediction and stays so; no row's answer hangs on others. */
export function openMembers({ schema, members, preprocessors }: PredictorState): OpenMembers {
  const task = taskShape(schema.task);
  const width = answersPerRow(task);
  const open = createModelOpener(task);
  const shared = { backboneOf: backbonesOf(schema) };
  const opened = new Map<MemberFold, ServedModel>();
  const modelOf = (fold: MemberFold, family: string): ServedModel => {
    const model = opened.get(fold) ?? open(family, fold.model);
    opened.set(fold, model);
    return model;
  };
  return (table, { from, to } = { from: 0, to: table.rows }) => {
    const sums = members.map(() => new Float64Array((to - from) * width));
    for (let start = from; start < to; start += BLOCK) {
      const count = Math.min(BLOCK, to - start);
      const rows = Int32Array.from({ length: count }, (_, i) => start + i);
      const matrices = fitting(() =>
        preprocessors.map((fitted) => transformTable(fitted, table, rows, shared)),
      );
      for (const [i, { family, folds }] of members.entries()) {
        const at = (start - from) * width;
        const own = (sums[i] as Float64Array).subarray(at, at + count * width);
        for (const fold of folds) {
          const predictions = fitting(() => modelOf(fold, family)(matrixOf(fold, matrices)));
          addScaled(own, restoreTarget(fold.target, predictions), 1 / folds.length);
        }
      }
    }
    return sums;
  };
}

/** Parts of a model file can each be of their shape and not fit together: it shows here first. */
function fitting<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof AutofitError) throw thrown;
    const message = `This model cannot predict: ${errorMessage(thrown)}.`;
    const hint = 'Fit the model again, or load the file as autofit wrote it.';
    throw Object.assign(new AutofitError('BAD_MODEL_FILE', message, { hint }), { cause: thrown });
  }
}

function matrixOf({ preprocessor }: MemberFold, matrices: readonly DesignMatrix[]): DesignMatrix {
  const x = matrices[preprocessor];
  if (!x) throw new Error(`the predictor has no preprocessor ${preprocessor}`);
  return x;
}

function addScaled(sum: Float64Array, values: Float64Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + factor * (values[i] ?? 0);
}
