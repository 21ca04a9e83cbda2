export { activationBackward, activationForward } from './activations';
export {
  binaryCrossEntropy,
  meanSquaredError,
  softmaxBackward,
  softmaxCrossEntropy,
  softmaxForward,
} from './costs';
export {
  denseBackwardInput,
  denseBackwardRelu,
  denseBackwardWeights,
  denseForward,
  denseReluForward,
} from './dense';
export { dropout } from './dropout';
export { adam, sgd } from './optimizers';
export { sparseBackwardWeights, sparseForward } from './sparse';
