/** What a page holds for the detector in it; plain data. */
export interface DetectorData {
  /** The model file in base64; null: a person is asked for it. */
  readonly model: string | null;
  /** Its name, for whom is asked. */
  readonly file: string;
}

/** The ids of the elements for the data and for the view. */
export const DETECTOR_DATA = 'detector-data';
export const DETECTOR_PLACE = 'living-detector';
