import { allocator } from '../util/allocator.js';
import { checkInputs } from './check-data.js';
import type { Kernels } from './kernels/kernels.js';
import { memberCount, type TrainedNetwork } from './network.js';
import type { NetworkInput } from './network-input.js';
import { writeParameters } from './parameter-blocks.js';
import { type LaidNetwork, layNetwork, mostEntries } from './plan.js';
import { predictionBatch, predictWithPlan } from './predict-network.js';

/** The outputs of a network, (rows, output units), as predictNetwork gives them. */
export type ServedNetwork = (x: NetworkInput) => Float32Array;

/** An arena that networks stay in, so that a prediction copies no parameters. */
export interface NetworkRoom {
  serve(trained: TrainedNetwork): ServedNetwork;
}

/** A network laid out for batches of a size, whose values begin at `from`. */
interface Laid extends LaidNetwork {
  readonly from: number;
  readonly entries: number;
}

/**
 * A room on kernels of its own, which nothing else may use. Parameters lie one network after the other; behind them all
 * networks share the place of a batch's values, so that memory grows with the networks and not with their batches.
 */
export function createNetworkRoom(kernels: Kernels): NetworkRoom {
  /** Where parameters end. */
  let end = 0;
  return {
    serve(trained) {
      const { network, inputs, sparseInputs, map } = trained;
      const members = memberCount(network);
      const start = end;
      const lay = (batchSize: number, entries: number, from: number): Laid => {
        const size = { inputs, sparseInputs, map, batchSize, entries, training: false };
        const places = { kept: allocator(start), passing: allocator(from) };
        return { ...layNetwork(kernels, network, size, places), from, entries };
      };
      // Before its parameters are laid nothing knows where values may begin.
      const { plan, ends } = lay(members, 0, start);
      end = ends.kept;
      kernels.reserve(end, start);
      writeParameters(kernels, plan.blocks, trained.parameters);
      let laid: Laid | undefined;
      return (x) => {
        checkInputs(x, trained);
        const batchSize = predictionBatch(trained, x.rows);
        const entries = mostEntries(x.sparse);
        if (laid && isLaidFor(laid, batchSize, entries, end)) {
          kernels.reserve(laid.ends.passing, end);
        } else {
          laid = lay(batchSize, entries, end);
          kernels.reserve(laid.ends.passing, end);
          laid.write();
        }
        return predictWithPlan(laid.plan, x);
      };
    },
  };
}

function isLaidFor({ plan, from, entries }: Laid, batchSize: number, most: number, end: number) {
  return from === end && plan.batchSize === batchSize && entries >= most;
}
