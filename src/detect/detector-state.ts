import type { DetectionScores } from './average-precision.js';
import type { TrainedDetector } from './trained-detector.js';

/** All that a detector is: plain data. */
export interface DetectorState {
  readonly kind: 'detection';
  /** In the order of their code points. */
  readonly classes: readonly string[];
  /** That it was trained on. */
  readonly pictures: number;
  /** Networks whose answers are averaged; none where the baseline is all there is. */
  readonly detectors: readonly TrainedDetector[];
  /** The boxes that the baseline finds on every picture, as shares of its sides. */
  readonly meanBoxes: readonly MeanBox[];
  /** From which score boxes are told: where most are right and few are missed, on pictures that were not trained on. */
  readonly threshold: number;
  /** On those pictures. */
  readonly validation: ValidationScores;
  readonly leaderboard: readonly DetectorRow[];
}

export interface MeanBox {
  readonly code: number;
  readonly score: number;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface JudgedScores extends DetectionScores {
  readonly pictures: number;
}

export interface ValidationScores extends JudgedScores {
  /** Whether these pictures chose among the candidates too, which flatters the scores. */
  readonly choseToo?: true;
}

/** What was tried, as it is ranked: by mAP50 on pictures held out. */
export interface DetectorRow {
  readonly rank: number;
  readonly name: string;
  readonly family: 'detector' | 'constant';
  readonly mAP50: number | null;
  readonly mAP: number | null;
  readonly frame: string;
  readonly width: number | null;
  readonly depth: number | null;
  readonly learningRate: number | null;
  readonly epochs: number;
  readonly fitSeconds: number | null;
  readonly parameters: number;
  readonly state: 'complete' | 'stopped' | 'failed';
  readonly reason: string | null;
}
