/** What a model family takes: numbers filled and scaled or as they are; levels as one-hot or as codes. */
export interface ModelInputs {
  readonly numbers: 'scaled' | 'raw';
  readonly categories: 'one-hot' | 'codes';
}
