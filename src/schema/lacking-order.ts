import { AutofitError } from '../util/errors.js';

/** Levels that are listed. */
const SHOWN = 6;

/** A mistake: an order that is told lacks some of the levels or classes. */
export function lackingOrder(
  name: string,
  [one, several]: readonly [one: string, several: string],
  absent: readonly string[],
  all: readonly string[],
): AutofitError {
  const what = absent.length === 1 ? one : several;
  const lacked = listedLevels(
    absent.map((level) => JSON.stringify(level)),
    ', ',
  );
  // Of several nobody knows which has no rank.
  const out = JSON.stringify(`${name}=${absent.length === 1 ? absent[0] : '…'}`);
  return new AutofitError('BAD_OPTION', `\`order\` of "${name}" lacks the ${what} ${lacked}.`, {
    hint: `Its ${several} are ${listedLevels(all, ', ')}: name all of them, the least first. What has no rank, as words for no answer, is taken out by \`missing: ${out}\`.`,
  });
}

/** The first levels, with how many more there are. */
export function listedLevels(levels: readonly string[], mark: string): string {
  const more = levels.length - SHOWN;
  return `${levels.slice(0, SHOWN).join(mark)}${more > 0 ? `${mark}… (${more} more)` : ''}`;
}
