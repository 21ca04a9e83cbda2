import v8 from 'node:v8';
import vm from 'node:vm';
import { expect, it } from 'vitest';
import { builds, simdKernels } from './kernels-under-test.js';
import { type Problem, problems, trainOn } from './training-problem.js';

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

it.each(builds)('%s takes no more memory for many steps than for few', (build) => {
  const kernels = simdKernels(build);
  const use = (epochs: number) => {
    for (const problem of problems) trainOn(kernels, problem as Problem, epochs);
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  use(20);
  const before = use(20);
  expect(use(400) - before).toBeLessThan(200_000);
});
