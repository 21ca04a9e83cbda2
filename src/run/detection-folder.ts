import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { detectorLeaderboardCsv } from '../detect/detector-leaderboard.js';
import type { DetectorState } from '../detect/detector-state.js';
import { saveDetector } from '../detect/save-detector.js';
import { JOURNAL_FILE } from '../journal/journal-file.js';
import type { Json } from '../util/json.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import { createRunFolder, LEADERBOARD_FILE, REPORT_FILE } from './run-folder.js';

/** The folder of a run of detection. */
export interface DetectionFolder {
  readonly path: string;
  readonly model: string;
  /** Adds a line to the run's journal. */
  tell(event: Readonly<Record<string, Json>>): Promise<void>;
  /** Writes leaderboard and model. */
  write(state: DetectorState): Promise<void>;
  /** Gives the place of the page. */
  writeReport(page: string): Promise<string>;
  close(): void;
}

/** Makes the folder and locks it. Throws an AutofitError when it cannot be used, or holds a run already. */
export async function createDetectionFolder(path: string): Promise<DetectionFolder> {
  const { model, close } = await createRunFolder(path);
  const journal = join(path, JOURNAL_FILE);
  let last = Promise.resolve();
  return {
    path,
    model,
    tell(event) {
      last = last.then(() => appendFile(journal, `${JSON.stringify(event)}\n`));
      return last;
    },
    async write(state) {
      await last;
      await writeFileSafely(
        join(path, LEADERBOARD_FILE),
        detectorLeaderboardCsv(state.leaderboard),
      );
      await writeFileSafely(model, await saveDetector(state));
    },
    async writeReport(page) {
      const file = join(path, REPORT_FILE);
      await writeFileSafely(file, page);
      return file;
    },
    close,
  };
}
