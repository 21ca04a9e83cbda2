/** What the AssemblyScript sources export: places are bytes of the memory. */
export interface SimdExports {
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
  activationBackward(kind: number, out: number, dout: number, dx: number, bytes: number): void;
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

  meanSquaredError: CostFunction;
  binaryCrossEntropy: CostFunction;
  softmaxCrossEntropy: CostFunction;

  sgd(
    w: number,
    dw: number,
    velocity: number,
    bytes: number,
    learningRate: number,
    momentum: number,
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
}

type CostFunction = (x: number, y: number, dx: number, rows: number, columns: number) => number;
