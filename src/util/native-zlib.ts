/** What of `node:zlib` is used where there is a Node. */
export interface NativeZlib {
  /** Throws errors with a code: `ERR_BUFFER_TOO_LARGE` for more bytes than allowed, `Z_…` for what cannot be unpacked. */
  inflateSync(
    bytes: Uint8Array,
    options: { readonly maxOutputLength: number; readonly chunkSize: number },
  ): Uint8Array;
}

interface NodeProcess {
  getBuiltinModule?(name: 'node:zlib'): NativeZlib | undefined;
}

/** Undefined in a page. */
export function nativeZlib(): NativeZlib | undefined {
  return (globalThis as { readonly process?: NodeProcess }).process?.getBuiltinModule?.(
    'node:zlib',
  );
}
