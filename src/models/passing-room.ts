import { predictNetwork } from '../engine/predict-network.js';
import { walkerFor } from '../trees/simd-walker.js';
import type { ServingRoom, TrainContext } from './model-family.js';
import { kernelsFor } from './network-model.js';

/** A room for one model, until the next one is set up: in memory that training and predicting take anyway. */
export function passingRoom(kernels: TrainContext['kernels']): ServingRoom {
  return {
    serve: (trained) => (x) => predictNetwork(trained, x, kernelsFor(kernels)),
    walk: (trees, columns) => walkerFor(trees, columns, Number.POSITIVE_INFINITY),
  };
}
