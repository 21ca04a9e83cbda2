/** What opening some of the pictures that a column seems to have showed. */
export interface PictureFinding {
  readonly tried: number;
  readonly opened: number;
  /** The side of the squares that they are averaged to, in pixels. */
  readonly side: number;
  /** Whether cells have several. */
  readonly several: boolean;
  /** Whether cells hold pictures themselves, not paths. */
  readonly isWritten: boolean;
  /** One that could not be opened, and why. @default all could */
  readonly fault?: string | undefined;
}
