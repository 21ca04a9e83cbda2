import { createKernels } from '../engine/kernels/create-kernels.js';
import { createNetworkRoom, type NetworkRoom } from '../engine/network-room.js';
import { createTreeRoom, type TreeRoom } from '../trees/simd-walker.js';
import type { TaskShape } from '../util/task-kind.js';
import { familyNamed } from './families.js';
import type { SavedModel, ServedModel, ServingRoom } from './model-family.js';

/** Loads a saved model of a family and keeps it ready. */
export type ModelOpener = (family: string, saved: SavedModel) => ServedModel;

/**
 * Networks share a memory, and trees another one; each is made for the first of its models. A memory holds 4 GiB at most:
 * where one is full, another is begun.
 */
export function createModelOpener(task: TaskShape): ModelOpener {
  let networks: NetworkRoom | undefined;
  let trees: TreeRoom | undefined;
  const room: ServingRoom = {
    serve(trained) {
      const begin = () => {
        networks = createNetworkRoom(createKernels('auto'));
        return networks;
      };
      const inAnother = () => begin().serve(trained);
      let served = unlessFull(() => (networks ?? begin()).serve(trained), inAnother);
      return (x) =>
        unlessFull(
          () => served(x),
          () => {
            served = inAnother();
            return served(x);
          },
        );
    },
    walk(own, columns) {
      const begin = () => {
        trees = createTreeRoom();
        return trees;
      };
      return unlessFull(
        () => (trees ?? begin()).walk(own, columns),
        () => begin().walk(own, columns),
      );
    },
  };
  return (name, saved) => {
    const family = familyNamed(name);
    const model = family.load(saved);
    return family.serve?.(model, task, room) ?? ((x) => family.predict(model, x, task));
  };
}

/** A memory that cannot grow throws a RangeError. */
function unlessFull<T>(work: () => T, other: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return other();
  }
}
