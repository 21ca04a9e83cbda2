import type { BatchCost } from './batch-cost.js';
import { mixedPair } from './mix.js';
import type { Plan } from './plan.js';

/**
 * Where a step's rows are mixed: λ times the cost of what a row should give, and 1 − λ times that of what the row that is mixed into it
 * should.
 */
export function mixedCost(plan: Plan, cost: BatchCost): BatchCost {
  const { kernels, batchSize } = plan;
  const { gradient, places, columns } = cost.takesLogits ? plan.logits : plan.output;
  const own = new Float64Array(batchSize * places * columns);
  const other = new Float64Array(own.length);
  const order = new Int32Array(batchSize);
  return {
    takesLogits: cost.takesLogits,
    measure(pass) {
      const { rows, mix } = pass;
      const sum = cost.measure(pass);
      if (!mix) return sum;
      const { share } = mix;
      const shape = { rows: rows * places, columns };
      kernels.read('signal', gradient, shape, own, 0);
      for (let r = 0; r < rows; r++) order[r] = mixedPair(r, pass, mix)[1];
      const otherSum = cost.measure({ ...pass, order, start: 0 });
      kernels.read('signal', gradient, shape, other, 0);
      for (let i = 0; i < shape.rows * columns; i++)
        own[i] = share * (own[i] as number) + (1 - share) * (other[i] as number);
      kernels.write('signal', gradient, shape, own, 0);
      return share * sum + (1 - share) * otherSum;
    },
  };
}
