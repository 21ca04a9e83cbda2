import type { Covered } from './covered.js';
import { checkedHeld, type HeldCoverage } from './held-coverage.js';
import { checkedQuantiles, type ScoreQuantiles } from './score-quantiles.js';
import { checkedSpread, type SpreadModel } from './spread-model.js';

/** How sure answers are, as rows say that models were not fitted to. */
export type Uncertainty = Intervals | Sets;

/** Of numbers: a score is how far an answer strayed, in units of its spread where there is one. */
export interface Intervals extends Told {
  readonly kind: 'intervals';
  /** @default all answers stray alike */
  readonly spread?: SpreadModel | undefined;
}

/** Of classes: a score is 1 − the probability of the true class. */
export interface Sets extends Told {
  readonly kind: 'sets';
}

interface Told {
  /** The share of other rows that is covered, unless another one is asked for. */
  readonly coverage: number;
  readonly scores: ScoreQuantiles;
  readonly held: HeldCoverage;
  /** What was covered of test rows. @default there were none */
  readonly tested?: Covered | undefined;
}

/** What a file holds as such, of so many classes. Throws where it has not their shape. */
export function checkedUncertainty(stored: unknown, classes: number): Uncertainty {
  const { kind, coverage, scores, held, spread } = (stored ?? {}) as Partial<Intervals>;
  const isOfTask = String(kind) === (classes > 0 ? 'sets' : 'intervals');
  if (!isOfTask || !(Number(coverage) > 0 && Number(coverage) < 1))
    throw new Error('what it holds of how sure it is is damaged');
  checkedQuantiles(scores);
  checkedHeld(held);
  if (spread === undefined) return stored as Uncertainty;
  return { ...(stored as Intervals), spread: checkedSpread(spread) };
}
