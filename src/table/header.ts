/** Trimmed names, each used once: an empty one is named by its place, a repeated one gets a number. */
export function uniqueNames(header: readonly string[]): { names: string[]; notes: string[] } {
  const notes: string[] = [];
  const taken = new Set<string>();
  const texts = header.map((text) => text.trim());
  const names = texts.map((written, i) => {
    const base = written || `column_${i + 1}`;
    let name = base;
    // A name that another column bears is not given away: the label may be told by it.
    const isTaken = () => taken.has(name) || (name !== written && texts.includes(name));
    for (let n = 2; isTaken(); n++) name = `${base}_${n}`;
    taken.add(name);
    if (name !== written) {
      notes.push(
        `column ${i + 1} has ${written ? 'the repeated name' : 'no name'}: it is "${name}"`,
      );
    }
    return name;
  });
  return { names, notes };
}
