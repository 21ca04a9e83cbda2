import { isForMemory } from '../trial/failure-reason.js';
import type { Trial } from '../trial/trial.js';

/** Trials of a family that memory is not enough for, behind which others are not tried. */
const ENOUGH = 2;

/** Families that are tried no more. */
export interface LeftOut {
  /** Looks at what earlier trials showed last. */
  learn(earlier: readonly Trial[]): void;
  has(family: string): boolean;
}

/** Leaves out families that memory was not enough for in several trials, while none has a score; tells of each. */
export function createLeftOut(onLeftOut: (family: string) => void = () => {}): LeftOut {
  const out = new Set<string>();
  return {
    learn(earlier) {
      for (const family of lackingMemory(earlier)) {
        if (!out.has(family)) onLeftOut(family);
        out.add(family);
      }
    },
    has: (family) => out.has(family),
  };
}

function lackingMemory(earlier: readonly Trial[]): readonly string[] {
  const lacking = earlier.filter(({ reason, score }) => score === null && isForMemory(reason));
  const families = new Set(lacking.map(({ config }) => config.family));
  return [...families].filter((family) => {
    const isOwn = ({ config }: Trial) => config.family === family;
    if (lacking.filter(isOwn).length < ENOUGH) return false;
    return !earlier.some((trial) => isOwn(trial) && trial.score !== null);
  });
}
