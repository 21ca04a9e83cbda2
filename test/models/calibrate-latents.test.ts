import { expect, test } from 'vitest';
import { calibrate, calibrateLatents } from '../../src/models/calibrate-latents.js';

/** Latents of two classes: those of a row's own class, and as much the other way. */
function calibrated(own: readonly number[], codes: readonly number[]) {
  const latents = Float64Array.from(
    own.flatMap((value, row) => {
      return codes[row] === 0 ? [value, -value] : [-value, value];
    }),
  );
  const weights = new Float64Array(codes.length).fill(1);
  return calibrateLatents(latents, codes, weights, 2, () => false);
}

function chancesOf(calibration: Float64Array, latents: readonly number[]): Float64Array {
  const chances = Float64Array.from(latents);
  calibrate(calibration, chances, 2);
  return chances;
}

const codes = Array.from({ length: 100 }, (_, row) => row % 2);

test('what rows that are left out say against themselves is not turned round', () => {
  // Without a row the mean of the others leans to the other class, by one part in so many as there are rows.
  const calibration = calibrated(new Array<number>(100).fill(-0.1), codes);
  expect(calibration[0]).toBeGreaterThan(0);
  // Log-odds below 0.2 a tenth: nothing is told of a row.
  expect(chancesOf(calibration, [0.1, -0.1])[0]).toBeGreaterThan(0.5);
  expect(chancesOf(calibration, [0.1, -0.1])[0]).toBeLessThan(0.52);
});

test('latents that are all right leave some doubt', () => {
  const calibration = calibrated(new Array<number>(100).fill(1), codes);
  const [chance = 0] = chancesOf(calibration, [1, -1]);
  expect(chance).toBeGreaterThan(0.99);
  expect(1 - chance).toBeGreaterThan(1e-5);
});

test('the factor is that of the likelihood where many rows tell it', () => {
  // Of rows with a latent of 0.5 three quarters are right: log-odds 2 · 0.5 · factor = log 3.
  const many = Array.from({ length: 4000 }, (_, row) => row % 2);
  const own = many.map((_, row) => (Math.floor(row / 2) % 4 === 0 ? -0.5 : 0.5));
  const calibration = calibrated(own, many);
  expect(calibration[0]).toBeCloseTo(Math.log(3), 1);
  expect(calibration[1]).toBeCloseTo(0, 2);
});
