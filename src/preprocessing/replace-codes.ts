import { UNSEEN } from '../table/table.js';

/** Writes into `out` the number of each code, `other` for a code without one, and returns it. */
export function replaceCodes<Numbers extends Float64Array | Int32Array>(
  codes: Int32Array,
  numbers: readonly (readonly [code: number, number: number])[],
  other: number,
  out: Numbers,
): Numbers {
  const largest = numbers.reduce((most, [code]) => Math.max(most, code), UNSEEN);
  // An array in place of a map: codes are small, from UNSEEN on.
  const byCode = new Float64Array(largest - UNSEEN + 1).fill(other);
  for (const [code, number] of numbers) byCode[code - UNSEEN] = number;
  for (let i = 0; i < codes.length; i++) out[i] = byCode[(codes[i] ?? 0) - UNSEEN] ?? other;
  return out;
}
