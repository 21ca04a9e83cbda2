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
  const bytesOf = ({ buffer, byteOffset, byteLength }: TensorValues) =>
    new Uint8Array(buffer, byteOffset, byteLength);
  const digest = await sha256([new TextEncoder().encode(json), ...arrays.map(bytesOf)]);
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
