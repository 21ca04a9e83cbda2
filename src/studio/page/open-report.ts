import type { StudioCalls } from '../studio-calls.js';
import { saveBlob } from './save-blob.js';
import { waitFor } from './studio-state.js';
import { texts } from './texts.js';

/** Opens a run's report, or a part of it, beside the studio; where it can have no address it is downloaded. */
export async function openReport(calls: StudioCalls, run: string, part = ''): Promise<void> {
  await waitFor(texts.result.report, async () => {
    const address = await calls.reportAddress(run);
    if (address !== undefined) open(`${address}${part}`, '_blank', 'noopener');
    else saveBlob(await calls.file(run, 'report.html'), 'report.html');
  });
}
