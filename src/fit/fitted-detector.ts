import type { DetectionScores } from '../detect/average-precision.js';
import type { DetectorRow, DetectorState } from '../detect/detector-state.js';
import type { DetectionFolder } from '../run/detection-folder.js';
import { type FileDetector, openDetector } from '../run/detector-file.js';

/** A detector fresh from `fit`, with what the search found. */
export interface FittedDetector extends FileDetector {
  readonly summary: DetectionSummary;
}

export interface DetectionSummary {
  /** The run's folder and its model file; null where nothing was to be written. */
  readonly run: string | null;
  readonly model: string | null;
  readonly report: string | null;
  readonly task: 'detection';
  readonly pictures: number;
  readonly classes: readonly string[];
  readonly seed: number;
  readonly seconds: number;
  readonly scoreValidation: ShortScores;
  readonly scoreTest?: ShortScores;
  readonly leaderboard: readonly DetectorRow[];
  /** Why no network could be trained, where none could. */
  readonly failure?: string;
}

type ShortScores = Pick<DetectionScores, 'mAP50' | 'mAP75' | 'mAP'>;

/** What a run found besides its detector. */
interface Found {
  readonly seed: number;
  readonly seconds: number;
  readonly failure: string | undefined;
  readonly scoreTest: ShortScores | undefined;
}

/** A detector with what its run found. */
export function fittedDetector(
  state: DetectorState,
  folder: DetectionFolder | undefined,
  { seed, seconds, failure, scoreTest: tested }: Found,
): FittedDetector {
  const summary = {
    run: folder?.path ?? null,
    model: folder?.model ?? null,
    report: folder?.reportThere() ?? null,
    task: 'detection' as const,
    pictures: state.pictures,
    classes: state.classes,
    seed,
    seconds,
    scoreValidation: shortScores(state.validation),
    ...(tested && { scoreTest: tested }),
    leaderboard: state.leaderboard,
    ...(state.detectors.length === 0 && failure !== undefined && { failure }),
  };
  return { ...openDetector(state), summary };
}

/** The scores that a summary has. */
export function shortScores({ mAP50, mAP75, mAP }: ShortScores): ShortScores {
  return { mAP50, mAP75, mAP };
}
