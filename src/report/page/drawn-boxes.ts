import type { Box, Corners } from '../../detect/box.js';
import { colourOf } from '../../detect/draw-boxes.js';
import { boxCount } from '../../detect/lay-boxes.js';
import type { Picture } from '../../image/picture.js';
import { resizePicture } from '../../image/resize-picture.js';
import { drawing, element } from './dom.js';
import { labelPlaces } from './label-places.js';

/** Pixels along the longer side of what is shown. */
const MOST_SHOWN = 1600;
/** Of the height of the window, what it may take. */
const MOST_HEIGHT = 0.8;
/** Of the longer side, the height of letters and the width of lines. */
const [LETTERS, LINES] = [1 / 38, 1 / 300];
/** Pixels of the window that letters have where it is narrow. */
const LEAST_LETTERS = 13;

/** A picture with boxes on it, each with its class and score. */
export function drawnBoxes(
  picture: Picture,
  boxes: readonly Box[],
  classes: readonly string[],
): HTMLElement {
  const { width, height } = picture;
  const longest = Math.max(width, height);
  const letters = longest * Math.max(LETTERS, LEAST_LETTERS / window.innerWidth);
  const boxesOn = drawing('svg', {
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-label': `The picture with ${boxCount(boxes.length)}, which the table below lists`,
    'font-size': letters,
    'stroke-width': longest * LINES,
  });
  const named = boxes.map((box) => ({ ...box, words: `${box.label} ${box.score.toFixed(2)}` }));
  const places = labelPlaces(named, letters);
  const marks = named.map((box, i) => markOf(box, classes.indexOf(box.label), places[i]));
  // The surest lie above the others.
  boxesOn.append(...marks.toReversed().flat());
  const seen = element('div', { attributes: { class: 'seen' } }, canvasOf(picture), boxesOn);
  // As wide as a window has room for its height.
  seen.style.maxWidth = `min(60rem, ${((100 * MOST_HEIGHT * width) / height).toFixed(2)}vh)`;
  return seen;
}

function markOf(
  { words, x1, y1, x2, y2 }: Corners & { readonly words: string },
  code: number,
  place: { readonly x: number; readonly y: number } = { x: x1, y: y1 },
): readonly SVGElement[] {
  const colour = `rgb(${colourOf(code).join(' ')})`;
  const frame = drawing(
    'rect',
    { x: x1, y: y1, width: x2 - x1, height: y2 - y1, fill: 'none', stroke: colour },
    drawing('title', {}, words),
  );
  const text = drawing('text', { ...place }, words);
  text.style.fill = colour;
  return [frame, text];
}

function canvasOf(picture: Picture): HTMLCanvasElement {
  const scale = Math.min(1, MOST_SHOWN / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map((side) =>
    Math.max(1, Math.round(side * scale)),
  ) as [number, number];
  const { pixels } = scale < 1 ? resizePicture(picture, width, height) : picture;
  const canvas = element('canvas', { attributes: { width, height } });
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let place = 0; place < width * height; place++) {
    data.set(pixels.subarray(3 * place, 3 * place + 3), 4 * place);
  }
  canvas.getContext('2d')?.putImageData(new ImageData(data, width, height), 0, 0);
  return canvas;
}
