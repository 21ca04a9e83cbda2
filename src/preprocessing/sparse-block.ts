import type { FeatureName, SparseBlock } from '../matrix/design-matrix.js';
import type { CodedPart } from './coded-column.js';
import type { TextPart } from './text-column.js';

export type SparsePart = CodedPart | TextPart;

/** Parts side by side: a 1 in the slot of a level, the weights of a text's terms. */
export function sparseOf(rows: number, parts: readonly SparsePart[]): SparseBlock {
  const entries = parts.reduce((sum, part) => sum + entriesOf(part, rows), 0);
  const offsets = new Int32Array(rows + 1);
  const indices = new Int32Array(entries);
  const values = new Float32Array(entries).fill(1);
  let next = 0;
  for (let row = 0; row < rows; row++) {
    let place = 0;
    for (const part of parts) {
      if (part.kind === 'coded') indices[next++] = place + (part.codes[row] ?? 0);
      else {
        const { matrix } = part;
        const end = matrix.offsets[row + 1] ?? 0;
        for (let entry = matrix.offsets[row] ?? 0; entry < end; entry++) {
          indices[next] = place + (matrix.indices[entry] ?? 0);
          values[next++] = matrix.values[entry] ?? 0;
        }
      }
      place += part.features.length;
    }
    offsets[row + 1] = next;
  }
  const features: FeatureName[] = parts.flatMap((part) => part.features);
  const matrix = { rows, columns: features.length, offsets, indices, values };
  return { kind: 'sparse', matrix, features };
}

function entriesOf(part: SparsePart, rows: number): number {
  return part.kind === 'coded' ? rows : part.matrix.values.length;
}
