import { describe, expect, it } from 'vitest';
import { compileBuild } from '../../../src/engine/kernels/simd/compile-simd.js';
import type { SimdExports } from '../../../src/engine/kernels/simd/simd-exports.js';
import { builds } from './kernels-under-test.js';

const COUNT = 200_000;

/** As assembly/activations.ts numbers them; the bounds are those its comments state. */
const functions = [
  { name: 'exp', kind: 11, low: -87.3, high: 88.3, ulp: 2, exact: Math.exp },
  { name: 'log', kind: 13, low: 1e-6, high: 50, ulp: 2, exact: Math.log },
  { name: 'log near 1', kind: 13, low: 0.7, high: 1.4, ulp: 2, exact: Math.log },
  {
    name: 'sigmoid',
    kind: 2,
    low: -87,
    high: 88,
    ulp: 4,
    exact: (x: number) => 1 / (1 + Math.exp(-x)),
  },
  { name: 'tanh', kind: 3, low: -10, high: 10, ulp: 3, exact: Math.tanh },
  { name: 'tanh near 0', kind: 3, low: -0.7, high: 0.7, ulp: 3, exact: Math.tanh },
];

describe.each(builds)('vector functions of %s', (build) => {
  it.each(functions)('$name is within $ulp ulp', ({ kind, low, high, ulp, exact }) => {
    const { floats, run } = instance(build);
    for (let i = 0; i < COUNT; i++) floats[i] = low + ((high - low) * i) / (COUNT - 1);
    const x = floats.slice(0, COUNT);
    run(kind);
    let worst = 0;
    for (let i = 0; i < COUNT; i++) {
      const expected = exact(x[i] ?? NaN);
      worst = Math.max(worst, Math.abs((floats[COUNT + i] ?? NaN) - expected) / ulpOf(expected));
    }
    expect(worst).toBeLessThanOrEqual(ulp);
  });

  it.each([
    { name: 'cosine', kind: 14, exact: Math.cos },
    { name: 'sine', kind: 15, exact: Math.sin },
  ])('$name of turns is within 3e-7 over many of them', ({ kind, exact }) => {
    const { floats, run } = instance(build);
    for (let i = 0; i < COUNT; i++) floats[i] = -20 + (40 * i) / (COUNT - 1);
    floats[0] = 1e6 + 0.25;
    const x = floats.slice(0, COUNT);
    run(kind);
    let worst = 0;
    for (let i = 0; i < COUNT; i++) {
      // Whole turns are taken off first: times 2π they would cost digits even in float64.
      const expected = exact(2 * Math.PI * ((x[i] ?? NaN) % 1));
      worst = Math.max(worst, Math.abs((floats[COUNT + i] ?? NaN) - expected));
    }
    expect(worst).toBeLessThan(3e-7);
  });

  it.each([
    { name: 'exp', kind: 11, expected: [0, 3e38] },
    { name: 'sigmoid', kind: 2, expected: [0, 1] },
    { name: 'tanh', kind: 3, expected: [-1, 1] },
  ])('$name stays finite far out', ({ kind, expected }) => {
    const { floats, run } = instance(build);
    floats.set([-1e30, 1e30]);
    run(kind);
    const [low = NaN, high = NaN] = floats.subarray(COUNT);
    expect(Number.isFinite(low) && Number.isFinite(high)).toBe(true);
    expect(Math.abs(low - (expected[0] ?? NaN))).toBeLessThan(1e-37);
    expect(high / (expected[1] ?? NaN)).toBeCloseTo(1, 0);
  });
});

function instance(build: (typeof builds)[number]) {
  const compiled = compileBuild(build);
  if (!compiled) throw new Error(`${build} does not run here`);
  const wasm = new WebAssembly.Instance(compiled.module).exports as unknown as SimdExports;
  wasm.memory.grow(Math.ceil((COUNT * 8) / 65_536));
  const floats = new Float32Array(wasm.memory.buffer);
  return { floats, run: (kind: number) => wasm.activationForward(kind, 0, COUNT * 4, COUNT * 4) };
}

/** The distance of the floats around a value. */
function ulpOf(value: number): number {
  return 2 ** (Math.floor(Math.log2(Math.max(Math.abs(value), 2 ** -126))) - 23);
}
