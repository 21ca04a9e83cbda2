import type { LeaderboardRow } from '../../leaderboard/leaderboard.js';
import type { Join, ToldMessage } from '../../trial/journal.js';
import type { Json } from '../../util/json.js';
import type { TaskKind } from '../../util/task-kind.js';
import type { ClassFacts } from './class-facts.js';
import type { ColumnFacts } from './column-facts.js';
import type { ExplainFacts } from './explain-facts.js';
import type { GroupFacts } from './group-facts.js';
import type { MemberFacts } from './member-facts.js';
import type { ModelScore } from './model-scores.js';
import type { NumberFacts } from './number-facts.js';
import type { PairedGain } from './paired-gain.js';
import type { PictureFacts } from './picture-facts.js';
import type { QuantileFacts } from './quantile-facts.js';
import type { ScoreFacts } from './score-facts.js';
import type { SearchFacts } from './search-facts.js';
import type { SurenessFacts } from './sureness-facts.js';

/** All that a report says, as plain data: page, Markdown and JSON are drawn from it alone. */
export interface ReportFacts {
  readonly kind: 'autofit-report';
  readonly version: 1;
  readonly asked: AskedFacts;
  /** What a person should know, a sentence each. */
  readonly findings: readonly string[];
  readonly warnings: readonly string[];
  /** What was told while fitting. */
  readonly told: readonly ToldMessage[];
  /** On rows that nothing was fitted to. */
  readonly judged: JudgedFacts;
  /** On test rows, by which nothing was chosen. */
  readonly tested?: TestedFacts;
  /** What was chosen by the validation rows, in words. */
  readonly chosen: readonly string[];
  /** What intervals, or sets of classes, cover, where they were asked for. */
  readonly sureness?: SurenessFacts;
  /** On data that was given besides. */
  readonly given?: JudgedFacts;
  readonly columns: readonly ColumnFacts[];
  readonly leaderboard: readonly LeaderboardRow[];
  /** The name of the whole predictor on it. */
  readonly predictor: string;
  /** The predictor, then the best models. */
  readonly models: readonly ModelScore[];
  readonly members: readonly MemberFacts[];
  readonly search?: SearchFacts;
  readonly explained?: ExplainFacts;
  /** Of columns that hold pictures. */
  readonly pictures?: readonly PictureFacts[];
  readonly groups: readonly GroupFacts[];
  /** Training rows whose cells the report contains. */
  readonly rowsContained: number;
}

/** What was asked for, and of what. */
export interface AskedFacts {
  readonly label: string;
  readonly task: TaskKind;
  readonly reason: string;
  readonly classes: readonly string[];
  readonly positive: string | null;
  readonly metric: string;
  readonly rows: number;
  /** Rows that these were chosen of, where memory or time was not enough for all. */
  readonly chosenOf?: number;
  readonly seed: number;
  /** The file, where there is one. */
  readonly source: string | null;
  readonly dataHash?: string;
  /** Date and time in UTC. */
  readonly began?: string;
  readonly seconds?: number;
  /** Each time that the run was given more than it had. */
  readonly joins?: readonly Join[];
  readonly versions: Readonly<Record<string, string>>;
  /** Options by their names in the library. */
  readonly options: Readonly<Record<string, Json>>;
}

/** The score that decided, on rows that nothing was fitted to or chosen by. */
export interface TestedFacts {
  readonly score: number;
  readonly interval?: readonly [low: number, high: number];
}

/** How the predictor did on some rows. */
export interface JudgedFacts {
  readonly what: string;
  readonly rows: number;
  /** Whether rows count by weights. */
  readonly weighted: boolean;
  /** Of these rows those of weight 0; absent where there are none. */
  readonly weightless?: number;
  /** What reading them told: drift, cells that could not be read. */
  readonly notes: readonly string[];
  readonly scores: readonly ScoreFacts[];
  /** By how much the score that decided is better than the baseline's, and its 95 % interval over resampled rows. */
  readonly overBaseline?: PairedGain;
  readonly classes?: ClassFacts;
  /** Of quantiles those of the one nearest to the median. */
  readonly numbers?: NumberFacts;
  readonly quantiles?: QuantileFacts;
}

/** Of what was asked, what a run knows besides its predictor. */
export type RunFacts = Pick<
  AskedFacts,
  'source' | 'dataHash' | 'began' | 'seconds' | 'joins' | 'versions' | 'options'
>;

/** What findings and warnings are made of. */
export type KnownFacts = Omit<ReportFacts, 'findings' | 'warnings'>;
