import { type EmbeddingLayer, embedding } from '../engine/embedding-layer.js';
import type { Json } from '../util/json.js';

/** An embedding as JSON. */
export function embeddingJson({ kind, numbers, levels }: EmbeddingLayer): Json {
  return { kind, numbers: numbers && { ...numbers }, levels: levels && { ...levels } };
}

/** Undefined when it is not what embeddingJson makes. */
export function savedEmbedding(saved: Partial<Record<string, Json>>): EmbeddingLayer | undefined {
  const numbers = savedNumbers(saved.numbers);
  const levels = savedLevels(saved.levels);
  return numbers === undefined || levels === undefined ? undefined : embedding(numbers, levels);
}

function savedNumbers(json: Json | undefined): EmbeddingLayer['numbers'] | undefined {
  if (json === null) return null;
  const { kind, edges, width, columns, frequencies, sigma } = fieldsOf(json);
  if (typeof width !== 'number') return undefined;
  if (kind === 'piecewise-linear') {
    return isTable(edges) ? { kind, edges, width } : undefined;
  }
  const waves = { columns, frequencies, sigma };
  return kind === 'periodic' && areNumbers(waves) ? { kind, width, ...waves } : undefined;
}

function savedLevels(json: Json | undefined): EmbeddingLayer['levels'] | undefined {
  if (json === null) return null;
  const { cardinalities, width, sigma } = fieldsOf(json);
  const sizes = { width, sigma };
  return isRow(cardinalities) && areNumbers(sizes) ? { cardinalities, ...sizes } : undefined;
}

function fieldsOf(json: Json | undefined): Partial<Record<string, Json>> {
  return (json ?? {}) as Partial<Record<string, Json>>;
}

function areNumbers<Key extends string>(
  fields: Record<Key, Json | undefined>,
): fields is Record<Key, number> {
  return Object.values(fields).every((value) => typeof value === 'number');
}

function isRow(json: Json | undefined): json is readonly number[] {
  return Array.isArray(json) && json.every((value) => typeof value === 'number');
}

function isTable(json: Json | undefined): json is readonly (readonly number[])[] {
  return Array.isArray(json) && json.every(isRow);
}
