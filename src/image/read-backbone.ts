import { AutofitError } from '../util/errors.js';
import { toHalves } from '../util/half-floats.js';
import type { Backbone } from './backbone.js';
import { foldedBackbone } from './folded-backbone.js';

/** Pixels a side that pictures have for a backbone: a multiple of 32, by which its maps are smaller. */
const SIDE = 96;

const NOTICE =
  'EfficientNet-Lite0 (Tan and Le 2019), trained on ImageNet. Copyright The TensorFlow Authors and those who converted the weights; Apache License 2.0, https://www.apache.org/licenses/LICENSE-2.0. Changed: batch norms multiplied in, the classifier left out, rounded to float16.';

/** Reads EfficientNet-Lite0 from a safetensors file. Throws an AutofitError that says what is wrong with it. */
export function readBackbone(bytes: Uint8Array, file: string): Backbone {
  const { parameters, ...shape } = foldedBackbone(bytes, (reason) => {
    throw new AutofitError('BAD_BACKBONE', `${file} is no backbone: ${reason}.`, {
      file,
      hint: 'A backbone is EfficientNet-Lite0 as safetensors: docs/pictures.md says how to make one of a public package.',
    });
  });
  const own = { kind: 'backbone', architecture: 'efficientnet-lite0', notice: NOTICE } as const;
  return { ...own, side: SIDE, ...shape, weights: toHalves(parameters) };
}
