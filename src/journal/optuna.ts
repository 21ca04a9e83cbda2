import type { Distribution, SearchSpace } from '../space/search-space.js';
import type { RunEvent, TrialEvent } from '../trial/journal.js';
import type { Trial } from '../trial/trial.js';
import { type OptunaParam, type OptunaTrial, optunaLines } from './optuna-lines.js';

/** What a study is about. */
export interface RunStudy {
  readonly name: string;
  readonly direction: 'maximize' | 'minimize';
  readonly run: RunEvent;
  /** Spaces by family. */
  readonly spaces: Readonly<Record<string, SearchSpace>>;
  readonly trials: readonly TrialEvent[];
}

const STATES: Readonly<Record<Trial['state'], OptunaTrial['state']>> = {
  complete: 'complete',
  paused: 'pruned',
  screened: 'pruned',
  failed: 'failed',
  stopped: 'failed',
};

/**
 * A run in the line format of Optuna's JournalStorage. Parameters are named `<family>.<name>`, as those of two families need
 * not agree; trials that were paused or screened count as pruned. A step is a trial's rung, as its best epoch can be the same
 * at two of them.
 */
export function runLines({ name, direction, run, spaces, trials }: RunStudy): readonly string[] {
  const family = familyChoice(spaces, trials);
  const began = Date.parse(run.began);
  const told = byTrial(trials).map((events): OptunaTrial | undefined => {
    const last = events.at(-1);
    if (!last) return undefined;
    const { trial, seconds } = last;
    const space = spaces[trial.config.family] ?? {};
    return {
      began: began + Math.max(0, seconds - trial.fitSeconds) * 1000,
      ended: began + seconds * 1000,
      params: [
        { name: 'family', distribution: family, value: trial.config.family },
        ...paramsOf(trial, space),
      ],
      reports: events.flatMap(({ trial: { score, rung } }) =>
        score === null ? [] : [{ step: rung, value: score }],
      ),
      state: STATES[trial.state],
      value: trial.score,
    };
  });
  return optunaLines({ name, direction, trials: told.flatMap((trial) => trial ?? []) });
}

/** All families that were tried: enqueued configurations may be of some that are not searched. */
function familyChoice(spaces: RunStudy['spaces'], trials: readonly TrialEvent[]): Distribution {
  const tried = trials.map(({ trial }) => trial.config.family);
  return { kind: 'choice', options: [...new Set(['constant', ...Object.keys(spaces), ...tried])] };
}

/** What each trial showed, stretch by stretch, in the order of the trials. */
function byTrial(events: readonly TrialEvent[]): readonly (readonly TrialEvent[])[] {
  const trials = new Map<number, TrialEvent[]>();
  for (const event of events) {
    const known = trials.get(event.trial.number);
    if (known) known.push(event);
    else trials.set(event.trial.number, [event]);
  }
  return [...trials].toSorted(([a], [b]) => a - b).map(([, own]) => own);
}

function paramsOf({ name, config }: Trial, space: SearchSpace): readonly OptunaParam[] {
  const params = Object.entries(config.params).map(([param, value]) => ({
    name: `${config.family}.${param}`,
    distribution: space[param],
    value,
  }));
  return [{ name: 'name', distribution: undefined, value: name }, ...params];
}
