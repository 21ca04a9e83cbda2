import { compileWasm } from '../../../util/compile-wasm.js';
import { relaxedSimdBase64, simdBase64 } from './generated/wasm.js';
import { enableRelaxedSimd } from './relaxed-simd-flag.js';
import { roundsOnce } from './rounds-once.js';

export type SimdBuild = 'simd' | 'simd-relaxed';

export interface CompiledSimd {
  readonly name: SimdBuild;
  readonly module: WebAssembly.Module;
}

const compiled = new Map<SimdBuild, CompiledSimd | undefined>();

/** The best build that this engine runs, compiled once a thread; undefined without WebAssembly SIMD, or room for it. */
export function compiledSimd(): CompiledSimd | undefined {
  const relaxed = compileBuild('simd-relaxed');
  // The same name is to mean the same results, on whatever processor.
  return relaxed && roundsOnce() ? relaxed : compileBuild('simd');
}

/** One build; undefined where the engine does not run it. V8 shares the code of equal modules in a process. */
export function compileBuild(name: SimdBuild): CompiledSimd | undefined {
  if (!compiled.has(name)) compiled.set(name, compile(name));
  return compiled.get(name);
}

function compile(name: SimdBuild): CompiledSimd | undefined {
  const packed = name === 'simd' ? simdBase64 : relaxedSimdBase64;
  const module =
    compileWasm(packed) ?? (name === 'simd-relaxed' ? compileRelaxed(packed) : undefined);
  return module && { name, module };
}

function compileRelaxed(packed: string): WebAssembly.Module | undefined {
  enableRelaxedSimd();
  return compileWasm(packed);
}
