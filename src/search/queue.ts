import type { TrialConfig } from '../trial/trial.js';

/** Configurations to begin with, in the order in which they get their turn. */
export interface ConfigQueue {
  readonly length: number;
  /** The next ones, without a turn. */
  soon(count: number): readonly TrialConfig[];
  take(): TrialConfig | undefined;
}

/** The share of its epochs that makes a configuration worth its turn, while others of its family are cheaper. */
const ENOUGH = 0.5;

/**
 * In the order given, as far as the time allows; `shareOf` says what share of its training it allows. In place of one that
 * would be cut to less than enough comes the one of its family that is cut least; then those of that family that would be
 * cut too wait until all else has had its turn.
 */
export function createQueue(
  first: readonly TrialConfig[],
  shareOf: (config: TrialConfig) => number,
): ConfigQueue {
  let queue = [...first];
  const waiting: TrialConfig[] = [];
  const cut = new Set<string>();
  const placeOfNext = () => {
    const [head] = queue;
    const shares = queue.map((config) => (config.family === head?.family ? shareOf(config) : 0));
    return (shares[0] ?? 1) >= ENOUGH ? 0 : shares.indexOf(Math.max(...shares));
  };
  const take = (): TrialConfig | undefined => {
    if (queue.length === 0) queue.push(...waiting.splice(0));
    const place = placeOfNext();
    const next = queue[place];
    if (!next) return undefined;
    const isCut = shareOf(next) < ENOUGH;
    if (isCut && cut.has(next.family) && queue.some(({ family }) => !cut.has(family))) {
      waiting.push(...queue.filter(({ family }) => family === next.family));
      queue = queue.filter(({ family }) => family !== next.family);
      return take();
    }
    if (isCut || place > 0) cut.add(next.family);
    queue.splice(place, 1);
    return next;
  };
  return {
    get length() {
      return queue.length + waiting.length;
    },
    soon: (count) => queue.slice(0, count),
    take,
  };
}
