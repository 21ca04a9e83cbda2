import { readFileSync } from 'node:fs';
import type { Backbone } from '../image/backbone.js';
import { readBackbone } from '../image/read-backbone.js';
import { AutofitError, errorMessage } from '../util/errors.js';

/** The backbone in a file. Throws an AutofitError that says why there is none. */
export function openBackbone(file: string): Backbone {
  return readBackbone(bytesOf(file), file);
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
    hint: "Leave `backbone` out, or tell which column has them: `types: { photo: 'image' }`.",
  });
}
