import type { Pass, Signal, Stage } from './stage.js';

/** How a layer drops: `salt` gives each layer its own stream. */
export interface DropoutSetting {
  readonly rate: number;
  readonly salt: number;
}

/** Inverted dropout: kept values grow by 1 / (1 − rate) while training; prediction changes nothing. */
export function dropoutStage(input: Signal, output: Signal, { rate, salt }: DropoutSetting): Stage {
  const { columns, places } = output;
  const drop = { rate: 0, seed: 0 };
  const prepare = ({ training, seed, dropout }: Pass) => {
    drop.rate = training ? rate * dropout : 0;
    drop.seed = seed ^ salt;
  };
  return {
    output,
    forward(pass) {
      prepare(pass);
      pass.kernels.dropout(input.value, output.value, pass.rows * places, columns, drop);
    },
    backward(pass) {
      prepare(pass);
      pass.kernels.dropout(output.gradient, input.gradient, pass.rows * places, columns, drop);
    },
  };
}
