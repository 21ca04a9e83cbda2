import type { TrialConfig } from '../../src/trial/trial.js';
import type { Size } from './candidates.js';

/** What bench/portfolio.ts found on tables of few rows and of many. */
export type PortfolioScores = Readonly<Record<Size, SizeScores>>;

/** Configurations, and the order in which they are worth their time, by their places. */
export interface SizeScores {
  readonly configs: readonly TrialConfig[];
  readonly order: readonly number[];
  readonly sets: readonly SetScores[];
}

export interface SetScores {
  readonly set: string;
  /** The order that the other data sets make: by it a bench judges this one. */
  readonly without: readonly number[];
  /** Of each configuration alone: seconds of training, and the error on rows that it was not fitted to; null for a failure. */
  readonly seconds: readonly (number | null)[];
  readonly errors: readonly (number | null)[];
}

/** The portfolio for one data set alone, which has not seen it; of a data set that it never saw, the shipped one. */
export function portfolioWithout(
  scores: PortfolioScores,
  name: string,
): Readonly<Record<Size, readonly TrialConfig[]>> {
  return { few: orderWithout(scores.few, name), many: orderWithout(scores.many, name) };
}

function orderWithout({ configs, order, sets }: SizeScores, name: string): readonly TrialConfig[] {
  const own = sets.find(({ set }) => set === name)?.without ?? order;
  return own.flatMap((place) => configs[place] ?? []);
}
