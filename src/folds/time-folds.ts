/**
 * Rows to validate on that are later than the rows to fit on: with several folds, each block of time but the first
 * is validated by what lies before it. Rows of one moment stay together, rows without a time are the earliest.
 * Empty where all rows are of one moment.
 */
export function timeBlocks(times: Float64Array, count: number, fraction: number): Int32Array[][] {
  const at = (row: number) => times[row] ?? Number.NaN;
  const known = (row: number) => (Number.isNaN(at(row)) ? Number.NEGATIVE_INFINITY : at(row));
  const order = Int32Array.from(times, (_, row) => row).sort((a, b) =>
    known(a) < known(b) ? -1 : known(a) > known(b) ? 1 : a - b,
  );
  const wanted =
    count > 1
      ? Array.from({ length: count }, (_, i) => ((i + 1) * order.length) / (count + 1))
      : [order.length * (1 - fraction)];
  const cuts = wanted.map((place) => {
    const isOneMoment = (cut: number) => known(order[cut] ?? 0) === known(order[cut - 1] ?? 0);
    let cut = Math.max(1, Math.round(place));
    while (cut < order.length && isOneMoment(cut)) cut++;
    if (cut === order.length)
      do cut--;
      while (cut > 0 && isOneMoment(cut));
    return cut;
  });
  const inside = [...new Set(cuts)].filter((cut) => cut > 0);
  return inside.map((cut, i) => [
    order.slice(0, cut).sort(),
    order.slice(cut, inside[i + 1] ?? order.length).sort(),
  ]);
}
