/** The first of ten digits that follow each other: Arabic-Indic, Persian, Devanagari, Bengali, Thai, full-width. */
export const OTHER_ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];
const FIRST = 0x660;
/** Marks of full width and of Arabic, minus signs. */
export const OTHER_MARKS: ReadonlyMap<string, string> = new Map([
  ['٫', '.'],
  ['٬', ','],
  ['．', '.'],
  ['，', ','],
  ['％', '%'],
  ['٪', '%'],
  ['－', '-'],
  ['＋', '+'],
  ['＄', '$'],
  ['￥', '¥'],
  ['￡', '£'],
]);

/** The cell in the digits and marks of ASCII, of the same length. */
export function withLatinDigits(cell: string): string {
  for (let i = 0; i < cell.length; i++) {
    if (cell.charCodeAt(i) >= FIRST) return translated(cell);
  }
  return cell;
}

function translated(cell: string): string {
  let text = '';
  // By code units, so that places in the text are those in the cell.
  for (let i = 0; i < cell.length; i++) {
    const code = cell.charCodeAt(i);
    const zero = OTHER_ZEROS.find((first) => code >= first && code < first + 10);
    const character = cell.charAt(i);
    text += zero === undefined ? (OTHER_MARKS.get(character) ?? character) : `${code - zero}`;
  }
  return text;
}
