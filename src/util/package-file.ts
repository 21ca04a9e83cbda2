interface NodeModules {
  createRequire(importer: string): { resolve(name: string): string };
}
interface NodeFiles {
  readFileSync(path: string): Uint8Array<ArrayBuffer>;
}
interface NodeProcess {
  getBuiltinModule?(name: 'node:module'): NodeModules | undefined;
  getBuiltinModule?(name: 'node:fs'): NodeFiles | undefined;
}

/** Bytes of a file of a package, in Node; undefined in a page, where packages fetch their own files. */
export function packageFile(name: string): Uint8Array<ArrayBuffer> | undefined {
  const node = (globalThis as { readonly process?: NodeProcess }).process;
  const modules = node?.getBuiltinModule?.('node:module');
  const files = node?.getBuiltinModule?.('node:fs');
  return (
    files && modules && files.readFileSync(modules.createRequire(import.meta.url).resolve(name))
  );
}
