/** Shorter codes often mean other things in capitals, where longer words are not in capitals and without. */
const SHORTEST = 3;
/** Of the label's classes, such as no and NO. */
const SHORTEST_CLASS = 2;
/** So many of them are named. */
const SHOWN = 3;

/** What is to be said of levels that differ in case or spaces alone, but for those that are told to stand apart; undefined where none do. */
export function doubtAlike(
  name: string,
  levels: Iterable<string>,
  apart: ReadonlySet<string> = new Set(),
): string | undefined {
  return doubtOf(name, levels, { apart, shortest: SHORTEST });
}

/** The same of the label's classes. */
export function doubtClasses(name: string, classes: Iterable<string>): string | undefined {
  return doubtOf(name, classes, { apart: new Set(), shortest: SHORTEST_CLASS });
}

function doubtOf(
  name: string,
  levels: Iterable<string>,
  { apart, shortest }: { readonly apart: ReadonlySet<string>; readonly shortest: number },
): string | undefined {
  const groups = new Map<string, string[]>();
  for (const level of levels) {
    const key = level.toLowerCase().replace(/\s+/g, '');
    if (/\p{L}/u.test(key) && !apart.has(level)) {
      groups.set(key, [...(groups.get(key) ?? []), level]);
    }
  }
  const alike = [...groups].filter(([, group]) => group.length > 1);
  if (!alike.some(([key]) => key.length >= shortest)) return undefined;
  const shown = alike.slice(0, SHOWN).map(([, group]) => listed(group));
  const more = alike.length > SHOWN ? `; and ${alike.length - SHOWN} more` : '';
  return `column "${name}": ${shown.join('; ')}${more} differ in case or spaces alone, and are taken as different: write them alike in the data where they mean the same`;
}

function listed(group: readonly string[]): string {
  const names = group.map((own) => `"${own}"`);
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
