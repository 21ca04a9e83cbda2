/** What a student is, and what it has kept of its ensemble. Scores are on rows that were set aside. */
export interface DistillSummary {
  /** The model file; null when nothing was written. */
  readonly model: string | null;
  readonly metric: { readonly name: string; readonly direction: 'maximize' | 'minimize' };
  readonly student: string;
  readonly family: string;
  /** Whether labels alone had taught the best student, as the ensemble's answers made none that is better. */
  readonly byLabels: boolean;
  readonly scoreValidation: number | null;
  /** The ensemble's on the same rows; null where it has seen their labels. */
  readonly scoreEnsemble: number | null;
  /** The best of the same small models, taught by labels alone. */
  readonly scoreLabels: number | null;
  /** Of what the ensemble is better than that, the share that the student has; null where it is not surely better, or has seen these labels. */
  readonly kept: number | null;
  /** Whether the ensemble that taught the student knew nothing of these rows. */
  readonly honest: boolean;
  /** On the test rows of the run. */
  readonly scoreTest?: number;
  readonly scoreTestEnsemble?: number;
  readonly scoreTestLabels?: number;
  /** Rows with labels, rows that were made up, and rows that were set aside for the scores. */
  readonly rows: number;
  readonly madeUp: number;
  readonly setAside: number;
  /** Milliseconds that answering a row takes, of batches of 1,000. */
  readonly msPerRow: number;
  readonly msPerRowEnsemble: number;
}
