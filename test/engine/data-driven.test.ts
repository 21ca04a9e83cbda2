import { expect, test } from 'vitest';
import { initialise } from '../../src/engine/initialise.js';
import { createKernels } from '../../src/engine/kernels/create-kernels.js';
import { blendedActivation, dense, sequential } from '../../src/engine/network.js';
import { readParameters } from '../../src/engine/parameter-blocks.js';
import { createPass, gatherBatch } from '../../src/engine/passes.js';
import { type Plan, planNetwork } from '../../src/engine/plan.js';
import { rowOrder } from '../../src/engine/row-order.js';
import { randomStream } from '../../src/util/random.js';

const ROWS = 500;
const UNITS = 12;
const random = randomStream('data-driven');
const data = Float32Array.from({ length: ROWS * 3 }, (_, i) => (1 + (i % 3)) * random.normal() + 4);
const x = { rows: ROWS, dense: { rows: ROWS, columns: 3, data }, sparse: undefined };
const network = sequential([
  dense(UNITS, 'linear', { parametrization: 'neural-tangent' }),
  blendedActivation('selu'),
  dense(UNITS),
  blendedActivation('mish'),
  dense(1),
]);

function initialised(batchSize: number, seed = 0): Plan {
  const plan = planNetwork(createKernels('auto'), network, x, { batchSize });
  const cost = 'mean-squared-error';
  initialise(plan, network, x, { initialisation: 'data-driven', random: randomStream(seed), cost });
  return plan;
}

/** What a stage gives for all rows, (rows, columns). */
function valuesAfter(plan: Plan, stage: number): Float32Array {
  const pass = { ...createPass(plan, rowOrder(ROWS), false), rows: ROWS };
  gatherBatch(plan, x, pass);
  for (let i = 0; i <= stage; i++) plan.stages[i]?.forward(pass);
  const { value, columns } = plan.stages[stage]?.output ?? plan.input;
  const values = new Float32Array(ROWS * columns);
  plan.kernels.read('signal', value, { rows: ROWS, columns }, values, 0);
  return values;
}

test.each([0, 2])('the sums of layer %i have a standard deviation of 1 over the rows', (stage) => {
  const values = valuesAfter(initialised(ROWS), stage);
  for (let unit = 0; unit < UNITS; unit++) {
    const own = Array.from({ length: ROWS }, (_, row) => values[row * UNITS + unit] ?? Number.NaN);
    const mean = own.reduce((a, b) => a + b, 0) / ROWS;
    const variance = own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / ROWS;
    expect(Math.sqrt(variance)).toBeCloseTo(1, 4);
    // The bias is −Σ w · sum over some rows, so that some rows lie on either side of it.
    expect(Math.min(...own)).toBeLessThan(0);
    expect(Math.max(...own)).toBeGreaterThan(0);
  }
});

test('the weights hang on the seed and not on the size of the batches', () => {
  const parametersOf = (plan: Plan) => {
    const parameters = new Float32Array(plan.parameterCount);
    readParameters(plan.kernels, plan.blocks, parameters);
    return parameters;
  };
  const whole = parametersOf(initialised(ROWS));
  expect(parametersOf(initialised(64))).toEqual(whole);
  expect(parametersOf(initialised(ROWS, 1))).not.toEqual(whole);
});
