import type { DetectorState } from '../detect/detector-state.js';

/** Of two detectors of a run the one with the higher mAP50 on pictures held out; of equal ones the later. */
export function betterDetector(
  before: DetectorState | undefined,
  after: DetectorState,
): DetectorState {
  if (!before) return after;
  const rank = ({ detectors, validation }: DetectorState) =>
    detectors.length > 0 ? validation.mAP50 : -1;
  return rank(before) > rank(after) ? before : after;
}
