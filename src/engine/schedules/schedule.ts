import { checkPlainOptions } from '../../util/check-arguments.js';
import { cos } from '../../util/elementary/cos-sin.js';
import { log } from '../../util/elementary/log.js';
import { pow } from '../../util/elementary/pow.js';
import { AutofitError } from '../../util/errors.js';
import { isRecord } from '../../util/is-record.js';
import { shown } from '../../util/shown.js';

/** The factor of a learning rate, of dropout or of weight decay over the course of training, which runs from 0 to 1. */
export type Schedule =
  | { readonly kind: 'constant' }
  | {
      readonly kind: 'step';
      /** Multiplies the factor at each of the steps. */
      readonly gamma: number;
      /** Equal parts of the training, each with its own factor. */
      readonly parts: number;
    }
  | { readonly kind: 'cosine' }
  /** 1 for the first half, then down to 0 along half a cosine (Holzmüller et al. 2024). */
  | { readonly kind: 'flat-cosine' }
  | {
      readonly kind: 'one-cycle';
      /** The share of training that rises. @default 0.3 */
      readonly rise?: number;
    }
  | {
      readonly kind: 'warm-up';
      /** The share of training that rises from 0, before `after` takes over. */
      readonly share: number;
      readonly after: Schedule;
    }
  | { readonly kind: 'coslog4' };

/** The numbers that each kind takes. */
const NUMBERS = {
  constant: {},
  step: { gamma: ['number'], parts: ['number'] },
  cosine: {},
  'flat-cosine': {},
  'one-cycle': { rise: ['number'] },
  'warm-up': { share: ['number'] },
  coslog4: {},
} as const satisfies Record<Schedule['kind'], unknown>;

/** The factor at a time of training between 0 and 1. */
export function scheduleFactor(schedule: Schedule, progress: number): number {
  switch (schedule.kind) {
    case 'constant':
      return 1;
    case 'step':
      return pow(
        schedule.gamma,
        Math.min(schedule.parts - 1, Math.floor(progress * schedule.parts)),
      );
    case 'cosine':
      return cosine(progress);
    case 'flat-cosine':
      return progress <= 0.5 ? 1 : cosine(2 * progress - 1);
    case 'one-cycle':
      return oneCycle(progress, schedule.rise ?? 0.3);
    case 'warm-up':
      return warmUp(progress, schedule.share, schedule.after);
    case 'coslog4':
      return coslog4(progress);
    default:
      throw new AutofitError('BAD_TRAINING', `There is no schedule ${shown(schedule)}.`);
  }
}

/** Throws an AutofitError for numbers that no schedule can follow. */
export function checkSchedule(schedule: Schedule): void {
  if (!isRecord(schedule) || !Object.hasOwn(NUMBERS, schedule.kind)) {
    throw new AutofitError('BAD_TRAINING', `There is no schedule ${shown(schedule)}.`);
  }
  const others = schedule.kind === 'warm-up' ? ['kind', 'after'] : ['kind'];
  checkPlainOptions(schedule, NUMBERS[schedule.kind], others);
  const fault = scheduleFault(schedule);
  if (fault !== undefined) throw new AutofitError('BAD_TRAINING', `A schedule has ${fault}.`);
  if (schedule.kind === 'warm-up') checkSchedule(schedule.after);
}

/** Throws an AutofitError for a schedule that rises above 1: rates of dropout would come to 1 and beyond. */
export function checkDropoutSchedule(schedule: Schedule): void {
  checkSchedule(schedule);
  if (schedule.kind === 'warm-up') checkDropoutSchedule(schedule.after);
  if (schedule.kind !== 'step' || schedule.gamma <= 1) return;
  const message = `A schedule of dropout has a \`gamma\` of at most 1, not ${schedule.gamma}.`;
  throw new AutofitError('BAD_TRAINING', message);
}

function scheduleFault(schedule: Schedule): string | undefined {
  if (schedule.kind === 'step') {
    const { gamma, parts } = schedule;
    if (!(gamma >= 0 && gamma < Infinity)) return `a \`gamma\` of at least 0, not ${gamma}`;
    return Number.isInteger(parts) && parts > 0
      ? undefined
      : `at least 1 of \`parts\`, not ${parts}`;
  }
  if (schedule.kind === 'warm-up') return shareFault('share', schedule.share);
  return schedule.kind === 'one-cycle' ? shareFault('rise', schedule.rise ?? 0) : undefined;
}

function shareFault(name: string, share: number): string | undefined {
  return share >= 0 && share <= 1 ? undefined : `a \`${name}\` from 0 to 1, not ${share}`;
}

/** From 1 to 0 along half a cosine (Loshchilov and Hutter 2017). */
function cosine(progress: number): number {
  return 0.5 * (1 + cos(Math.PI * progress));
}

/** From 1/25 up to 1 and down to nearly 0, both along cosines (Smith and Topin 2018, as PyTorch draws it). */
function oneCycle(progress: number, rise: number): number {
  const [start, end] = [1 / 25, 1 / 25e4];
  if (progress < rise) return start + (1 - start) * (1 - cosine(progress / rise));
  return end + (1 - end) * cosine((progress - rise) / (1 - rise));
}

function warmUp(progress: number, share: number, after: Schedule): number {
  if (progress < share) return progress / share;
  return scheduleFactor(after, (progress - share) / (1 - share));
}

/** Four waves, each twice as long as the one before: ½ (1 − cos(2π·log₂(1 + 15 t))) (Holzmüller et al. 2024). */
function coslog4(progress: number): number {
  return 0.5 * (1 - cos(2 * Math.PI * (log(1 + 15 * progress) / Math.LN2)));
}
