/** A share in percent, with two digits behind the point at most: `91.25 %`. */
export function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`;
}
