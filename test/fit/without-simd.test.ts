import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createKernels } from '../../src/engine/kernels/create-kernels.js';
import { fit } from '../../src/fit/fit.js';
import { sampleRows } from '../fixtures/rows.js';

// As on an engine that validates no module with vectors; asked once, before anything is compiled.
beforeAll(() => {
  vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
});
afterAll(() => {
  vi.restoreAllMocks();
});

test('without SIMD the reference trains, what needs SIMD says so, and fit tells it', async () => {
  expect(createKernels('auto').name).toBe('reference');
  expect(() => createKernels('simd')).toThrow('need WebAssembly SIMD, which is missing here');
  expect(() => createKernels('blas')).toThrow('need WebAssembly SIMD');
  const notes: string[] = [];
  await fit(sampleRows(40), {
    label: 'price',
    ignore: ['kind'],
    trials: 1,
    workers: 1,
    models: ['constant'],
    onProgress: (event) => {
      if (event.kind === 'note') notes.push(event.message);
    },
  });
  expect(notes).toContainEqual(expect.stringContaining('no WebAssembly SIMD here'));
});
