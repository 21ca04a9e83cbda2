import { open } from 'node:fs/promises';
import type { DetectorState } from '../detect/detector-state.js';
import type { Direction } from '../metrics/metric.js';
import { metricNamed } from '../metrics/metrics.js';
import { predictorRow } from '../predictor/predictor-row.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { decodeMetadata } from '../util/safetensors.js';
import type { TaskKind } from '../util/task-kind.js';

/** What a model file says of itself without its weights. */
export interface ModelHeader {
  /** Undefined of a detector. */
  readonly label?: string | undefined;
  readonly task: TaskKind | 'detection';
  /** That it was made of: rows, or pictures. */
  readonly rows: number;
  readonly metric: string;
  readonly direction: Direction;
  /** On rows that the models were not fitted to; null where it is no number. */
  readonly scoreValidation: number | null;
  /** Null where no rows were scored at the end. */
  readonly scoreTest: number | null;
}

/** Reads the first bytes of a model file, however large it is. Throws an AutofitError for a file that is none. */
export async function readModelHeader(path: string): Promise<ModelHeader> {
  const { kind, predictor = '', detector = '' } = decodeMetadata(await headerBytes(path));
  if (kind === 'detection') return ofDetector(JSON.parse(detector) as DetectorState);
  return ofPredictor(JSON.parse(predictor) as PredictorState);
}

function ofPredictor(state: PredictorState): ModelHeader {
  const row = predictorRow(state);
  return {
    label: state.schema.label,
    task: state.schema.task.kind,
    rows: state.rows,
    metric: state.metric,
    direction: (state.customMetric ?? metricNamed(state.metric)).direction,
    scoreValidation: row?.scoreValidation ?? null,
    scoreTest: row?.scoreTest ?? null,
  };
}

function ofDetector({ pictures, validation }: DetectorState): ModelHeader {
  const { mAP50 } = validation;
  return {
    task: 'detection',
    rows: pictures,
    metric: 'mAP50',
    direction: 'maximize',
    scoreValidation: mAP50,
    scoreTest: null,
  };
}

/** The header's length and the header. */
async function headerBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = new Uint8Array(8);
    await file.read(length, 0, 8, 0);
    const told = Number(new DataView(length.buffer).getBigUint64(0, true));
    const bytes = new Uint8Array(Math.min(size, 8 + told));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
