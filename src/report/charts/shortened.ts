/** A text of so many letters at most, cut with an ellipsis; letters of two code units stay whole. */
export function shortened(text: string, most: number): string {
  const letters = Array.from(text);
  return letters.length > most ? `${letters.slice(0, Math.max(0, most - 1)).join('')}…` : text;
}
