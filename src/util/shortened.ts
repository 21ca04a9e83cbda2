/** A text of so many letters at most, cut in the middle, as names often differ at their ends; letters of two code units stay whole. */
export function shortened(text: string, most: number): string {
  const letters = Array.from(text);
  if (letters.length <= most) return text;
  const first = Math.max(0, Math.ceil((most - 1) * 0.6));
  const last = Math.max(0, most - 1 - first);
  return `${letters.slice(0, first).join('')}…${letters.slice(letters.length - last).join('')}`;
}
