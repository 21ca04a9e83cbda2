import { checkPlainOptions } from '../util/check-arguments.js';
import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';

/** How boxes are found. */
export interface DetectOptions {
  /** The least score of a box that is told. @default the detector's own, where most are right and few are missed */
  readonly minScore?: number | undefined;
  /** The folder of the pictures that data with boxes name. @default that of the data, or one beside it */
  readonly images?: string | undefined;
  /** Told how many pictures are done. */
  readonly onProgress?: ((event: DetectProgress) => void) | undefined;
}

/** How found boxes are compared with true ones. */
export interface EvaluateBoxesOptions extends Pick<DetectOptions, 'images' | 'onProgress'> {
  /** Whether pictures that cannot be used are set aside, and told, instead of being a mistake. @default false */
  readonly skipBadRows?: boolean | undefined;
}

export interface DetectProgress {
  readonly kind: 'predicting';
  /** Pictures that are done, and all of them. */
  readonly rows: number;
  readonly total: number;
}

const KINDS = {
  minScore: ['number'],
  images: ['string'],
  onProgress: ['function'],
  draw: ['string'],
  skipBadRows: ['boolean'],
} as const;

/** Throws an AutofitError for an option that is not among those that are taken, or cannot be meant. */
export function checkDetectOptions(given: unknown, taken: readonly (keyof typeof KINDS)[]): void {
  checkPlainOptions(given, Object.fromEntries(taken.map((name) => [name, KINDS[name]])));
  const { minScore = 0 } = given as DetectOptions;
  if (minScore >= 0 && minScore <= 1) return;
  throw new AutofitError('BAD_OPTION', `\`minScore\` cannot be ${shown(minScore)}.`, {
    hint: 'It takes a score from 0 to 1.',
  });
}
