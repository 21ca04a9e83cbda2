import type { ErrorPlace } from '../util/errors.js';
import type { TrueBox } from './box.js';

/** Pictures with the boxes that somebody drew on them. */
export interface BoxesTable {
  /** In the order of their code points. */
  readonly classes: readonly string[];
  readonly pictures: readonly LabelledPicture[];
  /** What was clipped, left out or is too little, in words. */
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

export interface LabelledPicture {
  /** As the data name it. */
  readonly image: string;
  /** Where it is read from. */
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly TrueBox[];
}

/** Pictures and boxes as a file names them, before a picture is looked at. */
export interface WrittenBoxes {
  readonly images: readonly WrittenImage[];
  readonly boxes: readonly WrittenBox[];
}

export interface WrittenImage {
  readonly name: string;
  /** Undefined where the file says nothing of it. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly place: ErrorPlace;
}

export interface WrittenBox {
  /** The place of its picture among the images. */
  readonly image: number;
  readonly label: string;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly crowd: boolean;
  readonly place: ErrorPlace;
}
