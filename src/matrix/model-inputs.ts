/**
 * What a model family takes: numbers filled and scaled or as they are; levels as one-hot, as codes, or for embeddings:
 * few levels as flags among the numbers, many as codes. 'none': it looks at none of them.
 */
export interface ModelInputs {
  readonly numbers: 'scaled' | 'raw' | 'none';
  readonly categories: 'one-hot' | 'codes' | 'embedded' | 'none';
}
