import type { BoxesTable } from '../detect/boxes-table.js';
import type { DetectorState } from '../detect/detector-state.js';
import type { DetectionSettings } from '../options/resolve-detection.js';
import { type DetectionEvaluation, evaluateBoxes } from '../run/evaluate-boxes.js';
import { now } from '../util/clock.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { permutation, randomStream } from '../util/random.js';

/** Milliseconds for scoring after an interrupt. */
const AFTER_INTERRUPT = 500;

/**
 * The scores on the test pictures, or on those of them, drawn by the seed and told of, that there is time for until `until`. Undefined
 * where there is for none, or one cannot be read, which is told.
 */
export async function boxesInTime(
  state: DetectorState,
  test: BoxesTable,
  { seed, skipBad, signal, onProgress }: DetectionSettings,
  until: number | undefined,
): Promise<DetectionEvaluation | undefined> {
  const warn = (why: string) =>
    onProgress({ kind: 'warning', message: `the test is not scored: ${why}` });
  let end = until ?? Number.POSITIVE_INFINITY;
  let isInterrupted = false;
  const isOver = () => {
    if (signal?.aborted && !isInterrupted) {
      isInterrupted = true;
      end = Math.min(end, now() + AFTER_INTERRUPT);
    }
    return now() >= end;
  };
  try {
    const all = test.pictures.length;
    // So that what is scored first is like the rest.
    const order = permutation(randomStream(seed, 'test'), all);
    let isCut = false;
    const stops = () => {
      isCut = isOver();
      return isCut;
    };
    const own = await evaluateBoxes(state, test, { order, skipBad, isOver: stops });
    for (const message of own.notes.slice(test.notes.length)) onProgress({ kind: 'note', message });
    if (own.pictures === 0 && all > 0) {
      warn(signal?.aborted ? 'it was stopped' : 'the time was up');
      return undefined;
    }
    if (isCut) {
      const message = `the test score is of ${own.pictures} of ${countOf(all, 'picture')}, for lack of time; \`evaluate\` scores all of them`;
      onProgress({ kind: 'note', message });
    }
    return own;
  } catch (thrown) {
    if (!(thrown instanceof AutofitError)) throw thrown;
    warn(thrown.message);
    return undefined;
  }
}
