/**
 * The chance that so many of the new rows lie beyond the most extreme of the training rows although nothing has changed: in
 * random order, the first so many places of all rows are new ones.
 */
export function beyondChance(count: number, trained: number, now: number): number {
  let chance = 1;
  for (let i = 0; i < count && chance > 0; i++) chance *= (now - i) / (trained + now - i);
  return chance;
}
