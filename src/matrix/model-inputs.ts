/**
 * What a model family takes: numbers filled and scaled or as they are; levels as one-hot, as codes, or for embeddings:
 * few levels as flags among the numbers, many as codes; pictures as numbers that are made of them, which are filled and
 * scaled as `numbers` says, or as blocks of their bytes. 'none': it looks at none of them.
 */
export interface ModelInputs {
  readonly numbers: 'scaled' | 'raw' | 'none';
  readonly categories: 'one-hot' | 'codes' | 'embedded' | 'none';
  /** @default 'features' */
  readonly images?: 'features' | 'pixels' | 'none';
}
