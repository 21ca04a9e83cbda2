import { setImmediate } from 'node:timers/promises';
import type { Box } from '../detect/box.js';
import { detectBoxes, toldBoxes } from '../detect/detector.js';
import type { DetectorRow, DetectorState, ValidationScores } from '../detect/detector-state.js';
import type { FrameSize } from '../detect/framed-picture.js';
import { picturesAt, refuseImages } from '../detect/pictures-at.js';
import { readBoxes } from '../detect/read-boxes.js';
import { loadDetector as loadState, saveDetector } from '../detect/save-detector.js';
import { checkText } from '../util/check-arguments.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import type { OutputStream } from './batch-sink.js';
import { type DetectedFile, type DetectFileOptions, detectIntoFile } from './detect-into-file.js';
import {
  checkDetectOptions,
  type DetectOptions,
  type EvaluateBoxesOptions,
} from './detect-options.js';
import { type DetectionEvaluation, evaluateBoxes } from './evaluate-boxes.js';
import { checkPictures, openPicture, type PictureSource } from './picture-source.js';
import { readModel } from './predictor-file.js';

export type { DetectedFile, DetectFileOptions } from './detect-into-file.js';
export type { DetectOptions, EvaluateBoxesOptions } from './detect-options.js';
export type { DetectionEvaluation } from './evaluate-boxes.js';
export type { PictureSource } from './picture-source.js';

export interface DetectorInfo {
  readonly task: 'detection';
  readonly classes: readonly string[];
  /** That it was trained on. */
  readonly pictures: number;
  /** Of the pictures that its network sees; undefined of the baseline. */
  readonly frame: FrameSize | undefined;
  readonly threshold: number;
  /** On pictures that its networks were not trained on. */
  readonly validation: ValidationScores;
}

/** A detector that reads files and saves itself as one. */
export interface FileDetector {
  readonly info: DetectorInfo;
  /**
   * The boxes on each picture, the surest first: of a list of pictures, or of those at a path (a picture, a folder in the order of its
   * names, or data with boxes and, where that is a folder, behind what they name the pictures beside them); 1,000 on one at most. Throws
   * an AutofitError for a picture that cannot be read.
   */
  predict(
    pictures: string | readonly PictureSource[],
    options?: DetectOptions,
  ): Promise<readonly (readonly Box[])[]>;
  /**
   * Finds the boxes on the pictures at a path and writes them as CSV, image,label,score,x1,y1,x2,y2, or as COCO JSON where the file ends in
   * .json; and the pictures with their boxes drawn, as PNG. Those that cannot be read are left out and told; throws an AutofitError where
   * that are all.
   */
  predictFile(
    pictures: string,
    out: string | OutputStream,
    options?: DetectFileOptions,
  ): Promise<DetectedFile>;
  /** Finds boxes and compares them with those of COCO JSON, a folder of Pascal VOC or a CSV of boxes, as COCO does. */
  evaluate(data: string, options?: EvaluateBoxesOptions): Promise<DetectionEvaluation>;
  /** What was tried, the best first. */
  leaderboard(): readonly DetectorRow[];
  /** The bytes of its model file. */
  toBytes(): Promise<Uint8Array>;
  save(path: string): Promise<void>;
}

export async function openDetectorFile(path: string): Promise<FileDetector> {
  const { bytes } = await readModel(path);
  return openDetector(await loadState(bytes));
}

export function openDetector(state: DetectorState): FileDetector {
  const { classes, pictures, detectors, threshold, validation, leaderboard } = state;
  return {
    // What callers do with them changes no model.
    info: structuredClone({
      task: 'detection',
      classes,
      pictures,
      frame: detectors[0]?.frame,
      threshold,
      validation,
    }),
    async predict(given, options = {}) {
      checkDetectOptions(options, ['minScore', 'images', 'onProgress']);
      if (typeof given !== 'string') {
        checkPictures('predict', given);
        refuseImages(options.images, 'a list of pictures');
      }
      const sources =
        typeof given === 'string'
          ? (await picturesAt(given, { images: options.images })).pictures.map(({ file }) => file)
          : given;
      const found: (readonly Box[])[] = [];
      for (const source of sources) {
        const boxes = detectBoxes(state, await openPicture(source));
        found.push(toldBoxes(state, boxes, options.minScore));
        options.onProgress?.({ kind: 'predicting', rows: found.length, total: sources.length });
        await setImmediate();
      }
      return found;
    },
    async predictFile(given, out, options = {}) {
      checkText('predictFile', given, 'the path of pictures');
      if (typeof out !== 'object') checkText('predictFile', out, 'the path of a file or a stream');
      checkDetectOptions(options, ['minScore', 'images', 'draw', 'onProgress']);
      return detectIntoFile(state, given, out, options);
    },
    async evaluate(data, options = {}) {
      checkDetectOptions(options, ['images', 'skipBadRows', 'onProgress']);
      return evaluate(state, data, options);
    },
    leaderboard: () => structuredClone(leaderboard),
    toBytes: () => saveDetector(state),
    async save(path) {
      checkText('save', path, 'the path of a file');
      await writeFileSafely(path, await saveDetector(state));
    },
  };
}

async function evaluate(
  state: DetectorState,
  data: string,
  { images, skipBadRows: skipBad, onProgress }: EvaluateBoxesOptions,
): Promise<DetectionEvaluation> {
  checkText('evaluate', data, 'the path of data with boxes');
  const table = await readBoxes(data, { images, skipBad, classes: state.classes });
  return evaluateBoxes(state, table, { skipBad, onProgress });
}
