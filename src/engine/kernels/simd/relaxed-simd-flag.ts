interface NodeProcess {
  getBuiltinModule?(name: 'node:v8'): { setFlagsFromString(flags: string): void } | undefined;
}

/**
 * Switches relaxed SIMD on where V8 has it behind a flag (Node 20); does nothing elsewhere, browsers
 * included, which is why `node:v8` is not imported.
 */
export function enableRelaxedSimd(): void {
  const { process } = globalThis as { readonly process?: NodeProcess };
  process?.getBuiltinModule?.('node:v8')?.setFlagsFromString('--experimental-wasm-relaxed-simd');
}
