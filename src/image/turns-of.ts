/** What an Exif orientation does to a picture as it is stored: mirrored first, then rows and columns exchanged. */
export interface Turns {
  readonly flipsColumns: boolean;
  readonly flipsRows: boolean;
  readonly isTransposed: boolean;
}

/** By the orientation, 1 to 8. */
export function turnsOf(orientation: number): Turns {
  return {
    flipsColumns: [2, 3, 7, 8].includes(orientation),
    flipsRows: [3, 4, 6, 7].includes(orientation),
    isTransposed: orientation >= 5,
  };
}
