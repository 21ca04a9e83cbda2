import { createInterface } from 'node:readline';

/** Reads a run per line and answers with samples per second; `measure(run)` trains for about run.seconds. */
export async function serve(measure) {
  console.log('ready');
  for await (const line of createInterface({ input: process.stdin })) {
    console.log(await measure(JSON.parse(line)));
  }
}

/** Inputs, and classes for several outputs or a smooth target for one. */
export function randomData({ sizes, rows, side = 1 }) {
  const inputs = side * side * sizes[0];
  const outputs = sizes.at(-1);
  const x = Float32Array.from({ length: rows * inputs }, () => 3 * (Math.random() - 0.5));
  const y = Float32Array.from({ length: rows }, (_, row) =>
    outputs > 1 ? row % outputs : Math.sin(x[row * inputs] + x[row * inputs + 1]),
  );
  return { x, y };
}
