/** The value of a hyper-parameter. */
export type ParamValue = number | string | boolean;
/** Hyper-parameters by name. */
export type Params = Readonly<Record<string, ParamValue>>;
/** The words that hyper-parameters can be, by name. */
export type Words = Readonly<Record<string, readonly string[]>>;

/** A parameter exists only where another one has one of these values, or is at least so large. */
export interface Condition {
  readonly param: string;
  readonly atLeast?: number | undefined;
  readonly oneOf?: readonly ParamValue[] | undefined;
}

interface Conditional {
  readonly when?: Condition | undefined;
}

/** Real numbers in [low, high]; with `log`, their logarithm is uniform. */
export interface UniformDistribution extends Conditional {
  readonly kind: 'uniform';
  readonly low: number;
  readonly high: number;
  readonly log?: boolean | undefined;
}

/** Whole numbers in low … high, both included; with `log`, small ones are denser. */
export interface IntegerDistribution extends Conditional {
  readonly kind: 'integer';
  readonly low: number;
  readonly high: number;
  readonly log?: boolean | undefined;
}

/** One of the options, each as likely. */
export interface ChoiceDistribution extends Conditional {
  readonly kind: 'choice';
  readonly options: readonly ParamValue[];
}

export type Distribution = UniformDistribution | IntegerDistribution | ChoiceDistribution;

/** Distributions by parameter; one that others depend on stands before them. */
export type SearchSpace = Readonly<Record<string, Distribution>>;

/** A parameter that training takes time in proportion to, and what it can be, ascending. */
export interface Lengths {
  readonly param: string;
  readonly options: readonly number[];
  /** Powers of other parameters that the time of one epoch, or tree, grows with. @default none */
  readonly effort?: Readonly<Record<string, number>> | undefined;
  /** Changes to the first configuration that make it fit where it would be cut short. @default none */
  readonly light?: Params | undefined;
}

/** A parameter that counts epochs or rounds, and the shares of it after which trials can be compared, ascending, below 1. */
export interface Rungs {
  readonly param: string;
  readonly shares: readonly number[];
}
