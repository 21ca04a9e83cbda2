import type { Matrix } from '../matrix/matrix.js';
import { type CustomCost, takesLogits } from './cost.js';
import type { CostStep } from './kernels/kernels.js';
import type { Pass } from './layers/stage.js';
import type { Plan } from './plan.js';

/** The summed cost of the examples just run forward; leaves its gradient at the logits or at the output. */
export interface BatchCost {
  readonly takesLogits: boolean;
  measure(pass: Pass): number;
}

/** What the rows should give, and how much each counts; all alike without weights. */
export interface Targets {
  /** (rows, targets); one class code for softmax. */
  readonly y: Matrix;
  /** (rows, 1). */
  readonly weights: Matrix | undefined;
}

/** A cost of the kernels. */
export function kernelCost(plan: Plan, { y, weights }: Targets, step: CostStep): BatchCost {
  const { kernels, targets } = plan;
  const isOfLogits = takesLogits(step.kind);
  const { value, gradient, columns } = isOfLogits ? plan.logits : plan.output;
  return {
    takesLogits: isOfLogits,
    measure(pass) {
      kernels.gather(y, pass, targets);
      if (weights) kernels.gather(weights, pass, plan.weights);
      return kernels.cost(step, value, targets, plan.weights, gradient, pass.rows, columns);
    },
  };
}

/** A cost that the caller computes from the outputs, (rows, places, units). */
export function customCost({ kernels, output, batchSize }: Plan, custom: CustomCost): BatchCost {
  const { value, gradient, columns, places } = output;
  const outputs = new Float32Array(batchSize * places * columns);
  const slopes = new Float32Array(outputs.length);
  return {
    takesLogits: false,
    measure({ order, start, rows }) {
      const shape = { rows: rows * places, columns };
      const length = shape.rows * columns;
      kernels.read('signal', value, shape, outputs, 0);
      const sum = custom.cost(
        outputs.subarray(0, length),
        order.subarray(start, start + rows),
        slopes.subarray(0, length),
      );
      kernels.write('signal', gradient, shape, slopes, 0);
      return sum;
    },
  };
}
