import { compileWasm } from '../../../util/compile-wasm.js';

/** `(f32 a, f32 b, f32 c) => f32x4.relaxed_madd` of them, a lane of it. */
const MADD = 'AGFzbQEAAAABCAFgA319fQF9AwIBAAcFAQFmAAAKFgEUACAA/RMgAf0TIAL9E/2FAv0fAAs=';
let isOnce: boolean | undefined;

/** Whether a · b + c of relaxed SIMD rounds once here. A processor without fused multiply-add rounds it twice, which are other results under the same name. */
export function roundsOnce(): boolean {
  isOnce ??= rounds();
  return isOnce;
}

function rounds(): boolean {
  const module = compileWasm(MADD);
  if (!module) return false;
  const { f } = new WebAssembly.Instance(module).exports as { readonly f: Madd };
  // Rounded twice, the last bit of the square is lost.
  return f(1 + 2 ** -12, 1 + 2 ** -12, -(1 + 2 ** -11)) === 2 ** -24;
}

type Madd = (a: number, b: number, c: number) => number;
