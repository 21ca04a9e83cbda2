import { execFileSync } from 'node:child_process';

/** Tests of the command line, and threads of all tests, run what is built; nothing happens when it is fresh. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
}
