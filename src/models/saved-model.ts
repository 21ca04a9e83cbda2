import type { SavedModel } from './model-family.js';

/** A number of a saved model. Throws when it is not there. */
export function savedNumber(saved: SavedModel, name: string): number {
  const value = saved.json[name];
  if (typeof value !== 'number') throw new Error(`the saved ${saved.kind} model lacks ${name}`);
  return value;
}

/** A tensor of a saved model with so many values. Throws when it is not there or of another size. */
export function savedTensor(saved: SavedModel, name: string, length?: number): Float32Array {
  const tensor = saved.tensors[name];
  if (!tensor) throw new Error(`the saved ${saved.kind} model lacks the tensor ${name}`);
  if (length !== undefined && tensor.length !== length) {
    throw new Error(`the tensor ${name} holds ${tensor.length} values where ${length} are needed`);
  }
  return tensor;
}
