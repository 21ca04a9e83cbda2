import { lowerConstant } from './lower-constant.js';
import type { LowerModel } from './lower-model.js';

/** How models of each family are said in ONNX, by the family's name. */
export const lowerings: Readonly<Record<string, LowerModel>> = {
  constant: lowerConstant,
};
