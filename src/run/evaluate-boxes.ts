import { averagePrecision, type JudgedPicture } from '../detect/average-precision.js';
import { countedNotes } from '../detect/box-bounds.js';
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

export interface EvaluateBoxesOptions extends Pick<DetectOptions, 'onProgress'> {
  /** Whether the pictures that are left are not looked at. @default never */
  readonly isOver?: (() => boolean) | undefined;
}

/** Finds boxes and compares them with true ones of the detector's classes. Throws an AutofitError for a picture that cannot be read. */
export async function evaluateBoxes(
  state: DetectorState,
  { pictures, notes }: BoxesTable,
  { onProgress, isOver = () => false }: EvaluateBoxesOptions = {},
): Promise<DetectionEvaluation> {
  const { classes, threshold } = state;
  const judged: JudgedPicture[] = [];
  for (const { file, boxes } of pictures) {
    if (isOver()) break;
    const found = detectBoxes(state, await readPicture(file));
    judged.push({ truth: boxes, found });
    onProgress?.({ kind: 'predicting', rows: judged.length, total: pictures.length });
  }
  return {
    pictures: judged.length,
    boxes: judged.reduce((sum, { truth }) => sum + truth.filter(({ crowd }) => !crowd).length, 0),
    ...averagePrecision(judged, classes.length),
    threshold,
    counts: countFound(judged, classes.length, threshold),
    notes: [...notes, ...countedNotes(judged.map(({ truth }) => truth))],
  };
}
