/** How a training ends whose validation score has stopped getting better. */
export interface CoolDownOptions {
  /** Epochs without a better score before the learning rate begins to fall. */
  readonly patience: number;
}

/** Epochs of a cool-down at least; a long training has a third of its epochs. */
const LEAST_EPOCHS = 5;

/**
 * Lets the learning rate fall to 0 along half a cosine from where scores stopped getting better: noisy tables, on which
 * a constant rate soon overfits, profit from a late small one as those do whose planned schedule comes to its end.
 */
export interface CoolDown {
  /** The factor of the learning rate, so far into the running epoch. */
  factor(share: number): number;
  /** Told after each epoch; true when the rate has come to its end. */
  isOver(epoch: number, bestEpoch: number): boolean;
  /** The last epoch before it; null before it began. */
  begunAfter(): number | null;
}

/** `done` epochs into a training whose cool-down had begun after epoch `begun`. */
export function createCoolDown(
  options: CoolDownOptions | undefined,
  begun: number | null,
  done: number,
): CoolDown {
  let start = begun;
  let epochs = lengthFrom(begun);
  let passed = begun === null ? 0 : done - begun;
  return {
    factor(share) {
      if (start === null) return 1;
      return 0.5 * (1 + Math.cos((Math.PI * (passed + share)) / epochs));
    },
    isOver(epoch, bestEpoch) {
      if (start === null && options && epoch - bestEpoch >= options.patience) {
        start = epoch;
        epochs = lengthFrom(start);
      }
      passed = start === null ? 0 : epoch - start;
      return start !== null && passed >= epochs;
    },
    begunAfter: () => start,
  };
}

function lengthFrom(start: number | null): number {
  return Math.max(LEAST_EPOCHS, Math.ceil((start ?? 0) / 3));
}
