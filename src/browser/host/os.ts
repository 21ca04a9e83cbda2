/** Stands for `node:os` in a page. */

const GIB = 2 ** 30;
/** Where the browser does not say, and at most: what a tab may have is less than what the machine has. */
const USUAL_GIB = 4;

export function availableParallelism(): number {
  return navigator.hardwareConcurrency || 1;
}

/** Bytes of memory; browsers say at most 8 GiB. */
export function totalmem(): number {
  const { deviceMemory = USUAL_GIB } = navigator as { readonly deviceMemory?: number };
  return Math.min(deviceMemory, USUAL_GIB) * GIB;
}

export function freemem(): number {
  return totalmem();
}

export function hostname(): string {
  return 'page';
}

export function tmpdir(): string {
  return '/tmp';
}
