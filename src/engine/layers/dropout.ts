import type { Signal, Stage } from './stage.js';

/** Inverted dropout: kept values grow by 1 / (1 − rate) while training; prediction changes nothing. */
export function dropoutStage(
  input: Signal,
  output: Signal,
  { rate, salt }: { readonly rate: number; readonly salt: number },
): Stage {
  const share = (training: boolean) => (training ? rate : 0);
  return {
    output,
    forward({ kernels, rows, training, seed }) {
      const length = rows * output.columns;
      kernels.dropout(input.value, output.value, length, share(training), seed ^ salt);
    },
    backward({ kernels, rows, training, seed }) {
      const length = rows * output.columns;
      kernels.dropout(output.gradient, input.gradient, length, share(training), seed ^ salt);
    },
  };
}
