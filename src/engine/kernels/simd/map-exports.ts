/** What assembly/windows.ts, convolutions.ts, depthwise.ts, pools.ts and group-norm.ts export. */
export interface MapExports {
  setWindow(
    examples: number,
    height: number,
    width: number,
    outHeight: number,
    outWidth: number,
    size: number,
    stride: number,
    dilation: number,
    top: number,
    left: number,
  ): void;
  convolutionFloats(inputs: number, outputs: number): number;
  convolutionForward(
    x: number,
    w: number,
    b: number,
    scratch: number,
    out: number,
    inputs: number,
    outputs: number,
  ): void;
  convolutionBackwardInput(
    dout: number,
    w: number,
    scratch: number,
    dx: number,
    inputs: number,
    outputs: number,
  ): void;
  convolutionBackwardWeights(
    x: number,
    dout: number,
    scratch: number,
    dw: number,
    db: number,
    inputs: number,
    outputs: number,
  ): void;
  depthwiseForward(x: number, w: number, b: number, out: number, columns: number): void;
  depthwiseBackwardInput(dout: number, w: number, dx: number, columns: number): void;
  depthwiseBackwardWeights(x: number, dout: number, dw: number, db: number, columns: number): void;
  maxPoolForward(x: number, out: number, columns: number): void;
  maxPoolBackward(x: number, out: number, dout: number, dx: number, columns: number): void;
  averagePoolForward(x: number, out: number, columns: number): void;
  averagePoolBackward(dout: number, dx: number, columns: number): void;
  globalPoolForward(x: number, out: number, maps: number, places: number, columns: number): void;
  globalPoolBackward(dout: number, dx: number, maps: number, places: number, columns: number): void;
  groupNormForward(
    x: number,
    scale: number,
    shift: number,
    scratch: number,
    out: number,
    maps: number,
    places: number,
    columns: number,
    groups: number,
  ): void;
  groupNormBackward(
    x: number,
    scale: number,
    scratch: number,
    dout: number,
    dx: number,
    dscale: number,
    dshift: number,
    maps: number,
    places: number,
    columns: number,
    groups: number,
  ): void;
}
