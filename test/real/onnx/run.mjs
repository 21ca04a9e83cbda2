// Runs exported models in onnxruntime-web: node run.mjs <folder> …
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

for (const folder of process.argv.slice(2)) {
  const session = await ort.InferenceSession.create(readFileSync(join(folder, 'model.onnx')));
  const inputs = JSON.parse(readFileSync(join(folder, 'inputs.json'), 'utf8'));
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, { type, dims, data }]) => [
      name,
      new ort.Tensor(type, type === 'string' ? data : doublesOf(data), dims),
    ]),
  );
  const answers = await session.run(feeds);
  const told = Object.entries(answers).map(([name, { data }]) => [
    name,
    data instanceof Float64Array
      ? Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64')
      : data,
  ]);
  writeFileSync(join(folder, 'web.json'), JSON.stringify(Object.fromEntries(told)));
  await session.release();
}

function doublesOf(base64) {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return new Float64Array(bytes.buffer);
}
