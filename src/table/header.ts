/** Trimmed names, each used once: an empty one is named by its place, a repeated one gets a number. */
export function uniqueNames(header: readonly string[]): { names: string[]; notes: string[] } {
  const notes: string[] = [];
  const taken = new Set<string>();
  const names = header.map((text, i) => {
    const written = text.trim();
    const base = written || `column_${i + 1}`;
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base}_${n}`;
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
