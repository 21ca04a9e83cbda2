/** A number of twice the digits: the sum of two, of which the second is at most half a last digit of the first. */
export type DoubleDouble = readonly [high: number, low: number];

/** Cuts the 53 bits of a number into halves (Veltkamp 1968). */
const SPLIT = 134217729;

/** a · b. */
export function doubleProduct(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const product = a[0] * b[0];
  const low = productError(a[0], b[0], product) + (a[0] * b[1] + a[1] * b[0]);
  return [product + low, low - (product + low - product)];
}

/** √a. */
export function doubleRoot(a: DoubleDouble): DoubleDouble {
  const root = Math.sqrt(a[0]);
  const square = root * root;
  const rest = a[0] - square - productError(root, root, square) + a[1];
  const low = rest / (2 * root);
  return [root + low, low - (root + low - root)];
}

/** By how much x · y is more than the product as it is rounded (Dekker 1971). */
function productError(x: number, y: number, product: number): number {
  const [ofX, ofY] = [SPLIT * x, SPLIT * y];
  const xHigh = ofX - (ofX - x);
  const yHigh = ofY - (ofY - y);
  const xLow = x - xHigh;
  const yLow = y - yHigh;
  return xLow * yLow - (product - xHigh * yHigh - xLow * yHigh - xHigh * yLow);
}
