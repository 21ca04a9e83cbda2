import { badPicture, CUT_OFF, damagedPicture } from './bad-picture.js';
import { exifOrientation } from './exif-orientation.js';
import type { StoredSize } from './picture-format.js';
import { beginsWith } from './shown-format.js';

const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const APP1 = 0xe1;
const EXIF = 'Exif\0\0';
/** Starts of frames whose pixels are coded otherwise than any reader of photographs knows. */
const LOSSLESS = [0xc3, 0xc7, 0xcb, 0xcf];
const HIERARCHICAL = [0xc5, 0xc6, 0xcd, 0xce];

/** Scans of a frame: programs write a dozen. Each passes over all pixels, however few bytes it has. */
const MANY_SCANS = 100;
const MOST_PASSED = 2e9;

/** The size that a JPEG's frame says. Throws an AutofitError where its end is missing, or for what is not read of JPEG. */
export function jpegFrame(bytes: Uint8Array): StoredSize {
  let frame: Segment | undefined;
  let orientation: number | undefined;
  let scans = 0;
  for (const segment of jpegSegments(bytes)) {
    if (isFrame(segment.marker)) frame ??= segment;
    if (segment.marker === START_OF_SCAN) scans++;
    if (segment.marker === APP1 && beginsWith(segment.data, EXIF)) {
      // Long Exif data go on in segments of their own, which say none.
      orientation ??= exifOrientation(segment.data.subarray(EXIF.length));
    }
  }
  if (!frame) throw damagedPicture('it has no frame');
  const [precision, a = 0, b = 0, c = 0, d = 0, components] = frame.data;
  if (LOSSLESS.includes(frame.marker)) throw notRead('a lossless JPEG');
  if (HIERARCHICAL.includes(frame.marker)) throw notRead('a hierarchical JPEG');
  if (precision !== 8) throw notRead(`a JPEG of ${precision} bits a colour`);
  if (components === 4) throw notRead('a JPEG in CMYK, for printing', 'in RGB');
  if (components !== 1 && components !== 3) throw damagedPicture(`${components} colours`);
  const [width, height] = [c * 256 + d, a * 256 + b];
  if (scans > MANY_SCANS && scans * width * height > MOST_PASSED) {
    throw damagedPicture(`${scans} passes over its pixels`);
  }
  return { width, height, orientation: orientation ?? 1 };
}

function notRead(what: string, how = 'as PNG or as a usual JPEG') {
  return badPicture(`is ${what}, which is not read: save it ${how}`);
}

interface Segment {
  readonly marker: number;
  readonly data: Uint8Array;
}

/** The segments up to the end of the image, which must be there. Coded pixels between them hold no markers. */
function* jpegSegments(bytes: Uint8Array): Generator<Segment> {
  for (let place = 2; ; ) {
    place = bytes.indexOf(0xff, place) + 1;
    if (place === 0 || place >= bytes.length) throw badPicture(CUT_OFF);
    const marker = bytes[place] ?? 0;
    if (marker === END_OF_IMAGE) return;
    // A filled byte may be the beginning of a marker.
    if (marker === 0xff) continue;
    place++;
    if (standsAlone(marker)) continue;
    const end = place + (bytes[place] ?? 0) * 256 + (bytes[place + 1] ?? 0);
    if (end > bytes.length) throw badPicture(CUT_OFF);
    if (end < place + 2) throw damagedPicture('a part without a length');
    yield { marker, data: bytes.subarray(place + 2, end) };
    place = end;
  }
}

/** A byte of coded pixels, a restart, the start of an image: without a length. */
function standsAlone(marker: number): boolean {
  return marker <= 1 || (marker >= 0xd0 && marker <= 0xd8);
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
