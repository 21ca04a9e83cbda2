/**
 * What a model family takes: numbers filled and scaled or as they are; levels as one-hot, as codes, or for embeddings:
 * few levels as flags among the numbers, many as codes.
 */
export interface ModelInputs {
  readonly numbers: 'scaled' | 'raw';
  readonly categories: 'one-hot' | 'codes' | 'embedded';
}
