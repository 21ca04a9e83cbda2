import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { detectorLeaderboardCsv } from '../detect/detector-leaderboard.js';
import type { DetectorState } from '../detect/detector-state.js';
import { saveDetector } from '../detect/save-detector.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import { createRunFolder, LEADERBOARD_FILE, openRunFolder, type RunFolder } from './run-folder.js';

/** The folder of a run of detection. */
export interface DetectionFolder {
  readonly path: string;
  readonly model: string;
  /** The page that says what was found, where one was written. */
  reportThere(): string | undefined;
  /** Writes leaderboard and model. */
  write(state: DetectorState): Promise<void>;
  writeReport(page: string): Promise<void>;
  close(): void;
}

/** Makes the folder and locks it. Throws an AutofitError when it cannot be used, or holds a run already. */
export async function createDetectionFolder(path: string): Promise<DetectionFolder> {
  return detectionFolder(await createRunFolder(path));
}

/** Locks the folder of a run that was begun already. Throws an AutofitError when there is none, or it is worked on. */
export async function openDetectionFolder(path: string): Promise<DetectionFolder> {
  return detectionFolder(await openRunFolder(path));
}

function detectionFolder({ path, model, report, close }: RunFolder): DetectionFolder {
  return {
    path,
    model,
    reportThere: () => (existsSync(report) ? report : undefined),
    async write(state) {
      await writeFileSafely(
        join(path, LEADERBOARD_FILE),
        detectorLeaderboardCsv(state.leaderboard),
      );
      await writeFileSafely(model, await saveDetector(state));
    },
    writeReport: (page) => writeFileSafely(report, page),
    close,
  };
}
