import type { TensorValues } from './safetensors.js';
import { sha256 } from './sha256.js';

/** SHA-256, in hexadecimal, over JSON and then the tensors' bytes in the order of their names. */
export async function tensorsHash(
  json: string,
  tensors: Readonly<Record<string, TensorValues>>,
): Promise<string> {
  const arrays = Object.keys(tensors)
    .sort()
    .map((name) => tensors[name] ?? new Float32Array());
  const text = new TextEncoder().encode(json);
  const bytes = new Uint8Array(
    text.length + arrays.reduce((sum, array) => sum + array.byteLength, 0),
  );
  bytes.set(text);
  let place = text.length;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), place);
    place += array.byteLength;
  }
  const digest = await sha256(bytes);
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
