/** For each dimension after the first: degree and coefficients of a primitive polynomial, and initial direction numbers. */
const DIRECTIONS: readonly (readonly [degree: number, coefficients: number, initial: number[]])[] =
  [
    [1, 0, [1]],
    [2, 1, [1, 3]],
    [3, 1, [1, 3, 1]],
    [3, 2, [1, 1, 1]],
    [4, 1, [1, 1, 3, 3]],
    [4, 4, [1, 3, 5, 13]],
    [5, 2, [1, 1, 5, 5, 17]],
    [5, 4, [1, 1, 5, 5, 5]],
    [5, 7, [1, 1, 7, 11, 19]],
    [5, 11, [1, 1, 5, 1, 1]],
    [5, 13, [1, 1, 1, 3, 11]],
    [5, 14, [1, 3, 5, 5, 31]],
    [6, 1, [1, 3, 3, 9, 7, 49]],
    [6, 13, [1, 1, 1, 15, 21, 21]],
    [6, 16, [1, 3, 1, 13, 27, 49]],
    [6, 19, [1, 1, 1, 15, 7, 5]],
    [6, 22, [1, 3, 1, 15, 13, 25]],
    [6, 25, [1, 1, 5, 5, 19, 61]],
    [7, 1, [1, 3, 7, 11, 23, 15, 103]],
    [7, 4, [1, 3, 7, 13, 13, 15, 69]],
  ];

export const SOBOL_DIMENSIONS = DIRECTIONS.length + 1;
const BITS = 30;

/**
 * Point `index` of the Sobol sequence, in [0, 1) in each of its dimensions; point 0 is the origin. Direction numbers by
 * Joe and Kuo (2008), "Constructing Sobol sequences with better two-dimensional projections".
 */
export function sobolPoint(index: number): readonly number[] {
  const gray = index ^ (index >>> 1);
  return Array.from({ length: SOBOL_DIMENSIONS }, (_, dimension) => {
    let bits = 0;
    for (const [bit, direction] of directionNumbers(dimension).entries()) {
      if ((gray >>> bit) & 1) bits ^= direction;
    }
    return bits / 2 ** BITS;
  });
}

function directionNumbers(dimension: number): readonly number[] {
  const scaled = (value: number, bit: number) => value * 2 ** (BITS - 1 - bit);
  const own = DIRECTIONS[dimension - 1];
  if (!own) return Array.from({ length: BITS }, (_, bit) => scaled(1, bit));
  const [degree, coefficients, initial] = own;
  const numbers = initial.map(scaled);
  for (let bit = degree; bit < BITS; bit++) {
    const base = numbers[bit - degree] ?? 0;
    let value = base ^ (base >>> degree);
    for (let k = 1; k < degree; k++) {
      if ((coefficients >>> (degree - 1 - k)) & 1) value ^= numbers[bit - k] ?? 0;
    }
    numbers.push(value);
  }
  return numbers;
}
