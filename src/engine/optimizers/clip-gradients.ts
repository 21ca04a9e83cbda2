import type { Kernels } from '../kernels/kernels.js';
import { isTrained, type ParameterBlock } from '../parameter-blocks.js';

/** Shortens the gradient of all parameters together to a norm of at most `most` (Pascanu et al. 2013). */
export function clipGradients(
  kernels: Kernels,
  blocks: readonly ParameterBlock[],
  most: number,
): void {
  let squares = 0;
  for (const { role, dw, floats } of blocks) {
    if (isTrained(role)) squares += kernels.sumOfSquares(dw, floats);
  }
  const norm = Math.sqrt(squares);
  if (!(norm > most)) return;
  for (const { role, dw, floats } of blocks) {
    if (isTrained(role)) kernels.blend(dw, dw, floats, most / norm, 0);
  }
}
