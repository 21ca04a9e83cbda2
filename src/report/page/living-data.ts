/** What a page holds for its living model; plain data. Bytes are in base64. */
export interface LivingData {
  /** The model file; null: a person is asked for it. */
  readonly model: string | null;
  /** Its name, for whom is asked. */
  readonly file: string;
  /** Training rows that answers are compared with; null: rows are drawn. */
  readonly background: string | null;
}

/** The ids of the elements for the data and for the form. */
export const LIVING_DATA = 'living-data';
export const LIVING_PLACE = 'living-model';
/** The format of the packed background. */
export const PAGE_BACKGROUND = 'autofit-page-background';
