/** `1,250,000 of 5,000,000 rows: memory or time was not enough for more`; undefined where all were used. */
export function chosenText({
  rows,
  chosenOf: all,
}: {
  readonly rows: number;
  readonly chosenOf?: number | undefined;
}): string | undefined {
  if (all === undefined) return undefined;
  const [own, of] = [rows, all].map((count) => count.toLocaleString('en-US'));
  return `${own} of ${of} rows: memory or time was not enough for more`;
}
