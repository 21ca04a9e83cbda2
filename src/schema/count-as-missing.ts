import { countOf } from '../util/count-of.js';

/** `1 cell such as "x" counts as missing`, `2 cells such as "x" count as missing`: `which` is what stands between, of one and of more. */
export function countAsMissing(count: number, noun: string, which: string, ofMore = which): string {
  const isOne = count === 1;
  const between = isOne ? which : ofMore;
  return [countOf(count, noun), between, isOne ? 'counts as missing' : 'count as missing']
    .filter((part) => part !== '')
    .join(' ');
}

/** Of cells that say that there is no date. */
export function noDatesMissing(count: number): string {
  return countAsMissing(count, 'cell', 'that stands for no date', 'that stand for no date');
}

/** Of cells among dates. */
export function strangersMissing(count: number): string {
  return countAsMissing(count, 'cell', 'that is no date', 'that are no dates');
}
