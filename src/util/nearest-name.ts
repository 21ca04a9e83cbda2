/** So few letters are another word when one is another, and when two are. */
const TINY = 2;
const SHORT = 5;
/** Letters in each other's place are less of a slip than another letter. */
const SWAP = 0.5;

/** The name most like the one written, of those that begin with it if some do; undefined when none is near enough to be meant. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const begun = names.filter((name) => begins(name, written));
  const letters = lettersOf(written);
  const ranked = (begun.length > 0 ? begun : names)
    .map((name) => ({ name, distance: slips(letters, lettersOf(name)) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (!best) return undefined;
  const near = begun.length > 0 || best.distance <= mostSlips(letters.length);
  return near ? best.name : names.find((name) => contains(name, written));
}

function mostSlips(letters: number): number {
  if (letters <= TINY) return SWAP;
  return letters <= SHORT ? 1 : Math.max(2, letters / 3);
}

/** Without case, blanks and marks, where there is more. */
function lettersOf(name: string): string {
  const lower = name.toLowerCase();
  return lower.replace(/[^\p{L}\p{N}]+/gu, '') || lower;
}

/** The edit distance, where two letters may stand in each other's place. */
function slips(a: string, b: string): number {
  const distance = editDistance(a, b);
  const first = firstDifference(a, b);
  const swapped = `${a.slice(0, first)}${a[first + 1] ?? ''}${a[first] ?? ''}${a.slice(first + 2)}`;
  return swapped === b ? Math.min(distance, SWAP) : distance;
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/** Whether a name begins with what is written, in any case. */
export function begins(name: string, written: string): boolean {
  return written !== '' && name.toLowerCase().startsWith(written.toLowerCase());
}

function contains(name: string, written: string): boolean {
  const [longer, shorter] = [name.toLowerCase(), written.toLowerCase()];
  return shorter.length >= 3 && longer.includes(shorter);
}

/** Levenshtein's edit distance. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current[j] = Math.min(substitution, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1);
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
