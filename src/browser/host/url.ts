/** Stands for `node:url` in a page: modules lie below `/autofit` there. */
export function fileURLToPath(url: string | URL): string {
  return decodeURIComponent(new URL(url).pathname);
}
