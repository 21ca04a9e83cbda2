import type { Covered, FitSummary } from '../index.js';
import { formatNumber } from '../util/format-number.js';
import { percent } from '../util/percent.js';

/** What intervals or sets of a fit cover, a line for each kind of rows. */
export function intervalsText(own: NonNullable<FitSummary['intervals']>): readonly string[] {
  return [
    `${coveredText(own)} of validation rows`,
    ...(own.tested ? [`${coveredText(own.tested)} of test rows`] : []),
  ];
}

/** What intervals or sets cover, as in "90 % intervals, 12.3 wide on average, cover 91.2 %". */
export function coveredText({ kind, wanted, covered, size }: Covered): string {
  const mean =
    kind === 'intervals'
      ? `intervals, ${formatNumber(size)} wide on average,`
      : `prediction sets of ${formatNumber(size)} classes on average`;
  return `${percent(wanted)} ${mean} cover ${percent(covered)}`;
}
