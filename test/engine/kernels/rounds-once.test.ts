import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { createKernels } from '../../../src/engine/kernels/create-kernels.js';
import { roundsOnce } from '../../../src/engine/kernels/simd/rounds-once.js';

const BUILT = pathToFileURL('dist/engine/kernels/create-kernels.js').href;

/** The kernels that a Node takes by itself, with flags of its own. */
function kernelsBy(flags: readonly string[]): string {
  const program = `console.log((await import('${BUILT}')).createKernels('auto').name)`;
  const args = [...flags, '--input-type=module', '-e', program];
  return spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout.trim();
}

test('the kernels are named for the sums that they make here', () => {
  expect(createKernels('auto').name).toBe(roundsOnce() ? 'simd-relaxed' : 'simd');
  expect(kernelsBy([])).toBe(createKernels('auto').name);
});

test.skipIf(process.arch !== 'x64')(
  'a processor without fused multiply-add has the kernels that round twice',
  () => {
    expect(kernelsBy(['--no-enable-fma3'])).toBe('simd');
  },
);
