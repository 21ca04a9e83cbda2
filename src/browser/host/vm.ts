/** Stands for `node:vm` in a page: what asks for it collects garbage, which is the browser's own affair. */
export function runInNewContext(): () => void {
  return () => {};
}
