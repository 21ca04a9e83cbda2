import { averagePrecision } from './average-precision.js';
import type { BoxesTable } from './boxes-table.js';
import { rankDetectors } from './detector-leaderboard.js';
import type { DetectorState } from './detector-state.js';
import { bestThreshold } from './judge-found.js';
import { judgedMeanBoxes } from './judged-mean-boxes.js';
import { meanBoxes } from './mean-boxes.js';
import type { SearchedDetectors } from './search-detectors.js';

/** The detector that a search in these parts ends with; where no network was finished, the baseline. */
export function stateOfSearch(
  { classes, pictures }: BoxesTable,
  parts: readonly (readonly number[])[],
  searched: SearchedDetectors,
): DetectorState {
  const { members, judged, choseToo } = searched;
  const isTrained = members.length > 0;
  const rows = isTrained ? judged.map(({ row }) => row) : undefined;
  const guessed = judgedMeanBoxes(pictures, classes.length, parts, rows);
  const baseline = averagePrecision(guessed, classes.length);
  const own = isTrained ? judged : guessed;
  const scores = averagePrecision(own, classes.length);
  return {
    kind: 'detection',
    classes,
    pictures: pictures.length,
    detectors: members,
    meanBoxes: meanBoxes(pictures, classes.length),
    threshold: bestThreshold(own),
    validation: { ...scores, pictures: own.length, ...(choseToo && { choseToo: true }) },
    leaderboard: rankDetectors(searched, scores, baseline),
  };
}
