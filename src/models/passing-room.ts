import { createNetworkRoom } from '../engine/network-room.js';
import { walkerFor } from '../trees/simd-walker.js';
import type { ServingRoom, TrainContext } from './model-family.js';
import { kernelsFor } from './network-model.js';

/** A room for one model, until the next one is trained or set up: in memory that training takes anyway. */
export function passingRoom(kernels: TrainContext['kernels']): ServingRoom {
  return {
    serve: (trained) => createNetworkRoom(kernelsFor(kernels)).serve(trained),
    walk: (trees, columns) => walkerFor(trees, columns, Number.POSITIVE_INFINITY),
  };
}
