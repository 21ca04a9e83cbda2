/*
 * Numbers of 16 and 17 digits, as programs print doubles. The same as readShortest of plain-number.ts, without a string.
 */

/** The number must be asked for: it is a rare one. */
export const ASKED: f64 = -1;
const TEN_15: i64 = 1000000000000000;
const TWO_52: i64 = 1 << 52;
const MOST_DIGITS = 17;
/** Smaller numbers are printed with an exponent: so many zeros may follow the point. */
const MOST_ZEROS = 5;

/**
 * The double nearest to mantissa / 10^decimals, where it is printed as the digits from `first` on are written, NaN where it
 * is not, or ASKED. There are more than 15 digits, none in front for nothing; `powers` are those of ten up to 22.
 */
export function longNumber(
  first: usize,
  digits: i32,
  mantissa: i64,
  decimals: i32,
  powers: usize,
): f64 {
  if (decimals == 0) return longWhole(first, digits, mantissa);
  let significant = digits;
  if (load<u8>(first) == 48) {
    let at = first + 2;
    while (load<u8>(at) == 48 && significant > 0) {
      at++;
      significant--;
    }
    significant--;
    if (digits - significant - 1 > MOST_ZEROS) return NaN;
  }
  if (significant > MOST_DIGITS || mantissa % 10 == 0) return NaN;
  const power = load<f64>(powers + (<usize>decimals << 3));
  const quotient = <f64>mantissa / power;
  // Up to 15 digits, a whole number over an exact power of ten is rounded once, and no two of them are one double.
  return mantissa < TEN_15 ? quotient : nearest(quotient, mantissa, decimals, power);
}

@inline
function longWhole(first: usize, digits: i32, mantissa: i64): f64 {
  if (digits == 16 && mantissa < TWO_52 << 1) return <f64>mantissa;
  if (load<u8>(first + digits - 1) == 48) return ASKED;
  return digits > MOST_DIGITS ? NaN : nearest(<f64>mantissa, mantissa, 0, 1);
}

/**
 * Mends a quotient that may be off by some units in the last place: with v = m · 2^e, the remainder of
 * mantissa · 2^(-e - decimals) by 5^decimals is small, and so is known from the lower 64 bits. All is in units of it.
 */
@inline
function nearest(quotient: f64, mantissa: i64, decimals: i32, power: f64): f64 {
  const bits = reinterpret<i64>(quotient);
  const exponent = (bits >> 52) - 1075;
  let significand = (bits & (TWO_52 - 1)) | TWO_52;
  const shift = -exponent - <i64>decimals;
  const five = <i64>(power * reinterpret<f64>((1023 - <i64>decimals) << 52));
  // One unit in the last place of the double, and one in that of the digits.
  const ulp = shift < 0 ? five << -shift : five;
  const digit: i64 = shift < 0 ? 1 : <i64>1 << shift;
  let rest = mantissa * digit - significand * ulp;
  for (; 2 * rest > ulp; rest -= ulp) significand++;
  for (; 2 * rest < -ulp; rest += ulp) significand--;
  const twice = 2 * abs(rest);
  // Halfway between two doubles, and where their distance changes.
  if (twice == ulp || significand <= TWO_52 || significand >= TWO_52 << 1) return ASKED;
  if (twice >= digit) return twice == digit ? ASKED : NaN;
  const last = mantissa % 10;
  const below = 2 * abs(rest - last * digit);
  const above = 2 * abs(rest + (10 - last) * digit);
  // With a digit less it would be the same double.
  if (below <= ulp || above <= ulp) return below == ulp || above == ulp ? ASKED : NaN;
  return reinterpret<f64>(((exponent + 1075) << 52) | (significand & (TWO_52 - 1)));
}
