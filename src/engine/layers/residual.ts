import type { Signal, Stage } from './stage.js';

/** out = x + f(x), where `stages` are f (He et al. 2016). */
export function residualStage(input: Signal, signal: Signal, stages: readonly Stage[]): Stage {
  const inner = stages.at(-1)?.output ?? input;
  // The gradient of the sum is that of f's output too.
  const output = { ...signal, gradient: inner.gradient };
  const { columns, places } = output;
  return {
    output,
    forward(pass) {
      for (let i = 0; i < stages.length; i++) stages[i]?.forward(pass);
      pass.kernels.add(input.value, inner.value, output.value, pass.rows * places, columns);
    },
    backward(pass) {
      for (let i = stages.length - 1; i >= 0; i--) stages[i]?.backward(pass);
      const { gradient } = input;
      pass.kernels.add(gradient, output.gradient, gradient, pass.rows * places, columns);
    },
  };
}
