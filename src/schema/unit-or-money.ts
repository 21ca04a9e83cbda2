import { CURRENCY_CODES, currencyCode } from './currencies.js';
import { factorOf } from './factors.js';
import type { NumericParser } from './schema.js';
import { type UnitFamily, unitsNamed } from './units.js';
import type { WrittenCell } from './written-cell.js';
import type { WrittenNumber } from './written-number.js';

type Scale = Pick<NumericParser, 'currency' | 'unit' | 'family' | 'refused'>;

/** Of all numbers, how many must have other units of time or length, so that a Sek or an Ft is one: a few are strays among money. */
const ENOUGH_UNITS = 0.2;
/** The same where it is no code in capitals and most of its numbers are less than that: few prices in forints are. */
const [ENOUGH_BESIDE_SMALL, SMALL] = [0.05, 100];
const WORDS = /\p{L}+/gu;

/** Whether a currency's name is that of a unit in a column, as KGS beside pounds: among units that it can be turned into. */
export function isUnitAmong(
  name: string,
  { currency, unit, family, refused = '' }: Scale,
): boolean {
  if (currency !== '' || unit === '' || isOneCurrency(name, refused)) return false;
  return isOfFamily(name, new Set(family ? [family] : familiesOf(unit)));
}

/** A number as a column means it: with a unit where its currency is one there. */
export function asMeant(found: WrittenNumber, scale: Scale): WrittenNumber {
  return found.mayBeUnit && isUnitAmong(found.currency, scale) ? withUnit(found) : found;
}

/** The cells of a column, in which names of currencies are units where others are of their families. */
export function withUnits(cells: readonly WrittenCell[]): readonly WrittenCell[] {
  const names = new Set(
    cells.flatMap(({ written }) => (written?.mayBeUnit ? [written.currency] : [])),
  );
  const units = new Set([...names].filter((name) => isUnitIn(cells, name)));
  if (units.size === 0) return cells;
  // Forms are known by their identity.
  const meant = new Map<WrittenNumber, WrittenNumber>();
  return cells.map((cell) => {
    const { written } = cell;
    if (!written?.mayBeUnit || !units.has(written.currency)) return cell;
    const own = meant.get(written) ?? withUnit(written);
    meant.set(written, own);
    return { ...cell, written: own };
  });
}

/** Whether a currency's name is a unit in these cells: not where its money is written otherwise too, as in kr beside SEK. */
function isUnitIn(cells: readonly WrittenCell[], name: string): boolean {
  const families = new Set(unitsNamed(name).map(({ family }) => family));
  let [numbers, named, codes, small, units, otherMoney] = [0, 0, 0, 0, 0, 0];
  for (const { cell, rows, written } of cells) {
    if (!written) continue;
    numbers += rows;
    const { currency, unit, mayBeUnit } = written;
    if (mayBeUnit && isOfFamily(currency, families)) {
      named += rows;
      if (CURRENCY_CODES.has(currency)) codes += rows;
      if (Math.abs(written.read(cell)) < SMALL) small += rows;
    } else if (isOneCurrency(name, currency)) return false;
    else if (currency !== '') otherMoney += rows;
    else if (familiesOf(unit).some((family) => families.has(family))) units += rows;
  }
  // No other unit is a column's.
  if (units === 0 || units + named <= numbers / 2) return false;
  const isCode = codes > named / 2;
  // Weights in KGS are common, and money of that name is not.
  const isOwn = ownSize(name, isCode);
  if (families.has('mass') || cells.some(({ cell, written }) => written && isOwn(cell, written)))
    return true;
  const enough = !isCode && small > named / 2 ? ENOUGH_BESIDE_SMALL : ENOUGH_UNITS;
  return units >= enough * numbers && units > otherMoney;
}

/**
 * What tells of a cell whether it shows by itself that a name is a unit: in parts, as `1 Min 5 Sek`, or spelled otherwise, as
 * `6 ft` beside `5 Ft`. A name that is a code in capitals is one only in parts that have it.
 */
export function ownSize(
  name: string,
  isCode: boolean,
): (cell: string, written: WrittenNumber) => boolean {
  const own = new Set(unitsNamed(name));
  const isOwn = (word: string) =>
    unitsNamed(word).some((unit) => own.has(unit)) && (!isCode || isOneCurrency(name, word));
  return (cell, { currency, unit, compound }) => {
    if (currency !== '') return false;
    return compound ? (cell.match(WORDS)?.some(isOwn) ?? false) : isOwn(unit);
  };
}

function withUnit(found: WrittenNumber): WrittenNumber {
  return { ...found, currency: '', unit: found.currency, mayBeUnit: false };
}

function isOneCurrency(name: string, other: string): boolean {
  return other !== '' && currencyCode(name) === currencyCode(other);
}

function isOfFamily(name: string, families: ReadonlySet<UnitFamily>): boolean {
  return unitsNamed(name).some(({ family }) => families.has(family));
}

/** None of an m or a t, which beside money are millions and trillions. */
function familiesOf(unit: string): readonly UnitFamily[] {
  return factorOf(unit) === undefined ? unitsNamed(unit).map(({ family }) => family) : [];
}
