import { expect, test } from 'vitest';
import { checkVersions, versionsOf } from '../../src/run/run-versions.js';
import { VERSION } from '../../src/util/version.js';

const settings = { kernels: 'reference' } as const;
const here = { autofit: VERSION, kernels: 'reference' };

function check(versions: Readonly<Record<string, string>>): void {
  checkVersions('run', { versions }, settings);
}

test('a run names the autofit and the kernels that its results hang on, and no version of Node', () => {
  expect(versionsOf(settings)).toEqual(here);
  check(here);
  check({ ...here, node: '18.0.0' }); // as journals had it
});

test('a run of another autofit, of other kernels or of none is refused, with what to do', () => {
  expect(() => check({ ...here, autofit: '0.0.1' })).toThrowError(
    expect.objectContaining({
      code: 'OTHER_VERSION',
      message: `run was begun with autofit 0.0.1, and this is ${VERSION}.`,
      hint: expect.stringContaining('resume it by the version that began it'),
    }),
  );
  expect(() => check({ ...here, kernels: 'simd' })).toThrowError(
    expect.objectContaining({
      code: 'OTHER_VERSION',
      message: `run was begun with kernels simd, and this is ${here.kernels}.`,
      hint: expect.stringContaining('have those kernels'),
    }),
  );
  expect(() => check({ autofit: VERSION })).toThrowError(/begun with kernels \(unknown\)/);
});
