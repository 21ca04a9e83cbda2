import { createKernels } from '../engine/kernels/create-kernels.js';
import { createNetworkRoom, type NetworkRoom } from '../engine/network-room.js';
import { createTreeRoom, type TreeRoom } from '../trees/simd-walker.js';
import type { TaskShape } from '../util/task-kind.js';
import { familyNamed } from './families.js';
import type { SavedModel, ServedModel, ServingRoom } from './model-family.js';

/** Loads a saved model of a family and keeps it ready. */
export type ModelOpener = (family: string, saved: SavedModel) => ServedModel;

/** Networks share a memory, and trees another one; each is made for the first of its models. */
export function createModelOpener(task: TaskShape): ModelOpener {
  let networks: NetworkRoom | undefined;
  let trees: TreeRoom | undefined;
  const room: ServingRoom = {
    serve(trained) {
      networks ??= createNetworkRoom(createKernels('auto'));
      return networks.serve(trained);
    },
    walk(own, columns) {
      trees ??= createTreeRoom();
      return trees.walk(own, columns);
    },
  };
  return (name, saved) => {
    const family = familyNamed(name);
    const model = family.load(saved);
    return family.serve?.(model, task, room) ?? ((x) => family.predict(model, x, task));
  };
}
