import type { AutofitError } from '../util/errors.js';
import { badPicture } from './bad-picture.js';

/** What else files of pictures begin with, bytes as characters, a dot for any: they are to be saved anew. */
const PICTURES: Record<string, readonly string[]> = {
  'a HEIC': ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'].map(fileType),
  'an AVIF': ['avif', 'avis'].map(fileType),
  'a TIFF': ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'],
  'a PDF': ['%PDF-'],
  'a Photoshop file': ['8BPS'],
  'a JPEG 2000': ['\0\0\0\x0cjP  ', '\xff\x4f\xff\x51'],
  'a JPEG XL': ['\xff\x0a', '\0\0\0\x0cJXL '],
  'an icon (ICO)': ['\0\0\x01\0.\0', '\0\0\x02\0.\0'],
};
const OTHERS: Record<string, readonly string[]> = {
  'a film': [fileType('....'), '\x1a\x45\xdf\xa3', 'RIFF....AVI '],
  'a ZIP archive': ['PK\x03', 'PK\x05'],
  'a gzip archive': ['\x1f\x8b'],
};
const IS_SVG =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg\b/is;
const IS_PAGE = /^\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html|head|body)\b/is;
const BYTE_ORDER_MARK = '\xef\xbb\xbf';
const READ = 'PNG, JPEG, WebP, GIF and BMP are read';
const LOOKED_AT = 1024;

/** The mistake of bytes that show no format of pictures, with what they are instead. */
export function notPicture(bytes: Uint8Array): AutofitError {
  const start = String.fromCharCode(...bytes.subarray(0, LOOKED_AT));
  const text = start.startsWith(BYTE_ORDER_MARK) ? start.slice(BYTE_ORDER_MARK.length) : start;
  const picture = IS_SVG.test(text) ? 'an SVG' : nameIn(PICTURES, start);
  if (picture) return badPicture(`is ${picture}, which is not read: save it as PNG or JPEG`);
  const other = IS_PAGE.test(text) ? 'a web page (HTML)' : nameIn(OTHERS, start);
  if (other) return badPicture(`is ${other}, not a picture: ${READ}`);
  if (isText(text)) return badPicture(`is text, not a picture: ${READ}`);
  if (/^\0+$/.test(start)) return badPicture('begins with zeros alone: copy or download it again');
  return badPicture(`is of no known kind of pictures: ${READ}`);
}

/** How files of MPEG-4's family begin. */
function fileType(brand: string): string {
  return `....ftyp${brand}`;
}

function nameIn(kinds: Record<string, readonly string[]>, start: string): string | undefined {
  const [name] = Object.entries(kinds).find(([, own]) => own.some(isBegun)) ?? [];
  return name;

  function isBegun(letters: string): boolean {
    return [...letters].every((letter, place) => letter === '.' || letter === start[place]);
  }
}

/** Without bytes that only control a terminal. */
function isText(text: string): boolean {
  return [...text].every((letter) => letter >= ' ' || '\t\n\r\f'.includes(letter));
}
