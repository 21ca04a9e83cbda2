import type { FittedDetector, ResumeDetectorOptions } from './fit-detection.js';

/**
 * Goes on with the run of a detector in a folder as if it had never been stopped; a finished one is left as it is. Its time goes on at
 * `begunAt`, in milliseconds since the start of the process. Throws an AutofitError when the data or the version is not the one that it
 * began with.
 */
export async function resumeDetector(
  path: string,
  options: ResumeDetectorOptions = {},
  begunAt?: number,
): Promise<FittedDetector> {
  const { resumeDetection } = await import('./fit-detection.js');
  return resumeDetection(path, options, begunAt);
}
