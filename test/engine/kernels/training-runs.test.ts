import { describe, expect, it } from 'vitest';
import { createKernels } from '../../../src/engine/kernels/create-kernels.js';
import { createReferenceKernels } from '../../../src/engine/kernels/reference.js';
import { predictNetwork } from '../../../src/engine/predict-network.js';
import { difference } from './arena-values.js';
import { builds, fastKernels } from './kernels-under-test.js';
import { problemInput, problems, trainOn } from './training-problem.js';

describe.each(fastKernels)('training on $name', ({ create }) => {
  it.each(problems)('follows the reference: $name', (problem) => {
    const expected = trainOn(createReferenceKernels(), problem, 1);
    const actual = trainOn(create(), problem, 1);
    expect(difference(actual.network.parameters, expected.network.parameters)).toBeLessThan(2e-5);
    expect(actual.costs[0]).toBeCloseTo(expected.costs[0] ?? NaN, 5);
  });

  it.each(problems)('ends where the reference ends: $name', (problem) => {
    const expected = trainOn(createReferenceKernels(), problem, 40);
    const actual = trainOn(create(), problem, 40);
    expect(actual.costs.at(-1)).toBeCloseTo(expected.costs.at(-1) ?? NaN, 2);
    expect(difference(actual.network.parameters, expected.network.parameters)).toBeLessThan(0.02);
  });

  it.each(problems)('predicts as the reference predicts: $name', (problem) => {
    const { network } = trainOn(create(), problem, 3);
    const x = problemInput(problem);
    const expected = predictNetwork(network, x, createReferenceKernels());
    const actual = predictNetwork(network, x, create());
    expect(difference(actual, expected)).toBeLessThan(1e-5);
  });

  it.each(problems)(
    'gives the same bits again, whatever the kernels did before: $name',
    (problem) => {
      const kernels = create();
      const first = trainOn(kernels, problem, 5).network.parameters;
      for (const other of problems) trainOn(kernels, other, 1);
      expect(trainOn(kernels, problem, 5).network.parameters).toEqual(first);
    },
  );
});

describe('createKernels', () => {
  it('chooses the last build that runs here', () => {
    expect(createKernels('auto').name).toBe(builds.at(-1));
    expect(createKernels('simd').name).toBe(builds.at(-1));
    expect(createKernels('reference').name).toBe('reference');
  });
});
