import type { Checkpoint, TrainContext } from './model-family.js';

/** The checkpoint that training goes on from. Throws when another kind of model left it. */
export function checkpointOf<K extends Checkpoint['kind']>(
  kind: K,
  { from }: TrainContext,
): Extract<Checkpoint, { kind: K }> | undefined {
  if (from !== undefined && from.kind !== kind) {
    throw new Error(`a ${from.kind} cannot go on as a ${kind}`);
  }
  return from as Extract<Checkpoint, { kind: K }> | undefined;
}
