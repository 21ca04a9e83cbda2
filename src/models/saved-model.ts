import { narrowed, widened } from '../util/narrowed.js';
import type { Model, ModelFamily, ModelTensor, SavedModel } from './model-family.js';

/** A model as it is kept, sent and written: in the fewest bytes that hold it. */
export function keptModel<M extends Model>(family: ModelFamily<M>, model: M): SavedModel {
  const saved = family.save(model);
  const tensors = Object.entries(saved.tensors).map(
    ([name, own]) => [name, narrowed(own)] as const,
  );
  return { ...saved, tensors: Object.fromEntries(tensors) };
}

/** A number of a saved model. Throws when it is not there. */
export function savedNumber(saved: SavedModel, name: string): number {
  const value = saved.json[name];
  if (typeof value !== 'number') throw new Error(`the saved ${saved.kind} model lacks ${name}`);
  return value;
}

/** A tensor of a saved model with so many values. Throws when it is not there, or of another size, or wider. */
export function savedTensor(saved: SavedModel, name: string, length?: number): Float32Array {
  const tensor = widened(tensorOf(saved, name, length));
  if (tensor instanceof Float64Array) throw new Error(`the tensor ${name} is in double precision`);
  return tensor instanceof Float32Array ? tensor : Float32Array.from(tensor);
}

/** The same of a tensor in double precision. */
export function savedDoubles(saved: SavedModel, name: string, length?: number): Float64Array {
  const tensor = widened(tensorOf(saved, name, length));
  return tensor instanceof Float64Array ? tensor : Float64Array.from(tensor);
}

function tensorOf(saved: SavedModel, name: string, length?: number): ModelTensor {
  const tensor = saved.tensors[name];
  if (!tensor) throw new Error(`the saved ${saved.kind} model lacks the tensor ${name}`);
  if (length !== undefined && tensor.length !== length) {
    throw new Error(`the tensor ${name} holds ${tensor.length} values where ${length} are needed`);
  }
  return tensor;
}
