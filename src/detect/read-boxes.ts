import { boxesAsSeen } from './boxes-as-seen.js';
import type { BoxesTable } from './boxes-table.js';
import { findPictures } from './find-pictures.js';
import { layBoxes } from './lay-boxes.js';
import { readWrittenBoxes } from './written-boxes.js';

export interface ReadBoxesOptions {
  /** The folder that the pictures are named from. @default that of the boxes, or one beside them */
  readonly images?: string | undefined;
  /** Whether pictures are looked for beside the boxes before that. @default false */
  readonly besideFirst?: boolean | undefined;
  /** Whether pictures that cannot be read are set aside. @default false */
  readonly skipBad?: boolean | undefined;
  /** The classes of a model, which no others join. @default those of the boxes */
  readonly classes?: readonly string[] | undefined;
  /** Whether, behind so many, the pictures that were not looked at are left out, for lack of time. @default never */
  readonly shouldStop?: ((done: number) => boolean) | undefined;
}

/** Reads COCO JSON, a folder of Pascal VOC or a CSV of boxes, and the sizes of their pictures. Throws an AutofitError for mistakes in them. */
export async function readBoxes(path: string, options: ReadBoxesOptions = {}): Promise<BoxesTable> {
  const { written, folder } = await readWrittenBoxes(path);
  const { images, besideFirst, skipBad = false, classes, shouldStop } = options;
  const places = { folder, images, besideFirst, skipBad, takesSkipBad: true, shouldStop };
  const { pictures, notes } = await findPictures(written.images, places);
  const seen = boxesAsSeen(written, pictures);
  const table = layBoxes(seen.written, pictures, classes);
  return { ...table, notes: [...notes, ...seen.notes, ...table.notes] };
}
