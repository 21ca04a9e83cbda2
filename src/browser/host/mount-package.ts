import { fetchedFiles, packageFiles } from './package-files.js';
import type { PageFiles } from './page-files.js';

/** Puts what comes with the package, such as its presets, where its modules look for it; `base` is where the scripts are. */
export function mountPackage(files: PageFiles, base: string): void {
  const encoder = new TextEncoder();
  for (const [path, text] of Object.entries(packageFiles)) {
    files.mount(`/autofit/${path}`, encoder.encode(text));
  }
  for (const path of fetchedFiles) {
    files.mount(`/autofit/${path}`, { url: new URL(`package/${path}`, base).href });
  }
}
