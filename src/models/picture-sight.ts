import type { NetworkInput } from '../engine/network-input.js';
import type { DesignMatrix } from '../matrix/design-matrix.js';
import { besidePictures } from './beside-pictures.js';
import { type ChannelMoments, pictureInput } from './picture-input.js';
import { type PictureViews, picturesOf, rowsWithPicture, viewsOf } from './picture-views.js';

/** What of a design matrix a network for pictures looks at. */
export interface Sight {
  /** Columns of pictures, the first so many. */
  readonly columns: number;
  /** Pictures of a row in each at most; undefined where all that there are. */
  readonly mostViews: number | undefined;
  /** Whether other columns too, and so rows without a picture. */
  readonly seesColumns: boolean;
}

/** The rows that can be answered, and of those alone that are counted. */
export function seenRows(
  { columns, mostViews, seesColumns }: Sight,
  x: DesignMatrix,
  weights?: Float64Array | undefined,
): PictureViews {
  const blocks = picturesOf(x, columns);
  const all = Int32Array.from({ length: x.rows }, (_, row) => row);
  const rows = seesColumns
    ? all.filter((row) => (weights?.[row] ?? 1) > 0)
    : rowsWithPicture(blocks, weights);
  return viewsOf(blocks, rows, mostViews);
}

/** What the network reads of these. */
export function seenInput(
  { seesColumns }: Sight,
  x: DesignMatrix,
  views: PictureViews,
  moments: ChannelMoments,
): NetworkInput {
  return pictureInput(views, moments, seesColumns ? besidePictures(x, views) : undefined);
}
