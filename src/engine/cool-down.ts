import { cos } from '../util/elementary/cos-sin.js';
import { leastOf } from '../util/extremes.js';
/** How a training ends whose validation score has stopped getting better. */
export interface CoolDownOptions {
  /** Epochs without a better score before the learning rate begins to fall. */
  readonly patience: number;
  /**
   * The share of all that the cost has fallen which it must fall in as many epochs; where it falls by less the learning
   * rate begins to fall too. @default by the score alone
   */
  readonly leastFall?: number;
  /** Whether it begins in time to end with the last epoch where scores get better until then. @default false */
  readonly inTime?: boolean;
}

/** Epochs of a cool-down at least; a long training has a third of its epochs. */
const LEAST_EPOCHS = 5;
/** Of a training whose cool-down is to be in time, what it has at the end. */
const SHARE = 1 / 4;

/**
 * Lets the learning rate fall to 0 along half a cosine from where scores stopped getting better: noisy tables, on which
 * a constant rate soon overfits, profit from a late small one as those do whose planned schedule comes to its end.
 */
export interface CoolDown {
  /** The factor of the learning rate, so far into the running epoch. */
  factor(share: number): number;
  /** Told the costs of all epochs after each; true when the rate has come to its end. */
  isOver(costs: readonly number[], bestEpoch: number): boolean;
  /** The last epoch before it; null before it began. */
  begunAfter(): number | null;
  /** Whether it came to its end and began as nothing got better, not for want of epochs. */
  hasConverged(): boolean;
}

/** `done` epochs into a training of `most` whose cool-down had begun after epoch `begun`. */
export function createCoolDown(
  options: CoolDownOptions | undefined,
  begun: number | null,
  done: number,
  most: number,
): CoolDown {
  const latest = options?.inTime ? Math.floor((1 - SHARE) * most) : Number.POSITIVE_INFINITY;
  let start = begun ?? (latest === 0 ? 0 : null);
  let passed = start === null ? 0 : done - start;
  const epochs = () => {
    const wanted = Math.max(LEAST_EPOCHS, Math.ceil((start ?? 0) / 3));
    return options?.inTime ? Math.min(wanted, most - (start ?? 0)) : wanted;
  };
  return {
    factor(share) {
      if (start === null) return 1;
      return 0.5 * (1 + cos((Math.PI * (passed + share)) / epochs()));
    },
    isOver(costs, bestEpoch) {
      const epoch = costs.length;
      if (start === null && options && (isFlat(options, costs, bestEpoch) || epoch >= latest)) {
        start = epoch;
      }
      passed = start === null ? 0 : epoch - start;
      return start !== null && passed >= epochs();
    },
    begunAfter: () => start,
    hasConverged: () => start !== null && start < latest && passed >= epochs(),
  };
}

/** Whether neither the score nor the cost has got better for long enough. */
function isFlat(
  { patience, leastFall }: CoolDownOptions,
  costs: readonly number[],
  bestEpoch: number,
): boolean {
  if (costs.length - bestEpoch >= patience) return true;
  if (leastFall === undefined || costs.length <= patience) return false;
  const before = leastOf(costs.slice(0, -patience));
  const lowest = Math.min(leastOf(costs.slice(-patience)), before);
  return before - lowest <= leastFall * ((costs[0] ?? 0) - lowest);
}
