import type { Json } from './json.js';
import { packTensors, unpackTensors } from './pack-tensors.js';
import { decodeTensors, encodeTensors } from './safetensors.js';
import { tensorsHash } from './tensors-hash.js';

/** Nested plain data as the bytes of a safetensors file: typed arrays as tensors, the rest as JSON, a hash over both. */
export async function encodePacked(
  format: string,
  value: unknown,
): Promise<Uint8Array<ArrayBuffer>> {
  const { json, tensors } = packTensors(value);
  const content = JSON.stringify(json);
  const sha256 = await tensorsHash(content, tensors);
  return encodeTensors({ tensors, metadata: { format, content, sha256 } });
}

/** Reads what was encoded under the same format. Throws where it is damaged or of another one. */
export async function decodePacked(format: string, bytes: Uint8Array): Promise<unknown> {
  const { tensors, metadata } = decodeTensors(bytes);
  const { content = '', sha256 } = metadata;
  if (metadata.format !== format || (await tensorsHash(content, tensors)) !== sha256) {
    throw new Error('its content is not what was written');
  }
  return unpackTensors({ json: JSON.parse(content) as Json, tensors });
}
