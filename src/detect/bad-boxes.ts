import { AutofitError, type ErrorPlace } from '../util/errors.js';

/** A mistake in a file of boxes. */
export function badBoxes(message: string, place: ErrorPlace, hint?: string): AutofitError {
  const { file = 'The data', line, row } = place;
  const at = line === undefined ? (row === undefined ? '' : `, entry ${row}`) : `:${line}`;
  return new AutofitError('BAD_BOXES', `${file}${at}: ${message}.`, {
    ...place,
    hint:
      hint ??
      'Boxes are COCO JSON, a folder of Pascal VOC files, or a CSV with image,label,x1,y1,x2,y2.',
  });
}
