import { exp } from '../util/elementary/exp.js';
import { log } from '../util/elementary/log.js';
import { square } from '../util/elementary/square.js';
import type { TrueBox } from './box.js';

/** How a network's map lies over its input. */
export interface MapShape {
  /** Places of the map. */
  readonly width: number;
  readonly height: number;
  readonly classes: number;
  /** The size that boxes have by default, in pixels of the input: what is learnt is the logarithm of how they differ. */
  readonly meanWidth: number;
  readonly meanHeight: number;
}

/** Pixels of the input for a place of the map. */
export const STRIDE = 4;
/** Outputs a place besides the classes: offset across and down, logarithms of width and height. */
export const BOX_OUTPUTS = 4;
/** Chance of a centre at the start, as a logit: few places have one (Lin et al. 2017, focal loss). */
export const PRIOR_LOGIT = -2.19;

export function outputsOf({ classes }: Pick<MapShape, 'classes'>): number {
  return classes + BOX_OUTPUTS;
}

/** What a network is to answer about one picture (Zhou et al. 2019, Objects as points). */
export interface PictureTargets {
  readonly centres: readonly CentreTarget[];
  /** Places where finding something is neither right nor wrong. */
  readonly ignored: readonly MapRectangle[];
}

export interface CentreTarget {
  readonly code: number;
  /** Its place of the map. */
  readonly column: number;
  readonly row: number;
  /** Where the centre lies exactly, in places. */
  readonly x: number;
  readonly y: number;
  /** Logarithms of the size relative to the mean one. */
  readonly logWidth: number;
  readonly logHeight: number;
  /** How far around it, in places, something of it is seen. */
  readonly reachX: number;
  readonly reachY: number;
}

interface MapRectangle {
  readonly code: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Boxes in pixels of the input as targets on the map. */
export function pictureTargets(boxes: readonly TrueBox[], shape: MapShape): PictureTargets {
  const centres: CentreTarget[] = [];
  const ignored: MapRectangle[] = [];
  for (const box of boxes) {
    if (box.crowd) ignored.push(rectangleOf(box, shape));
    else centres.push(centreOf(box, shape));
  }
  return { centres, ignored };
}

function centreOf({ code, x1, y1, x2, y2 }: TrueBox, shape: MapShape): CentreTarget {
  const [x, y] = [(x1 + x2) / 2 / STRIDE, (y1 + y2) / 2 / STRIDE];
  const column = Math.min(shape.width - 1, Math.max(0, Math.floor(x)));
  const row = Math.min(shape.height - 1, Math.max(0, Math.floor(y)));
  const [width, height] = [Math.max(x2 - x1, 1e-3), Math.max(y2 - y1, 1e-3)];
  return {
    code,
    column,
    row,
    x,
    y,
    logWidth: log(width / shape.meanWidth),
    logHeight: log(height / shape.meanHeight),
    reachX: reachOf(width),
    reachY: reachOf(height),
  };
}

function rectangleOf({ code, x1, y1, x2, y2 }: TrueBox, shape: MapShape): MapRectangle {
  return {
    code,
    left: Math.max(0, Math.floor(x1 / STRIDE)),
    top: Math.max(0, Math.floor(y1 / STRIDE)),
    right: Math.min(shape.width, Math.ceil(x2 / STRIDE)),
    bottom: Math.min(shape.height, Math.ceil(y2 / STRIDE)),
  };
}

/** Of a half side, how far around the centre it reaches (Liu et al. 2020, TTFNet). */
const REACH = 0.54;

function reachOf(side: number): number {
  return Math.floor((REACH * side) / STRIDE / 2);
}

/** What the places of one picture's map should answer; written over for the next picture. */
export interface TargetMap {
  /** How near each place is to a centre of each class, 1 there; -1 where it does not matter. (places, classes) */
  readonly heat: Float32Array;
  /** Which centre each place tells the size of, -1 for none, and how much that counts. */
  readonly owner: Int32Array;
  readonly weight: Float32Array;
}

export function createTargetMap({ width, height, classes }: MapShape): TargetMap {
  const places = width * height;
  return {
    heat: new Float32Array(places * classes),
    owner: new Int32Array(places),
    weight: new Float32Array(places),
  };
}

/** Draws a bell around each centre, as wide and as high as the box is; where two meet, the higher one counts. */
export function drawTargets(
  map: TargetMap,
  { centres, ignored }: PictureTargets,
  shape: MapShape,
): void {
  map.heat.fill(0);
  map.owner.fill(-1);
  map.weight.fill(0);
  for (const { code, left, top, right, bottom } of ignored) {
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        map.heat[(row * shape.width + column) * shape.classes + code] = -1;
      }
    }
  }
  for (const [number, centre] of centres.entries()) drawBell(map, centre, number, shape);
}

function drawBell(map: TargetMap, centre: CentreTarget, number: number, shape: MapShape): void {
  const { code, column, row, reachX, reachY } = centre;
  const [spreadX, spreadY] = [(2 * reachX + 1) / 6, (2 * reachY + 1) / 6];
  for (let dy = -reachY; dy <= reachY; dy++) {
    for (let dx = -reachX; dx <= reachX; dx++) {
      const [x, y] = [column + dx, row + dy];
      if (x < 0 || y < 0 || x >= shape.width || y >= shape.height) continue;
      const height = exp(-(dx * dx) / (2 * square(spreadX)) - (dy * dy) / (2 * square(spreadY)));
      const place = y * shape.width + x;
      const at = place * shape.classes + code;
      if (height > (map.heat[at] ?? 0)) map.heat[at] = height;
      if (height <= (map.weight[place] ?? 0)) continue;
      map.weight[place] = height;
      map.owner[place] = number;
    }
  }
}
