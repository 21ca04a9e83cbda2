import type { ImageResult } from './image-result.js';
import { ARMS } from './run-columns.js';

/** The accuracy to reach, by set and contender. */
const AIMS: Readonly<Record<string, number>> = {
  'mnist autofit-60s': 0.97,
  'mnist autofit-300s': 0.983,
  'cifar autofit-60s': 0.58,
  'cifar autofit-300s': 0.66,
  'cifar autofit-backbone-60s': 0.76,
  'cifar autofit-backbone-300s': 0.76,
};

export interface Judged {
  /** Null where there is none. */
  readonly aim: number | null;
  readonly isMet: boolean | null;
}

/** The aim of a result: a number, or for pictures with columns the better of pictures alone and columns alone, to be passed. */
export function judge(result: ImageResult, all: readonly ImageResult[]): Judged {
  const { set, contender, seed, test } = result;
  const aim = AIMS[`${set} ${contender}`];
  if (aim !== undefined) return { aim, isMet: test >= aim };
  const others = all.filter(
    (own) =>
      own.set === set && own.seed === seed && own.contender !== 'both' && own.contender in ARMS,
  );
  if (contender !== 'both' || others.length < 2) return { aim: null, isMet: null };
  const better = Math.max(...others.map((own) => own.test));
  return { aim: better, isMet: test > better };
}
