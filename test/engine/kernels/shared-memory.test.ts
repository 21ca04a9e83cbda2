import { expect, it } from 'vitest';
import { emptyValues, runOn } from './arena-values.js';
import { builds, simdKernels } from './kernels-under-test.js';

it.each(builds)('%s gathers rows out of memory that threads share', (build) => {
  const data = new Float32Array(new SharedArrayBuffer(4 * 6));
  data.set([1, 2, 3, 4, 5, 6]);
  const x = { rows: 3, columns: 2, data };
  const batch = { order: Int32Array.of(1, 2, 0), start: 1, rows: 2 };
  const [gathered] = runOn(simdKernels(build), [emptyValues('signal', 2, 2)], (k, to = 0) =>
    k.gather(x, batch, to),
  );
  expect(gathered).toEqual(Float32Array.of(5, 6, 1, 2));
});
