import type { Offset } from './arena.js';
import type { NormGradients, NormPlaces } from './norm-places.js';

/**
 * A square window that slides over maps. A map is a signal whose rows are (example, y, x), one place after the other, and
 * whose columns are channels. At (y, x) of what it makes, place (i, j) of the window lies over
 * (y · stride + i · dilation − top, x · stride + j · dilation − left); what lies beyond the map counts as nothing.
 */
export interface WindowShape {
  readonly examples: number;
  readonly height: number;
  readonly width: number;
  readonly outHeight: number;
  readonly outWidth: number;
  /** Places along a side of the window. */
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  readonly top: number;
  readonly left: number;
}

/** A convolution: w is (size · size · inputs, outputs), its rows by place in the window and then by input. */
export interface ConvolutionShape extends WindowShape {
  readonly inputs: number;
  readonly outputs: number;
}

/** A window over each channel by itself. */
export interface ChannelShape extends WindowShape {
  readonly columns: number;
}

/** Maps that keep their places; groups are channels that lie side by side. */
export interface GroupShape {
  readonly examples: number;
  readonly places: number;
  readonly columns: number;
  readonly groups: number;
}

/** What a group norm reads; `scratch` is a table of four rows. */
export interface GroupNormPlaces extends NormPlaces {
  readonly scratch: Offset;
}

/** A picture to be scaled, (places, channels) of numbers; `means` and `factors` have one a channel. */
export interface ScaledPicture {
  readonly pixels: Float32Array;
  readonly means: Float32Array;
  readonly factors: Float32Array;
}

/** What goes over maps. */
export interface MapKernels {
  /** Writes (pixels − means) · factors of one picture as places of a signal that has so many `rows`, from row `first` on. */
  writePicture(picture: ScaledPicture, first: number, rows: number, to: Offset): void;

  /** How many floats a convolution works in, for as many examples as there are. */
  convolutionFloats(shape: ConvolutionShape): number;
  /** out = x ∗ w + b. */
  convolutionForward(
    x: Offset,
    w: Offset,
    b: Offset,
    scratch: Offset,
    out: Offset,
    shape: ConvolutionShape,
  ): void;
  convolutionBackwardInput(
    dout: Offset,
    w: Offset,
    scratch: Offset,
    dx: Offset,
    shape: ConvolutionShape,
  ): void;
  convolutionBackwardWeights(
    x: Offset,
    dout: Offset,
    scratch: Offset,
    dw: Offset,
    db: Offset,
    shape: ConvolutionShape,
  ): void;

  /** The same of each channel by itself; w is (size · size, columns). */
  depthwiseForward(x: Offset, w: Offset, b: Offset, out: Offset, shape: ChannelShape): void;
  depthwiseBackwardInput(dout: Offset, w: Offset, dx: Offset, shape: ChannelShape): void;
  depthwiseBackwardWeights(
    x: Offset,
    dout: Offset,
    dw: Offset,
    db: Offset,
    shape: ChannelShape,
  ): void;

  /** The largest value under the window. */
  maxPoolForward(x: Offset, out: Offset, shape: ChannelShape): void;
  /** The gradient goes to the first of the largest values. */
  maxPoolBackward(x: Offset, out: Offset, dout: Offset, dx: Offset, shape: ChannelShape): void;
  /** The mean of what lies under the window. */
  averagePoolForward(x: Offset, out: Offset, shape: ChannelShape): void;
  averagePoolBackward(dout: Offset, dx: Offset, shape: ChannelShape): void;
  /** The mean of each map, (examples · places, columns) to (examples, columns). */
  globalPoolForward(x: Offset, out: Offset, shape: Omit<GroupShape, 'groups'>): void;
  globalPoolBackward(dout: Offset, dx: Offset, shape: Omit<GroupShape, 'groups'>): void;

  /** out = scale · x̂ + shift, where x̂ is x standardised over the places and channels of a group of one example. */
  groupNormForward(at: GroupNormPlaces, out: Offset, shape: GroupShape): void;
  groupNormBackward(at: GroupNormPlaces, dout: Offset, to: NormGradients, shape: GroupShape): void;
}
