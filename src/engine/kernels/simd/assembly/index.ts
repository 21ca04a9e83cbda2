export {
  activationBackward,
  activationForward,
  blendedBackward,
  blendedForward,
} from './activations';
export {
  convolutionBackwardInput,
  convolutionBackwardWeights,
  convolutionFloats,
  convolutionForward,
} from './convolutions';
export { cost, softmaxBackward, softmaxForward } from './costs';
export {
  denseBackwardInput,
  denseBackwardRelu,
  denseBackwardWeights,
  denseForward,
  denseReluForward,
} from './dense';
export { depthwiseBackwardInput, depthwiseBackwardWeights, depthwiseForward } from './depthwise';
export { dropout } from './dropout';
export { groupNormBackward, groupNormForward } from './group-norm';
export { copyColumns, levelsBackward, levelsForward } from './levels';
export { periodicBackward, periodicForward } from './periodic';
export { piecewiseBackward, piecewiseForward } from './piecewise';
export {
  headsBackward,
  headsForward,
  scaleBackward,
  scaleForward,
  shiftBackward,
  shiftForward,
} from './members';
export {
  batchNormBackward,
  batchNormForward,
  columnMoments,
  layerNormBackward,
  layerNormForward,
} from './norms';
export { adam, rmsprop, sgd } from './optimizers';
export {
  averagePoolBackward,
  averagePoolForward,
  globalPoolBackward,
  globalPoolForward,
  maxPoolBackward,
  maxPoolForward,
} from './pools';
export { sparseBackwardWeights, sparseForward } from './sparse';
export {
  addGains,
  buildHistogram,
  buildWideHistogram,
  gatherPairs,
  gatherRows,
  partitionRows,
  scanBins,
  scanWideBins,
  subtractHistogram,
  sumProducts,
} from './trees';
export { add, blend, sumOfSquares } from './vectors';
export { setWindow } from './windows';
export { addAnswers, codeColumn, codesBelow, walkNumbers, walkTree } from './walks';
