import type { Picture } from '../image/picture.js';
import type { Box, ScoredBox } from './box.js';
import { detectFrames } from './detect-frames.js';
import type { DetectorState } from './detector-state.js';
import { framePicture, framing, fromFrame } from './framed-picture.js';
import { meanBoxesOn } from './mean-boxes.js';

/** The boxes on a picture, in its pixels, the surest first; all that the detector has a guess of. */
export function detectBoxes(state: DetectorState, picture: Picture): readonly ScoredBox[] {
  const [first] = state.detectors;
  if (!first) return meanBoxesOn(state.meanBoxes, picture);
  const { frame } = first;
  const pixels = new Uint8Array(frame.width * frame.height * 3);
  framePicture(picture, frame, pixels);
  const place = framing(picture, frame);
  const [found = []] = detectFrames(state.detectors, pixels);
  return found
    .map((box) => fromFrame(box, place, picture))
    .filter(({ x1, y1, x2, y2 }) => x2 > x1 && y2 > y1);
}

/** Those that are sure enough to be told, with the names of their classes. */
export function toldBoxes(
  { classes, threshold }: DetectorState,
  found: readonly ScoredBox[],
  minScore = threshold,
): readonly Box[] {
  return found
    .filter(({ score }) => score >= minScore)
    .map(({ code, score, x1, y1, x2, y2 }) => ({
      label: classes[code] ?? '',
      score,
      x1,
      y1,
      x2,
      y2,
    }));
}
