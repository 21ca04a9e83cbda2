/** TensorFlow.js; the backend, cpu or wasm, is the argument. */
import tf from '@tensorflow/tfjs';
import { randomData, serve } from './serve.mjs';

/** Rows to train on at once: enough for a few steps, as an epoch of the bench would take minutes; of pictures so does a step. */
const rowsOf = ({ side, batch }) => (side ? 8 : 2 * batch);
const [backend = 'cpu'] = process.argv.slice(2);

console.warn = () => {};
if (backend === 'wasm') {
  const wasm = (await import('@tensorflow/tfjs-backend-wasm')).default;
  wasm.setWasmPaths(
    new URL('./node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url).pathname,
  );
  wasm.setThreadsCount(1);
}
await tf.setBackend(backend);
await tf.ready();

await serve(async (run) => {
  const { model, x, y } = prepare(run);
  const options = { batchSize: run.batch, epochs: 1, verbose: 0, yieldEvery: 'never' };
  const start = performance.now();
  let samples = 0;
  while (samples === 0 || performance.now() - start < run.seconds * 1000) {
    await model.fit(x, y, options);
    samples += rowsOf(run);
  }
  const spent = performance.now() - start;
  for (const used of [model, x, y]) used.dispose();
  return (1000 * samples) / spent;
});

function prepare(run) {
  const { sizes, side } = run;
  const rows = rowsOf(run);
  const data = randomData({ sizes, rows, side });
  const outputs = sizes.at(-1);
  const model = side ? pictureNetwork(run) : rowsNetwork(run);
  const loss = outputs > 1 ? 'categoricalCrossentropy' : 'meanSquaredError';
  model.compile({ optimizer: tf.train.adam(1e-3), loss });
  const x = tf.tensor(data.x, side ? [rows, side, side, sizes[0]] : [rows, sizes[0]]);
  const y =
    outputs > 1
      ? tf.oneHot(tf.tensor1d(data.y, 'int32'), outputs).toFloat()
      : tf.tensor2d(data.y, [rows, 1]);
  return { model, x, y };
}

function rowsNetwork({ sizes, dropout }) {
  const outputs = sizes.at(-1);
  const model = tf.sequential();
  for (const [index, units] of sizes.slice(1).entries()) {
    const last = index === sizes.length - 2;
    const activation = last ? (outputs > 1 ? 'softmax' : 'linear') : 'relu';
    const input = index === 0 ? { inputShape: [sizes[0]] } : {};
    model.add(tf.layers.dense({ units, activation, ...input }));
    if (!last && dropout > 0) model.add(tf.layers.dropout({ rate: dropout }));
  }
  return model;
}

/** As pictureNetworkOf of bench/engine/ours.ts. */
function pictureNetwork({ sizes, side, dropout }) {
  const model = tf.sequential();
  for (const [index, filters] of sizes.slice(1, -1).entries()) {
    const input = index === 0 ? { inputShape: [side, side, sizes[0]] } : {};
    const window = { kernelSize: 3, padding: 'same', useBias: false };
    model.add(tf.layers.conv2d({ filters, ...window, ...input }));
    model.add(tf.layers.batchNormalization());
    model.add(tf.layers.activation({ activation: 'relu' }));
    if (index < 2) model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  }
  model.add(tf.layers.globalAveragePooling2d({}));
  if (dropout > 0) model.add(tf.layers.dropout({ rate: dropout }));
  model.add(tf.layers.dense({ units: sizes.at(-1), activation: 'softmax' }));
  return model;
}
