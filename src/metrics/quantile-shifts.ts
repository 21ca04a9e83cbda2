/** What is added to the answers for each quantile, which are sorted again then (conformalized quantile regression; Romano et al. 2019). */
export interface QuantileShifts {
  readonly kind: 'shifts';
  /** One a quantile, in the unit of the label. */
  readonly shifts: readonly number[];
  /** Answers are at least this; null where labels are not known to have a least. */
  readonly least: 0 | null;
}

/** (rows, quantiles) answers, moved and ascending in each row. */
export function shifted(answers: Float64Array, { shifts, least }: QuantileShifts): Float64Array {
  const moved = new Float64Array(answers.length);
  const floor = least ?? Number.NEGATIVE_INFINITY;
  for (let start = 0; start < answers.length; start += shifts.length) {
    for (const [place, shift] of shifts.entries()) {
      moved[start + place] = Math.max(floor, (answers[start + place] ?? Number.NaN) + shift);
    }
    moved.subarray(start, start + shifts.length).sort();
  }
  return moved;
}
