import type { Json } from '../../util/json.js';
import { packTensors, unpackTensors } from '../../util/pack-tensors.js';
import { decodeTensors, encodeTensors } from '../../util/safetensors.js';

/** Nested plain data with typed arrays as bytes that travel; their hash goes beside them. */
export function packBytes(format: string, value: unknown): Uint8Array<ArrayBuffer> {
  const { json, tensors } = packTensors(value);
  return encodeTensors({ tensors, metadata: { format, content: JSON.stringify(json) } });
}

/** Reads what was packed under the same format. Throws for anything else. */
export function unpackBytes(format: string, bytes: Uint8Array): unknown {
  const { tensors, metadata } = decodeTensors(bytes);
  if (metadata.format !== format) throw new Error(`it is not ${format}`);
  return unpackTensors({ json: JSON.parse(metadata.content ?? 'null') as Json, tensors });
}
