import { cos, sin } from '../util/elementary/cos-sin.js';

/** The size of a picture whose numbers lie (height, width, channels). */
export interface PictureSize {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Turns a picture about its middle by an angle in radians into `to`; bilinear, its edge goes on where it ends. */
export function rotatePicture(
  from: Float32Array,
  { height, width, channels }: PictureSize,
  angle: number,
  to: Float32Array,
): void {
  const [ahead, aside] = [cos(angle), sin(angle)];
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  let place = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [dx, dy] = [column - middleX, row - middleY];
      const x = within(middleX + ahead * dx - aside * dy, width - 1);
      const y = within(middleY + aside * dx + ahead * dy, height - 1);
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const right = Math.min(left + 1, width - 1);
      const below = Math.min(top + 1, height - 1);
      const [shareX, shareY] = [x - left, y - top];
      for (let c = 0; c < channels; c++) {
        const at = (line: number, place: number) =>
          from[(line * width + place) * channels + c] as number;
        const upper = at(top, left) + shareX * (at(top, right) - at(top, left));
        const lower = at(below, left) + shareX * (at(below, right) - at(below, left));
        to[place++] = upper + shareY * (lower - upper);
      }
    }
  }
}

function within(value: number, last: number): number {
  return Math.min(Math.max(value, 0), last);
}
