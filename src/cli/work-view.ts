import type { ExplainProgress, PredictProgress } from '../index.js';
import { formatDuration } from '../util/duration.js';
import { formatBytes } from '../util/format-bytes.js';
import { plainText } from '../util/plain-text.js';
import { labelled, labelledBar } from './frame-parts.js';
import type { View } from './view.js';

/** One thing that is done. */
interface Stage {
  readonly name: string;
  /** Words, and how far it is where that is known. */
  readonly told: string;
  readonly share?: number | undefined;
}

/** What reads, predicts or explains, as one line. */
export interface WorkView extends View {
  /** Whether something else is done now than before. */
  tell(event: PredictProgress | ExplainProgress): boolean;
  /** Something that tells nothing of how far it is. */
  begin(name: string): boolean;
}

/** A view of one stage after another; `begunAt` is when the first began. */
export function createWorkView(begunAt: number): WorkView {
  let stage: Stage = { name: 'loading', told: '' };
  const become = (next: Stage) => {
    const isNew = next.name !== stage.name;
    stage = next;
    return isNew;
  };
  const timeOf = (seconds: number) => formatDuration(seconds - begunAt);
  return {
    tell: (event) => become(stageOf(event)),
    begin: (name) => become({ name, told: '' }),
    frame({ width }, seconds) {
      const { name, told, share } = stage;
      const parts = [told, timeOf(seconds)];
      return [
        share === undefined ? labelled(name, parts, width) : labelledBar(name, share, parts, width),
      ];
    },
    line: (seconds) => `${stage.name}: ${[stage.told, timeOf(seconds)].filter(Boolean).join(', ')}`,
  };
}

function stageOf(event: PredictProgress | ExplainProgress): Stage {
  if (event.kind === 'reading' || event.kind === 'reading-pictures') return readingStage(event);
  if (event.kind === 'predicting') {
    const { rows, total, share } = event;
    const predicted = rows.toLocaleString('en-US');
    if (total === undefined) return { name: 'predicting', told: `${predicted} rows`, share };
    const told = `${predicted} of ${total.toLocaleString('en-US')} rows`;
    return { name: 'predicting', told, share: rows / total };
  }
  const { stage, done, total } = event;
  return { name: 'explaining', told: `${stage}: ${done} of ${total}`, share: done / total };
}

/** How much of a file is read, or of its pictures; once a file is read whole its cells are judged. */
export function readingStage(
  event: Extract<PredictProgress, { kind: 'reading' | 'reading-pictures' }>,
): Stage {
  if (event.kind === 'reading-pictures') {
    const { pictures, total } = event;
    const [done, all] = [pictures, total].map((count) => count.toLocaleString('en-US'));
    return { name: 'reading', told: `${done} of ${all} pictures`, share: pictures / total };
  }
  const { source, bytes, total } = event;
  const file = plainText(source.split(/[\\/]/).at(-1) ?? source);
  if (total === undefined) {
    return { name: 'reading', told: `${file}: ${formatBytes(bytes)}` };
  }
  if (bytes >= total) return { name: 'judging', told: `the cells of ${file}` };
  const told = `${file}: ${formatBytes(bytes)} of ${formatBytes(total)}`;
  return { name: 'reading', told, share: bytes / total };
}
