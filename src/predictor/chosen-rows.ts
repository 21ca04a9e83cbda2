import type { PredictorState } from './predictor-state.js';

/** Rows with a label, where memory was enough for some of them alone; undefined where all are its rows. */
export function chosenOf({ options }: Pick<PredictorState, 'options'>): number | undefined {
  return typeof options.chosenOf === 'number' ? options.chosenOf : undefined;
}

/** `1,250,000 of 5,000,000 rows: memory was not enough for more`; undefined where all were used. */
export function chosenText({
  rows,
  chosenOf: all,
}: {
  readonly rows: number;
  readonly chosenOf?: number | undefined;
}): string | undefined {
  if (all === undefined) return undefined;
  const [own, of] = [rows, all].map((count) => count.toLocaleString('en-US'));
  return `${own} of ${of} rows: memory was not enough for more`;
}
