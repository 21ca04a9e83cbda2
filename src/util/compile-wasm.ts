import { hasRoomForWebAssembly } from './address-space.js';

/** The module that is packed as base64; undefined without WebAssembly, what it needs of it, or room for its memory. */
export function compileWasm(base64: string): WebAssembly.Module | undefined {
  if (typeof WebAssembly === 'undefined' || !hasRoomForWebAssembly()) return undefined;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : undefined;
}
