/** How boxes are found. */
export interface DetectOptions {
  /** The least score of a box that is told. @default the detector's own, where most are right and few are missed */
  readonly minScore?: number | undefined;
  /** The folder of the pictures that data with boxes name. @default that of the data, or one beside it */
  readonly images?: string | undefined;
  /** Told how many pictures are done. */
  readonly onProgress?: ((event: DetectProgress) => void) | undefined;
}

export interface DetectProgress {
  readonly kind: 'predicting';
  /** Pictures that are done, and all of them. */
  readonly rows: number;
  readonly total: number;
}
