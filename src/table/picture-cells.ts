import { badPicture } from '../image/bad-picture.js';
import { DATA_URL } from '../image/data-url.js';
import { isPicture } from '../image/is-picture.js';
import { shortened } from '../util/shortened.js';
import type { CellFault } from './raw-table.js';

/** Gives the bytes of the file of one picture of a cell. Throws an AutofitError where there are none. */
export type PictureBytes = (picture: string) => Promise<Uint8Array>;

/** Where the pictures are that the cells of a table name or hold. */
export interface PictureSource {
  readonly bytesOf: PictureBytes;
  /** Whether a cell as it is written is the path of one file, whatever stands in it. @default none is opened */
  readonly isFile?: ((cell: string) => Promise<boolean>) | undefined;
}

/** What is between two `;`, but for those in the head of a data URI: `data:image/png;name=a.png;base64,…`. */
const PICTURES =
  /\s*data:[^,;]*(?:;\s*(?:[^\s,;:=]+=(?:"[^"]*"\s*|(?!"[^"]*")[^,;]*)|base64\s*))*,[^;]*|[^;]+/gi;
const LIST = /^\[\s*".*"\s*\]$/s;
const PATH = /\.(?:png|jpe?g|webp|gif|bmp)$/i;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** A path is written in the letters of base64 too, but is shorter than any picture. */
const SHORTEST = 40;
/** Letters that show what it is; four of them are three bytes. */
const SHOWN = 64;

/** The pictures of a cell: paths, or their files as data URIs or base64, with `;` between them or as a list in JSON. */
export function picturesIn(cell: string): string[] {
  return (listed(cell) ?? cell.match(PICTURES) ?? [])
    .map((own) => own.trim())
    .filter((own) => own !== '');
}

/** As `picturesIn`, but a path that is there as it is written is one picture: names of files may have a `;`, or blanks around them. */
export async function picturesAt(
  cell: string,
  { isFile }: Pick<PictureSource, 'isFile'>,
): Promise<string[]> {
  const several = picturesIn(cell);
  const isPlain = several.length === 1 && several[0] === cell;
  if (isPlain || !isFile || !isPicturePath(cell.trim()) || DATA_URL.test(cell)) return several;
  return (await isFile(cell)) ? [cell] : several;
}

/** The texts of a list in JSON; undefined where it is none. */
function listed(cell: string): readonly string[] | undefined {
  if (!LIST.test(cell)) return undefined;
  try {
    const items: unknown = JSON.parse(cell);
    const areTexts = Array.isArray(items) && items.every((own) => typeof own === 'string');
    return areTexts ? items : undefined;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

/** Whether a picture of a cell is named as files of pictures are. */
export function isPicturePath(picture: string): boolean {
  return PATH.test(picture);
}

/** Whether a picture of a cell is its file itself, as a data URI or base64. */
export function isWrittenPicture(picture: string): boolean {
  const start = DATA_URL.exec(picture)?.[0].length ?? 0;
  if (start === 0 && picture.length < SHORTEST) return false;
  const letters = picture
    .slice(start, start + SHOWN)
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  const whole = letters.slice(0, letters.length - (letters.length % 4));
  if (!BASE64.test(whole)) return false;
  return isPicture(Uint8Array.from(atob(whole), (letter) => letter.charCodeAt(0)));
}

/** The bytes of pictures that cells hold themselves; throws an AutofitError for others: no path is opened. */
export const writtenPicture: PictureBytes = async (picture) => {
  if (isPicturePath(picture) && !isWrittenPicture(picture)) {
    throw badPicture('is a path, and none is opened here: give its bytes, or its file as base64');
  }
  const { bytesOfCell } = await import('../image/bytes-of-cell.js');
  return bytesOfCell(picture);
};

/** Of cells that hold pictures themselves: no path is opened. */
export const WRITTEN_PICTURES: PictureSource = { bytesOf: writtenPicture };

/** Letters of a picture that are told. */
const LONGEST = 60;

/** What is wrong with a picture, as `b.jpg is cut off: copy or download it again`. */
export function faultText({ picture, reason }: CellFault): string {
  return `${shortened(picture, LONGEST)} ${reason}`;
}
