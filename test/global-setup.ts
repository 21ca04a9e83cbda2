import { execFileSync } from 'node:child_process';

/** Tests of the command line run what is built; nothing happens when it is fresh. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}
