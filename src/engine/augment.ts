import type { Random } from '../util/random.js';

/**
 * Changes a picture in place as it is gathered for a step of training: (height, width, channels) of numbers, bytes that are
 * not scaled yet, which need neither stay whole nor within 0 … 255. `random` is the training's own stream, and `row` the
 * picture's row of the data.
 */
export type Augment = (pixels: Float32Array, random: Random, row: number) => void;
