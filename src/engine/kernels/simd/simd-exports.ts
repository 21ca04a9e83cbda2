import type { EmbeddingExports } from './embedding-exports.js';
import type { MapExports } from './map-exports.js';
import type { MemberExports } from './member-exports.js';
import type { TreeExports, WalkExports } from './tree-exports.js';

/** What the AssemblyScript sources export: places are bytes of the memory. */
export interface SimdExports
  extends EmbeddingExports,
    MapExports,
    MemberExports,
    TreeExports,
    WalkExports {
  readonly memory: WebAssembly.Memory;

  denseForward(
    x: number,
    w: number,
    b: number,
    out: number,
    rows: number,
    inputs: number,
    outputs: number,
  ): void;
  denseReluForward(
    x: number,
    w: number,
    b: number,
    out: number,
    rows: number,
    inputs: number,
    outputs: number,
    seed: number,
    threshold: number,
    scale: number,
  ): void;
  denseBackwardInput(
    dout: number,
    w: number,
    scratch: number,
    dx: number,
    rows: number,
    inputs: number,
    outputs: number,
  ): void;
  denseBackwardRelu(
    dout: number,
    w: number,
    scratch: number,
    x: number,
    dx: number,
    rows: number,
    inputs: number,
    outputs: number,
    scale: number,
  ): void;
  denseBackwardWeights(
    x: number,
    dout: number,
    dw: number,
    db: number,
    rows: number,
    inputs: number,
    outputs: number,
  ): void;

  sparseForward(x: number, w: number, out: number, rows: number, outputs: number): void;
  sparseBackwardWeights(
    x: number,
    dout: number,
    dw: number,
    rows: number,
    inputs: number,
    outputs: number,
  ): void;

  activationForward(kind: number, x: number, out: number, bytes: number): void;
  activationBackward(
    kind: number,
    x: number,
    out: number,
    dout: number,
    dx: number,
    bytes: number,
  ): void;
  softmaxForward(x: number, out: number, rows: number, columns: number): void;
  softmaxBackward(out: number, dout: number, dx: number, rows: number, columns: number): void;
  dropout(
    x: number,
    out: number,
    rows: number,
    columns: number,
    threshold: number,
    scale: number,
    seed: number,
  ): void;

  cost(
    kind: number,
    parameter: number,
    x: number,
    y: number,
    weights: number,
    dx: number,
    rows: number,
    columns: number,
  ): number;

  columnMoments(x: number, mean: number, variance: number, rows: number, columns: number): void;
  batchNormForward(
    x: number,
    scale: number,
    shift: number,
    mean: number,
    variance: number,
    out: number,
    rows: number,
    columns: number,
  ): void;
  batchNormBackward(
    x: number,
    scale: number,
    mean: number,
    variance: number,
    dout: number,
    dx: number,
    dscale: number,
    dshift: number,
    rows: number,
    columns: number,
  ): void;
  layerNormForward(
    x: number,
    scale: number,
    shift: number,
    out: number,
    rows: number,
    columns: number,
  ): void;
  layerNormBackward(
    x: number,
    scale: number,
    dout: number,
    dx: number,
    dscale: number,
    dshift: number,
    rows: number,
    columns: number,
  ): void;

  sgd(
    w: number,
    dw: number,
    velocity: number,
    bytes: number,
    learningRate: number,
    momentum: number,
    weightDecay: number,
    nesterov: boolean,
  ): void;
  rmsprop(
    w: number,
    dw: number,
    v: number,
    bytes: number,
    learningRate: number,
    decay: number,
    epsilon: number,
    weightDecay: number,
  ): void;
  adam(
    w: number,
    dw: number,
    m: number,
    v: number,
    bytes: number,
    beta1: number,
    beta2: number,
    rate: number,
    share: number,
    epsilon: number,
    shrink: number,
  ): void;
  add(x: number, y: number, out: number, bytes: number): void;
  blend(to: number, from: number, bytes: number, keep: number, take: number): void;
  sumOfSquares(x: number, bytes: number): number;
}
