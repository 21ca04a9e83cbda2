import type { Settings } from '../options/options.js';
import type { ToldMessage } from '../trial/journal.js';

/** Notes and warnings that are kept. */
const MOST_TOLD = 300;

/** The settings, and what they are told from now on, for the report. */
export function keepTold(settings: Settings): {
  readonly settings: Settings;
  readonly told: readonly ToldMessage[];
} {
  const told: ToldMessage[] = [];
  const { onProgress } = settings;
  const listening = {
    ...settings,
    onProgress: (event: Parameters<Settings['onProgress']>[0]) => {
      const isTold = event.kind === 'note' || event.kind === 'warning';
      if (isTold && told.length < MOST_TOLD)
        told.push({ kind: event.kind, message: event.message });
      onProgress(event);
    },
  };
  return { settings: listening, told };
}
