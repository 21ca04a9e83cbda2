import { averagePrecision, type JudgedPicture } from '../detect/average-precision.js';
import { countedNotes } from '../detect/box-bounds.js';
import type { BoxesTable, LabelledPicture } from '../detect/boxes-table.js';
import { detectBoxes } from '../detect/detector.js';
import type { DetectorState, JudgedScores } from '../detect/detector-state.js';
import { faultsText, noneUsable } from '../detect/find-pictures.js';
import { readOrFault, readPicture } from '../detect/frame-pictures.js';
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
  /** The places of the pictures in the order in which they are looked at. @default that of the pictures */
  readonly order?: ArrayLike<number> | undefined;
  /** Whether pictures that cannot be read are set aside, and told. @default false */
  readonly skipBad?: boolean | undefined;
  /** Whether the pictures that are left are not looked at. @default never */
  readonly isOver?: (() => boolean) | undefined;
}

/**
 * Finds boxes and compares them with true ones of the detector's classes; of equal scores the earlier picture's counts first, whatever the
 * order. Throws an AutofitError for a picture that cannot be read, unless they are set aside.
 */
export async function evaluateBoxes(
  state: DetectorState,
  { pictures, notes }: BoxesTable,
  { order, skipBad = false, onProgress, isOver = () => false }: EvaluateBoxesOptions = {},
): Promise<DetectionEvaluation> {
  const { classes, threshold } = state;
  const byPlace: JudgedPicture[] = [];
  const faults: string[] = [];
  const total = pictures.length;
  for (const [done, place] of Array.from(order ?? pictures.keys()).entries()) {
    const { file, boxes: truth } = pictures[place] as LabelledPicture;
    if (isOver()) break;
    const picture = skipBad ? await readOrFault(file) : await readPicture(file);
    if (typeof picture === 'string') faults.push(picture);
    else byPlace[place] = { truth, found: detectBoxes(state, picture) };
    onProgress?.({ kind: 'predicting', rows: done + 1, total });
  }
  if (total > 0 && faults.length === total) throw noneUsable(faults);
  const judged = byPlace.filter((own) => own !== undefined);
  const aside = faults.length > 0 ? [`${faultsText(faults, total)}; set aside`] : [];
  return {
    pictures: judged.length,
    boxes: judged.reduce((sum, { truth }) => sum + truth.filter(({ crowd }) => !crowd).length, 0),
    ...averagePrecision(judged, classes.length),
    threshold,
    counts: countFound(judged, classes.length, threshold),
    notes: [...notes, ...aside, ...countedNotes(judged.map(({ truth }) => truth))],
  };
}
