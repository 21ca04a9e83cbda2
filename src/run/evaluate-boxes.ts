import { averagePrecision, type JudgedPicture } from '../detect/average-precision.js';
import type { BoxesTable } from '../detect/boxes-table.js';
import { detectBoxes } from '../detect/detector.js';
import type { DetectorState, JudgedScores } from '../detect/detector-state.js';
import { readPicture } from '../detect/frame-pictures.js';
import { countFound, type FoundCounts } from '../detect/judge-found.js';
import type { DetectOptions } from './detect-options.js';

/** How well boxes are found on pictures that have true ones. */
export interface DetectionEvaluation extends JudgedScores {
  readonly boxes: number;
  readonly threshold: number;
  /** By the score from which boxes are told. */
  readonly counts: FoundCounts;
  readonly notes: readonly string[];
}

/** Finds boxes and compares them with true ones of the detector's classes. Throws an AutofitError for a picture that cannot be read. */
export async function evaluateBoxes(
  state: DetectorState,
  { pictures, notes }: BoxesTable,
  onProgress?: DetectOptions['onProgress'],
): Promise<DetectionEvaluation> {
  const { classes, threshold } = state;
  const judged: JudgedPicture[] = [];
  for (const { file, boxes } of pictures) {
    const found = detectBoxes(state, await readPicture(file));
    judged.push({ truth: boxes, found });
    onProgress?.({ kind: 'predicting', rows: judged.length, total: pictures.length });
  }
  return {
    pictures: pictures.length,
    boxes: pictures.reduce((sum, { boxes }) => sum + boxes.filter(({ crowd }) => !crowd).length, 0),
    ...averagePrecision(judged, classes.length),
    threshold,
    counts: countFound(judged, classes.length, threshold),
    notes,
  };
}
