import { averagePrecision, type JudgedRow } from './average-precision.js';
import type { BoxesTable } from './boxes-table.js';
import { rankDetectors } from './detector-leaderboard.js';
import type { DetectorState } from './detector-state.js';
import { bestThreshold } from './judge-found.js';
import { judgedMeanBoxes, scoredAs } from './judged-mean-boxes.js';
import { meanBoxes } from './mean-boxes.js';
import type { SearchedDetectors } from './search-detectors.js';

interface StateOfSearch {
  readonly state: DetectorState;
  /** What its scores and its threshold are of: in frames what networks found, on the pictures as they are the baseline. */
  readonly judged: readonly JudgedRow[];
}

/** The detector that a search in these parts ends with; where no network was finished, or the baseline is better, that. */
export function stateOfSearch(
  { classes, pictures }: BoxesTable,
  parts: readonly (readonly number[])[],
  searched: SearchedDetectors,
): StateOfSearch {
  const { members, judged, choseToo } = searched;
  const rows = members.length > 0 ? judged.map(({ row }) => row) : undefined;
  const guessed = judgedMeanBoxes(pictures, classes.length, parts, rows);
  const baseline = averagePrecision(guessed, classes.length);
  const trained = averagePrecision(judged, classes.length);
  // Where no picture judged, neither is better.
  const isBaseline = members.length === 0 || baseline.mAP50 > trained.mAP50;
  const kept = meanBoxes(pictures, classes.length);
  // By the scores that are told, which those of each part differ from.
  const [own, scores] = isBaseline ? [scoredAs(kept, guessed), baseline] : [judged, trained];
  const state: DetectorState = {
    kind: 'detection',
    classes,
    pictures: pictures.length,
    detectors: isBaseline ? [] : members,
    meanBoxes: kept,
    threshold: bestThreshold(own),
    validation: {
      ...scores,
      pictures: own.length,
      ...(choseToo && !isBaseline && { choseToo: true }),
    },
    leaderboard: rankDetectors(searched, trained, baseline),
  };
  return { state, judged: own };
}
