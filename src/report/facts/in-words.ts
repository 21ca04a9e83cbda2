/** A share as people write it: whole percents, finer near the ends. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return 'an unknown share';
  const all = 100 * share;
  const isFine = (all > 0 && all < 1) || (all > 99 && all < 100);
  return `${isFine ? all.toFixed(1) : Math.round(all)} %`;
}

const MOST_LETTERS = 60;

/** A name in quotation marks, cut where it is long. */
export function quoted(name: string): string {
  return `“${name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS)}…` : name}”`;
}
