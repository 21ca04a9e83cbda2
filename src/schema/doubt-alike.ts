/** Shorter codes often mean other things in capitals. */
const SHORTEST = 3;
/** So many of them are named. */
const SHOWN = 3;

/** What is to be said of levels that differ in case or spaces alone, but for those that are told to stand apart; undefined where none do. */
export function doubtAlike(
  name: string,
  levels: Iterable<string>,
  apart: ReadonlySet<string> = new Set(),
): string | undefined {
  const groups = new Map<string, string[]>();
  for (const level of levels) {
    const key = level.toLowerCase().replace(/\s+/g, '');
    const isName = key.length >= SHORTEST && /\p{L}/u.test(key);
    if (isName && !apart.has(level)) groups.set(key, [...(groups.get(key) ?? []), level]);
  }
  const alike = [...groups.values()].filter((group) => group.length > 1);
  if (alike.length === 0) return undefined;
  const shown = alike.slice(0, SHOWN).map((group) => group.map((own) => `"${own}"`).join(' and '));
  const more = alike.length > SHOWN ? `, and ${alike.length - SHOWN} more` : '';
  return `column "${name}": ${shown.join(', ')}${more} differ in case or spaces alone, and are taken as different`;
}
