import type { Diagnosis } from './health/diagnosis.js';
import { checkPlainOptions } from './util/check-arguments.js';

export interface DoctorOptions {
  /** Where runs would be written. @default the working folder */
  readonly folder?: string | undefined;
}

/**
 * Looks at what autofit stands on: Node, WebAssembly, processors and memory that are really there, the disk, threads, optional
 * packages. It starts a thread, writes some megabytes and trains a small network, in about a second.
 */
export async function doctor(options: DoctorOptions = {}): Promise<Diagnosis> {
  checkPlainOptions(options, { folder: ['string'] });
  const { examine } = await import('./health/examine.js');
  return examine(options.folder ?? workingFolder());
}

function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '.'; // it was removed, as writing into it tells
  }
}
