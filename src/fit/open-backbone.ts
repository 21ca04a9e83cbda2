import { readFileSync } from 'node:fs';
import type { Backbone } from '../image/backbone.js';
import { readBackbone } from '../image/read-backbone.js';
import { AutofitError, errorMessage } from '../util/errors.js';

/** Rows of tables whose mirror images are asked of too: of more, pictures take the time that models need. */
const MOST_MIRRORED = 3000;

/** The backbone in a file, for a table of so many rows. Throws an AutofitError that says why there is none. */
export function openBackbone(file: string, rows: number): Backbone {
  const backbone = readBackbone(bytesOf(file), file);
  return rows <= MOST_MIRRORED ? { ...backbone, mirrors: true } : backbone;
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (thrown) {
    throw new AutofitError('NO_FILE', `The backbone cannot be read: ${errorMessage(thrown)}.`, {
      file,
      hint: '`backbone` is the path of a safetensors file: docs/pictures.md says how to make one.',
    });
  }
}

/** A backbone without pictures is a mistake: the table, or how paths are read, is not what was meant. */
export function noPictures(source: string): AutofitError {
  return new AutofitError('NO_PICTURES', `${source} has no column of pictures for a backbone.`, {
    file: source,
    hint: 'Leave `backbone` out, or tell which column has them: `types: {"photo":"image"}`.',
  });
}
