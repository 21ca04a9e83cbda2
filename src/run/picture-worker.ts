import { move, transferableSymbol, valueSymbol, workerData } from 'piscina';
import { type AskedBackbone, askedPicture } from '../image/asked-picture.js';
import { type SmallPicture, smallPicture } from '../image/small-picture.js';
import { AutofitError } from '../util/errors.js';

/** A picture to be decoded. */
export interface PictureTask {
  readonly bytes: Uint8Array;
  readonly side: number;
}

/** A mistake of the user, which would cross a thread as a plain error. */
export interface PictureMistake {
  readonly kind: 'picture-mistake';
  readonly code: string;
  readonly message: string;
}

export interface PictureAnswer {
  readonly kind: 'picture-answer';
  readonly picture: SmallPicture;
}

/** What every picture is asked, told once to each thread. */
export interface PictureStart {
  readonly asked: AskedBackbone | undefined;
}

const { asked } = workerData as PictureStart;

/** Decodes a picture; its bytes change their owner instead of being copied. */
export async function run({
  bytes,
  side,
}: PictureTask): Promise<ReturnType<typeof move> | PictureMistake> {
  try {
    const picture = await (asked ? askedPicture(bytes, side, asked) : smallPicture(bytes, side));
    const answer: PictureAnswer = { kind: 'picture-answer', picture };
    return move({ [transferableSymbol]: [picture.pixels.buffer], [valueSymbol]: answer });
  } catch (thrown) {
    if (!(thrown instanceof AutofitError)) throw thrown;
    return { kind: 'picture-mistake', code: thrown.code, message: thrown.message };
  }
}
