import { classReader } from './class-key.js';
import { lackingOrder } from './lacking-order.js';
import { knownOrder } from './level-order.js';
import { versionOrder } from './version-order.js';

/** The classes of a label, and whether they stand in an order that means something, the least first. */
export interface OrderedClasses {
  readonly classes: readonly string[];
  readonly isOrdered: boolean;
}

/** By number where all are numbers; several words in the order that everybody knows; others by code point. */
export function orderClasses(
  names: readonly string[],
  numberOf: (name: string) => number,
): OrderedClasses {
  const byText = names.toSorted((a, b) => (a < b ? -1 : 1));
  if (names.every((name) => Number.isFinite(numberOf(name)))) {
    return { classes: byText.sort((a, b) => numberOf(a) - numberOf(b)), isOrdered: true };
  }
  // Of two an order tells nothing, and the last one is positive.
  const known = names.length > 2 ? (versionOrder(byText) ?? knownOrder(byText)) : undefined;
  return { classes: known ?? byText, isOrdered: known !== undefined };
}

/** In the order that is told. Throws an AutofitError where a class is not in it. */
export function toldClasses(
  names: readonly string[],
  told: readonly string[],
  label: string,
): OrderedClasses {
  const placeOf = classReader(told);
  const absent = names.filter((name) => placeOf(name) < 0).toSorted();
  if (absent.length > 0) {
    throw lackingOrder(label, ['class', 'classes'], absent, names.toSorted());
  }
  return { classes: names.toSorted((a, b) => placeOf(a) - placeOf(b)), isOrdered: true };
}
