/**
 * Rows that are put together of others, column by column. Where a player's columns come from is the place of a row: that of
 * an explained one, or behind them of one of the background.
 */
export interface MixedRows {
  readonly count: number;
  /** (count, players) */
  readonly sources: Int32Array;
}

/**
 * What a prediction is shared out by: v(S) is the mean answer over the background, whose rows have the players S of the
 * explained row. Players are columns of the table, or some that are one thing.
 */
export interface Game {
  readonly players: number;
  /** Explained rows, and those of the background. */
  readonly rows: number;
  readonly background: number;
  readonly outputs: number;
  /** (count, outputs) */
  readonly answer: (mixed: MixedRows) => Promise<Float64Array>;
}

/** What each player has of the difference between a row's answer and the base. */
export interface ShapleyValues {
  /** The mean answer over the background, of each output. */
  readonly base: Float64Array;
  /** (rows, outputs): the base and all of a row's values. */
  readonly answers: Float64Array;
  /** (rows, players, outputs) */
  readonly values: Float64Array;
  /** The same, of each value; 0 where nothing was sampled. */
  readonly standardErrors: Float64Array;
}

/** Asks for the answers of some rows as they are. */
export function answersAsIs(
  { players, answer }: Game,
  from: number,
  count: number,
): Promise<Float64Array> {
  const sources = new Int32Array(count * players);
  for (let i = 0; i < sources.length; i++) sources[i] = from + Math.floor(i / players);
  return answer({ count, sources });
}

/** The mean of each output over (rows, outputs). */
export function meanAnswer(answers: Float64Array, outputs: number): Float64Array {
  const mean = new Float64Array(outputs);
  const rows = answers.length / outputs;
  for (let i = 0; i < answers.length; i++) {
    mean[i % outputs] = (mean[i % outputs] as number) + (answers[i] as number) / rows;
  }
  return mean;
}
