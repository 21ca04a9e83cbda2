import { type Backbone, backboneValues } from '../image/backbone.js';
import { type BackboneContext, backboneFeatures } from '../image/backbone-features.js';
import { createMatrix, type Matrix } from '../matrix/matrix.js';
import { pictureCount } from '../table/image-column.js';
import type { ImageColumn } from '../table/table.js';

/** By pixels, as tables that differ in their rows alone share them, and by the backbone's weights; gone with either. */
const known = new WeakMap<Uint8Array, WeakMap<Uint16Array, Float32Array>>();

/** What a backbone makes of pictures of a column, (pictures, values): as it was read, else worked out and kept. Throws where neither can be. */
export function deepValues(
  column: ImageColumn,
  places: Int32Array,
  backbone: Backbone | undefined,
  context: BackboneContext,
): Matrix {
  const { deep } = column;
  const width = deep ? deep.length / pictureCount(column) : backbone ? backboneValues(backbone) : 0;
  const values = createMatrix(places.length, width);
  const later = backbone && laterValues(column, backbone);
  const isKnown = (place: number) => deep !== undefined && !Number.isNaN(deep[place * width]);
  const missing = places.filter(
    (place) => !isKnown(place) && !(later && !Number.isNaN(later[place * width])),
  );
  if (missing.length > 0) {
    if (!backbone || !later) throw new Error(`nothing asks a backbone of ${column.name}`);
    const { data } = backboneFeatures(backbone, column, missing, context);
    for (const [i, place] of missing.entries())
      later.set(data.subarray(i * width, (i + 1) * width), place * width);
  }
  for (const [i, place] of places.entries()) {
    const own = (isKnown(place) ? deep : later) as Float32Array;
    values.data.set(own.subarray(place * width, (place + 1) * width), i * width);
  }
  return values;
}

/** (pictures, values); NaN where they are not worked out. */
function laterValues({ pixels, sizes }: ImageColumn, backbone: Backbone): Float32Array {
  const { weights } = backbone;
  const ofPixels = known.get(pixels) ?? new WeakMap<Uint16Array, Float32Array>();
  known.set(pixels, ofPixels);
  const values =
    ofPixels.get(weights) ??
    new Float32Array(pictureCount({ sizes }) * backboneValues(backbone)).fill(Number.NaN);
  ofPixels.set(weights, values);
  return values;
}
