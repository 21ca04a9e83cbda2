import type { DetectorState } from '../detect/detector-state.js';

/**
 * Of two detectors of a run the one with the higher mAP50 on pictures held out; of equal ones the later. One that was scored on the
 * pictures that chose it gives way to one that was not: its score is flattered.
 */
export function betterDetector(
  before: DetectorState | undefined,
  after: DetectorState,
): DetectorState {
  if (!before) return after;
  const [was, is] = [standing(before), standing(after)];
  if (was !== is) return was > is ? before : after;
  return before.validation.mAP50 > after.validation.mAP50 ? before : after;
}

/** Without a network, scored on pictures that chose it, and on others. */
function standing({ detectors, validation }: DetectorState): 0 | 1 | 2 {
  if (detectors.length === 0) return 0;
  return validation.choseToo ? 1 : 2;
}
