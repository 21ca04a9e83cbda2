import type {
  ChoiceDistribution,
  IntegerDistribution,
  ParamValue,
  UniformDistribution,
} from '../space/search-space.js';
import { checkPlainOptions } from '../util/check-arguments.js';

/** Real numbers of a study. */
export type FloatParam = Omit<UniformDistribution, 'when'>;
/** Whole numbers of a study. */
export type IntParam = Omit<IntegerDistribution, 'when'>;

/** One of some values. */
export interface ChoiceParam<V extends ParamValue = ParamValue> {
  readonly kind: ChoiceDistribution['kind'];
  readonly options: readonly V[];
}

/** One of some words, each of which opens parameters of its own. */
export interface BranchParam<B extends Branches = Branches> {
  readonly kind: 'branches';
  readonly options: B;
}

export interface Branches {
  readonly [option: string]: StudySpace;
}

export type StudyParam = FloatParam | IntParam | ChoiceParam | BranchParam;

/** What is searched: distributions by parameter. */
export interface StudySpace {
  readonly [name: string]: StudyParam;
}

export interface RangeOptions {
  /** Whether the logarithm is uniform, so that small values are denser. @default false */
  readonly log?: boolean | undefined;
}

/** Real numbers in [low, high]. */
export function float(low: number, high: number, options: RangeOptions = {}): FloatParam {
  return { kind: 'uniform', low, high, ...rangeOptions(options) };
}

/** Whole numbers in low … high, both included. */
export function int(low: number, high: number, options: RangeOptions = {}): IntParam {
  return { kind: 'integer', low, high, ...rangeOptions(options) };
}

/** Callers without types may give anything, such as a step. Throws an AutofitError for what there is not. */
function rangeOptions(options: RangeOptions): { readonly log: boolean } {
  checkPlainOptions(options, { log: ['boolean'] });
  return { log: options.log ?? false };
}

/** True or false. */
export function boolean(): ChoiceParam<boolean> {
  return { kind: 'choice', options: [false, true] };
}

/** One of a list of values, or of words that open parameters of their own: `choice({ tree: { depth: int(1, 9) }, linear: {} })`. */
export function choice<const V extends ParamValue>(options: readonly V[]): ChoiceParam<V>;
export function choice<const B extends Branches>(options: B): BranchParam<B>;
export function choice(options: readonly ParamValue[] | Branches): ChoiceParam | BranchParam {
  return isList(options) ? { kind: 'choice', options } : { kind: 'branches', options };
}

function isList(options: readonly ParamValue[] | Branches): options is readonly ParamValue[] {
  return Array.isArray(options);
}

/** The values of a parameter that opens no others. */
type ValueOf<D> = D extends ChoiceParam<infer V> ? V : number;

type BranchKey<S> = {
  [K in keyof S]: S[K] extends BranchParam ? K : never;
}[keyof S];

/** A choice with the parameters that each of its words opens, a union. */
type Opened<K extends PropertyKey, B extends Branches> = {
  [O in keyof B & string]: { readonly [P in K]: O } & ParamsOf<B[O]>;
}[keyof B & string];

/** All choices of a space that open parameters: an intersection of unions. */
type AllOpened<S> = {
  [K in BranchKey<S>]: S[K] extends BranchParam<infer B> ? (opened: Opened<K, B>) => void : never;
}[BranchKey<S>] extends (opened: infer All) => void
  ? All
  : never;

/** The parameters of a space, each of its type; a choice that opens others is told apart by its word. */
export type ParamsOf<S> = {
  readonly [K in Exclude<keyof S, BranchKey<S>>]: ValueOf<S[K]>;
} & AllOpened<S>;
