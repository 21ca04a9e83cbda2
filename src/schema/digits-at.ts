/** Reads a part of a cell, or the whole, as a number: NaN where it is none. */
export type ReadCell = (cell: string) => number;

/** From where to where a part of a cell reaches. */
export type Place = readonly [start: number, end: number];

export const NO_PLACE: Place = [0, 0];

export const unreadable: ReadCell = () => Number.NaN;

/** The whole number whose digits stand there. */
export function numberAt([start, end]: Place): ReadCell {
  return (cell) => {
    let value = 0;
    for (let i = start; i < end; i++) value = value * 10 + cell.charCodeAt(i) - 48;
    return value;
  };
}

/** The first of the hundred years that two digits mean where nothing says otherwise. */
export const USUAL_SINCE = 1970;

/** A year of four digits, or of two, which are those of the hundred years from that one on. */
export function yearAt(place: Place, since: number): ReadCell {
  const read = numberAt(place);
  if (lengthOf(place) !== 2) return read;
  const later = since % 100;
  const century = since - later;
  return (cell) => read(cell) + (read(cell) < later ? century + 100 : century);
}

/** Where the groups of a match by the flag d stand in a cell in which its text starts there; undefined for those that are not. */
export function placesOf(match: RegExpExecArray, start = 0): readonly (Place | undefined)[] {
  return (match.indices ?? []).map((place) => place && [place[0] + start, place[1] + start]);
}

export function lengthOf([start, end]: Place): number {
  return end - start;
}
