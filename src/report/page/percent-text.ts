/** A probability in percent. */
export function percentText(chance: number): string {
  return `${(100 * chance).toFixed(1)} %`;
}
