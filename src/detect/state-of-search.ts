import { averagePrecision, type JudgedPicture } from './average-precision.js';
import type { BoxesTable } from './boxes-table.js';
import { rankDetectors } from './detector-leaderboard.js';
import type { DetectorState } from './detector-state.js';
import { bestThreshold } from './judge-found.js';
import { meanBoxes, meanBoxesOn } from './mean-boxes.js';
import type { SearchedDetectors } from './search-detectors.js';

/** The detector that a search ends with; where no network was finished, the baseline. */
export function stateOfSearch(
  { classes, pictures }: BoxesTable,
  searched: SearchedDetectors,
): DetectorState {
  const boxes = meanBoxes(pictures, classes.length);
  const guessed = pictures.map(
    ({ width, height, boxes: truth }): JudgedPicture => ({
      truth,
      found: meanBoxesOn(boxes, { width, height }),
    }),
  );
  const baseline = averagePrecision(guessed, classes.length);
  const { members, judged } = searched;
  const own = members.length > 0 ? judged : guessed;
  const scores = averagePrecision(own, classes.length);
  return {
    kind: 'detection',
    classes,
    pictures: pictures.length,
    detectors: members,
    meanBoxes: boxes,
    threshold: bestThreshold(own),
    validation: { ...scores, pictures: own.length },
    leaderboard: rankDetectors(searched, scores, baseline),
  };
}
