/** The name most like the one written, of those that begin with it if some do; undefined when none is near enough to be meant. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const begun = names.filter((name) => begins(name, written));
  const ranked = (begun.length > 0 ? begun : names)
    .map((name) => ({ name, distance: editDistance(written.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (!best) return undefined;
  const near = begun.length > 0 || best.distance <= Math.max(2, written.length / 3);
  return near ? best.name : names.find((name) => contains(name, written));
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
