import { factorOf } from './factors.js';
import type { NumericParser } from './schema.js';
import { type UnitFamily, unitsNamed } from './units.js';
import type { WrittenCell } from './written-cell.js';
import type { WrittenNumber } from './written-number.js';

type Scale = Pick<NumericParser, 'currency' | 'unit' | 'family'>;

/** Whether a currency's name is that of a unit in a column, as KGS beside pounds: among units that it can be turned into. */
export function isUnitAmong(name: string, { currency, unit, family }: Scale): boolean {
  if (currency !== '' || unit === '') return false;
  return isOfFamily(name, new Set(family ? [family] : familiesOf(unit)));
}

/** A number as a column means it: with a unit where its currency is one there. */
export function asMeant(found: WrittenNumber, scale: Scale): WrittenNumber {
  return found.mayBeUnit && isUnitAmong(found.currency, scale) ? withUnit(found) : found;
}

/** The cells of a column, in which names of currencies are units where others are of their families. */
export function withUnits(cells: readonly WrittenCell[]): readonly WrittenCell[] {
  if (!cells.some(({ written }) => written?.mayBeUnit)) return cells;
  const units = new Set(cells.map(({ written }) => written?.unit ?? ''));
  const families = new Set([...units].flatMap(familiesOf));
  // Forms are known by their identity.
  const meant = new Map<WrittenNumber, WrittenNumber>();
  return cells.map((cell) => {
    const { written } = cell;
    if (!written?.mayBeUnit || !isOfFamily(written.currency, families)) return cell;
    const own = meant.get(written) ?? withUnit(written);
    meant.set(written, own);
    return { ...cell, written: own };
  });
}

function withUnit(found: WrittenNumber): WrittenNumber {
  return { ...found, currency: '', unit: found.currency, mayBeUnit: false };
}

function isOfFamily(name: string, families: ReadonlySet<UnitFamily>): boolean {
  return unitsNamed(name).some(({ family }) => families.has(family));
}

/** None of an m or a t, which beside money are millions and trillions. */
function familiesOf(unit: string): readonly UnitFamily[] {
  return factorOf(unit) === undefined ? unitsNamed(unit).map(({ family }) => family) : [];
}
