import { decideClasses, HALF } from '../../metrics/decisions.js';
import { weightlessRows } from '../../metrics/metric.js';
import { chosenOf } from '../../predictor/chosen-of.js';
import { judgedTask } from '../../predictor/combined.js';
import type { OutOfFold } from '../../predictor/kept-rows.js';
import { predictorName, predictorRow } from '../../predictor/predictor-row.js';
import type { PredictorState } from '../../predictor/predictor-state.js';
import { judgingMetric, stateMetric } from '../../predictor/state-metric.js';
import type { MachineWork } from '../../trial/job.js';
import type { ToldMessage, TrialEvent } from '../../trial/journal.js';
import { baselinePredictions } from './baseline.js';
import { classFacts } from './class-facts.js';
import { columnFacts } from './column-facts.js';
import type { ExplainFacts } from './explain-facts.js';
import { findingsOf } from './findings.js';
import type { GroupFacts } from './group-facts.js';
import type { JudgedRows } from './judged-rows.js';
import { memberFacts } from './member-facts.js';
import { modelScores } from './model-scores.js';
import { numberFacts } from './number-facts.js';
import { gainOver } from './paired-gain.js';
import type { PictureFacts } from './picture-facts.js';
import { byMiddle, quantileFacts } from './quantile-facts.js';
import type { AskedFacts, JudgedFacts, KnownFacts, ReportFacts, RunFacts } from './report-facts.js';
import { scoreFacts } from './score-facts.js';
import { searchFacts } from './search-facts.js';
import { surenessFacts } from './sureness-facts.js';
import { warningsOf } from './warnings.js';

/** What a run left, from which facts are made. */
export interface ReportInput {
  readonly state: PredictorState;
  readonly outOfFold: OutOfFold;
  readonly records: readonly Pick<TrialEvent, 'trial' | 'seconds'>[];
  readonly run: RunFacts;
  /** What was chosen by the validation rows, in words. */
  readonly chosen: readonly string[];
  /** What machines did, where there were several. */
  readonly machines?: readonly MachineWork[] | undefined;
  /** What was told while fitting. */
  readonly told: readonly ToldMessage[];
  readonly explained?: ExplainFacts | undefined;
  readonly pictures?: readonly PictureFacts[] | undefined;
  /** Other rows that the predictor was asked about. */
  readonly given?: JudgedRows | undefined;
  readonly groups?: readonly GroupFacts[] | undefined;
}

/** The facts of a run. */
export function gatherFacts(input: ReportInput): ReportFacts {
  const { state, outOfFold, records, explained, pictures = [], given, groups = [] } = input;
  const judged = outOfFoldRows(state, outOfFold);
  const facts: KnownFacts = {
    kind: 'autofit-report',
    version: 1,
    asked: askedFacts(state, input.run),
    told: input.told,
    judged: judgedFacts(judged, state.seed),
    ...testedFacts(state),
    chosen: input.chosen,
    ...(state.uncertainty && { sureness: surenessFacts(state.uncertainty) }),
    ...(given && { given: judgedFacts(given, state.seed) }),
    columns: columnFacts(state),
    leaderboard: state.leaderboard,
    predictor: predictorName(state),
    models: modelScores(judged, outOfFold.predictions, state.seed),
    members: memberFacts(state, judged, outOfFold.predictions),
    ...(records.length > 0 && {
      search: searchFacts(records, stateMetric(state), {
        machines: input.machines,
        leaderboard: state.leaderboard,
        seconds: input.run.seconds,
      }),
    }),
    ...(explained && { explained }),
    ...(pictures.length > 0 && { pictures }),
    groups,
    rowsContained: explained?.worst.length ?? 0,
  };
  return { ...facts, findings: findingsOf(facts), warnings: warningsOf(facts) };
}

/** The predictor's own rows, judged by models that were not fitted to them. */
export function outOfFoldRows(state: PredictorState, outOfFold: OutOfFold): JudgedRows {
  const { truth, weights, groups, predictions } = outOfFold;
  const judged: JudgedRows = {
    metric: judgingMetric(state),
    ...(state.customMetric && { insteadOf: state.metric }),
    task: judgedTask(state),
    truth,
    weights,
    groups,
    predictions: predictions[0]?.values ?? new Float64Array(),
    what: 'validation rows',
    classes: state.schema.task.classes,
  };
  if (state.threshold === HALF || judged.task.costs) return judged;
  return { ...judged, decided: decideClasses(judged, judged.predictions).predictions };
}

/** What was asked, and of what. */
export function askedFacts(state: PredictorState, run: RunFacts): AskedFacts {
  const { schema, metric, rows, seed } = state;
  const { kind: task, reason, classes, positive } = schema.task;
  const chosen = chosenOf(state);
  const own = { rows, ...(chosen !== undefined && { chosenOf: chosen }), seed };
  return { ...run, label: schema.label, task, reason, classes, positive, metric, ...own };
}

/** As the leaderboard has it. */
function testedFacts(state: PredictorState): Pick<KnownFacts, 'tested'> {
  const row = predictorRow(state);
  if (row?.scoreTest === undefined) return {};
  const { scoreTest: score, intervalTest: interval } = row;
  return { tested: { score, ...(interval && { interval }) } };
}

function judgedFacts(judged: JudgedRows, seed: number): JudgedFacts {
  const classes = classFacts(judged);
  const numbers = numberFacts(byMiddle(judged), seed);
  const quantiles = quantileFacts(judged);
  const weightless = weightlessRows(judged.weights);
  return {
    what: judged.what,
    rows: judged.truth.length,
    weighted: judged.weights !== undefined,
    ...(weightless > 0 && { weightless }),
    notes: judged.notes ?? [],
    scores: scoreFacts(judged, seed),
    ...(judged.truth.length > 1 && {
      overBaseline: gainOver(judged, judged.predictions, baselinePredictions(judged), seed),
    }),
    ...(classes && { classes }),
    ...(numbers && { numbers }),
    ...(quantiles && { quantiles }),
  };
}
