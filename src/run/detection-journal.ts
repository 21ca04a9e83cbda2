import { z } from 'zod';
import { beginLog, continueLog, damagedLog, parseLog, readLogText } from '../journal/event-log.js';
import { DETECTION, settingsHash } from '../journal/journal-file.js';
import { hasOtherFormat, type WrittenLog } from '../journal/log-file.js';
import type { EventLog } from '../trial/journal.js';
import { AutofitError } from '../util/errors.js';

/** Raised when what events hold changes its meaning. */
const FORMAT = 1;

const length = z.union([
  z.strictObject({ epochs: z.int() }),
  z.strictObject({ seconds: z.number() }),
]);
const scores = z.strictObject({
  mAP50: z.number().nullable(),
  mAP75: z.number().nullable(),
  mAP: z.number().nullable(),
});

/** After how many pictures parts of the reading were stopped, in the order in which they are read; the others came to their end. */
const stoppedReading = z.partialRecord(
  z.literal(['looking', 'lookingAtTest', 'framing']),
  z.int().min(0),
);

const begun = z.strictObject({
  kind: z.literal('detection'),
  format: z.literal(FORMAT),
  versions: z.record(z.string(), z.string()),
  began: z.iso.datetime(),
  /** The file that was read; null where there is nothing to go on with. */
  source: z.string().nullable(),
  isCut: z.boolean().optional(),
  stopped: stoppedReading,
  /** The size at which pictures were read; null where they were not. */
  frame: z.strictObject({ width: z.int(), height: z.int() }).nullable(),
  dataHash: z.string(),
  settings: z.json(),
  settingsHash: z.string(),
});

/** A network was trained and tried, and what it left is safe. */
const network = z.strictObject({
  kind: z.literal('network'),
  number: z.int(),
  config: z.record(z.string(), z.union([z.number(), z.string()])),
  length,
  state: z.literal(['done', 'failed']),
  reason: z.string().nullable(),
  epochs: z.int().nullable(),
  /** Where what it left lies. */
  blob: z.int().min(0),
  /** Since the start of the run, all its processes together. */
  seconds: z.number().min(0),
});

/** Side by side so many networks are planned, which is how many could be trained at once. */
const dealt = z.strictObject({ kind: z.literal('dealt'), workers: z.int().min(1) });

/** The search has asked how many seconds are left, and planned by them. */
const left = z.strictObject({
  kind: z.literal('left'),
  /** How often it had asked before. */
  asked: z.int().min(0),
  left: z.number(),
  seconds: z.number().min(0),
});

/** The model is written and nothing is left to do. */
const end = z.strictObject({
  kind: z.literal('end'),
  seconds: z.number().min(0),
  scoreTest: scores.nullable(),
});

const eventSchema = z.discriminatedUnion('kind', [begun, dealt, network, left, end]);

/** What happens in a run of detection. */
export type DetectionEvent = z.infer<typeof eventSchema>;
export type BegunEvent = z.infer<typeof begun>;
export type NetworkEvent = z.infer<typeof network>;
export type StoppedReading = Readonly<z.infer<typeof stoppedReading>>;
export type EndScores = z.infer<typeof scores>;

/** What the journal of a run of detection holds so far. */
export interface DetectionLog extends WrittenLog<DetectionEvent> {
  readonly run: BegunEvent;
}

/** Begins the journal of a run. */
export function beginDetectionLog(
  folder: string,
  run: Omit<BegunEvent, 'kind' | 'format' | 'settingsHash'>,
): Promise<EventLog<DetectionEvent>> {
  const first = { kind: 'detection', format: FORMAT, ...run } as const;
  return beginLog<DetectionEvent>(folder, { ...first, settingsHash: settingsHash(run.settings) });
}

/** Reads it. Throws an AutofitError when there is none, it is that of a table, or it cannot be read. */
export async function readDetectionLog(folder: string): Promise<DetectionLog> {
  const text = await readLogText(folder);
  if (!text.startsWith(DETECTION)) throw isTable(folder);
  if (hasOtherFormat(text, FORMAT)) {
    throw damagedLog(folder, 1, 'it does not begin a run of this version');
  }
  const { events, bytes } = parseLog<DetectionEvent>(folder, text, eventSchema);
  const run = events[0];
  if (run?.kind !== 'detection') throw damagedLog(folder, 1, 'it does not begin a run');
  if (run.settingsHash !== settingsHash(run.settings)) {
    throw damagedLog(folder, 1, 'its settings were changed');
  }
  return { run, events, bytes };
}

/** Goes on behind what was read. */
export function continueDetectionLog(
  folder: string,
  log: DetectionLog,
): Promise<EventLog<DetectionEvent>> {
  return continueLog(folder, log);
}

function isTable(folder: string): AutofitError {
  return new AutofitError('IS_TABLE', `${folder} holds no run that finds boxes.`, {
    file: folder,
    hint: '`resume` goes on with runs on tables.',
  });
}
