import { kernelsNameFor } from '../models/network-model.js';
import type { Settings } from '../options/options.js';
import type { RunEvent } from '../trial/journal.js';
import { AutofitError } from '../util/errors.js';
import { VERSION } from '../util/version.js';

/** What results hang on besides data and settings. Versions of Node are none of it: decision 36. */
export function versionsOf({ kernels }: Pick<Settings, 'kernels'>): RunEvent['versions'] {
  return { autofit: VERSION, kernels: kernelsNameFor(kernels) };
}

/** Throws an AutofitError where a run was begun with others. */
export function checkVersions(
  folder: string,
  run: Pick<RunEvent, 'versions'>,
  settings: Pick<Settings, 'kernels'>,
): void {
  for (const [name, here] of Object.entries(versionsOf(settings))) {
    const begun = run.versions[name] ?? '(unknown)';
    if (begun === here) continue;
    const message = `${folder} was begun with ${name} ${begun}, and this is ${here}.`;
    throw new AutofitError('OTHER_VERSION', message, { hint: hintFor(name) });
  }
}

function hintFor(name: string): string {
  return name === 'kernels'
    ? 'They round otherwise, so results would not be the same: resume it on a processor and a Node that have those kernels, or fit again.'
    : 'Results would not be the same: resume it by the version that began it, or fit again.';
}
