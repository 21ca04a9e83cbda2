import type { Graph } from './graph.js';
import { ELEMENT_TYPES, type ElementType } from './tensor.js';

/** A value of the graph, or a number that is the same for all. */
export type Operand = string | number;

/** Arithmetic on doubles of a graph. */
export interface Arithmetic {
  add(a: Operand, b: Operand): string;
  sub(a: Operand, b: Operand): string;
  mul(a: Operand, b: Operand): string;
  div(a: Operand, b: Operand): string;
  power(a: Operand, b: Operand): string;
  floor(a: string): string;
  sqrt(a: string): string;
  exp(a: string): string;
  log(a: string): string;
  abs(a: string): string;
  sin(a: string): string;
  /** As the sine of a quarter turn more: runtimes lack a cosine of doubles. */
  cos(a: string): string;
  /** Between two bounds. */
  clip(a: string, low: Operand, high: Operand): string;
  max(a: Operand, b: Operand): string;
  min(a: Operand, b: Operand): string;
  /** Negative values become 0. */
  atLeastZero(a: string): string;
  /** Whether a ≥ b. */
  atLeast(a: Operand, b: Operand): string;
  isMissing(a: string): string;
  where(condition: string, a: Operand, b: Operand): string;
}

export function arithmetic(graph: Graph): Arithmetic {
  const of = (a: Operand) => (typeof a === 'number' ? graph.doubles([a], []) : a);
  const two = (op: string) => (a: Operand, b: Operand) => graph.add(op, [of(a), of(b)]);
  const one = (op: string) => (a: string) => graph.add(op, [a]);
  const [add, max, min, sin] = [two('Add'), two('Max'), two('Min'), one('Sin')];
  return {
    add,
    sub: two('Sub'),
    mul: two('Mul'),
    div: two('Div'),
    power: two('Pow'),
    floor: one('Floor'),
    sqrt: one('Sqrt'),
    exp: one('Exp'),
    log: one('Log'),
    abs: one('Abs'),
    sin,
    cos: (a) => sin(add(a, Math.PI / 2)),
    clip: (a, low, high) => max(min(a, high), low),
    max,
    min,
    atLeastZero: (a) => max(a, 0),
    atLeast: two('GreaterOrEqual'),
    isMissing: one('IsNaN'),
    where: (condition, a, b) => graph.add('Where', [condition, of(a), of(b)]),
  };
}

export function cast(graph: Graph, value: string, type: ElementType): string {
  return graph.add('Cast', [value], { to: { int: ELEMENT_TYPES[type] } });
}

/** Values side by side; one alone is itself. */
export function sideBySide(graph: Graph, values: readonly string[]): string {
  const [first = ''] = values;
  return values.length === 1 ? first : graph.add('Concat', values, { axis: { int: 1 } });
}

/** Columns of a value, in this order. */
export function columnsOf(graph: Graph, value: string, places: readonly number[]): string {
  const indices = graph.ints(places, [places.length]);
  return graph.add('Gather', [value, indices], { axis: { int: 1 } });
}

/** Of each row, as a column. */
export function rowSum(graph: Graph, value: string): string {
  return graph.add('ReduceSum', [value, graph.ints([1], [1])], { keepdims: { int: 1 } });
}
