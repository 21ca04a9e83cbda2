import { codedCells } from '../table/raw-cells.js';
import type { RawColumn } from '../table/raw-table.js';
import { currencyCode, RAND } from './currencies.js';
import { isSameCurrency, writtenNumbers } from './number-reader.js';
import type { NumericParser } from './schema.js';
import { asMeant } from './unit-or-money.js';
import { unitKey, unitsNamed } from './units.js';
import type { WrittenNumber } from './written-number.js';

/** A column in which the cells are empty that are of what training refused: they say nothing of how others are written. */
export function withoutRefused(raw: RawColumn, trained: NumericParser): RawColumn {
  const { refused, decimal, form } = trained;
  if (refused === undefined) return raw;
  const { name, codes, values } = codedCells(raw);
  const writtenOf = writtenNumbers(decimal, form);
  const own = values.map((value) => {
    const found = writtenOf(value.trim());
    return found && isRefused(asMeant(found, trained), refused, trained) ? '' : value;
  });
  return { kind: 'coded', name, codes, values: own };
}

/** Whether a unit or sign is one that training did not read, or of its family; of currencies that it did not, any but its own. */
function isRefused(
  { unit, currency, percent }: WrittenNumber,
  refused: string,
  trained: NumericParser,
): boolean {
  if (refused === '%') return percent;
  const isMoney = currencyCode(refused) !== undefined || (currency !== '' && refused === RAND);
  if (isMoney) return currency !== '' && !isSameCurrency(currency, trained);
  if (unit === '') return false;
  const families = new Set(unitsNamed(refused).map(({ family }) => family));
  return (
    unitKey(unit) === unitKey(refused) ||
    unitsNamed(unit).some(({ family }) => families.has(family))
  );
}
