import { isNode, type Node } from './syntax.js';

/** A piece of code and what it is replaced by. */
export interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly to: string;
}

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '**': ['*'],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['/='],
  '/=': ['*='],
  '++': ['--'],
  '--': ['++'],
};

const MEMBERS: Readonly<Record<string, string>> = {
  min: 'max',
  max: 'min',
  floor: 'ceil',
  ceil: 'floor',
  round: 'floor',
  every: 'some',
  some: 'every',
};

type Parts = (node: Node, code: string, parent: Node | null) => readonly Mutation[];

const BY_TYPE: Readonly<Record<string, Parts>> = {
  BinaryExpression: ofOperator,
  LogicalExpression: (node, code) =>
    node.operator === '??' ? ofDefault(node, code) : ofOperator(node, code),
  AssignmentExpression: ofOperator,
  UpdateExpression: ofUpdate,
  UnaryExpression: ofUnary,
  Literal: ofLiteral,
  ConditionalExpression: ofCondition,
  IfStatement: ofCondition,
  ExpressionStatement: (node, _code, parent) =>
    parent?.type === 'Program' ? [] : [replaced(node, ';')],
  BreakStatement: (node) => [replaced(node, ';')],
  ContinueStatement: (node) => [replaced(node, ';')],
  ThrowStatement: (node) => [replaced(node, ';')],
  CallExpression: ofCall,
  ReturnStatement: ofReturn,
};

/** The mutations of one node, without those of its children. */
export function mutationsOf(node: Node, parent: Node | null, code: string): readonly Mutation[] {
  const mutations = BY_TYPE[node.type]?.(node, code, parent) ?? [];
  return mutations.filter(({ start, end, to }) => to !== code.slice(start, end));
}

/** Whether a default follows an index, as in `values[row] ?? 0`. */
export function isIndexed({ operator, left }: Node): boolean {
  return operator === '??' && isNode(left) && left.type === 'MemberExpression' && !!left.computed;
}

function ofOperator(node: Node, code: string): readonly Mutation[] {
  const { left, right, operator } = node;
  if (!isNode(left) || !isNode(right) || isText(left) || isText(right)) return [];
  const start = code.indexOf(String(operator), left.end);
  const end = start + String(operator).length;
  return (OPERATORS[String(operator)] ?? []).map((to) => ({ start, end, to }));
}

/** The default always; and never, but after an index. */
function ofDefault(node: Node, code: string): readonly Mutation[] {
  const { left, right } = node;
  if (!isNode(left) || !isNode(right)) return [];
  const kept = isIndexed(node) ? [right] : [right, left];
  return kept.map((part) => replaced(node, textOf(part, code)));
}

/** Loops that count the wrong way never end, or never begin: any test kills them. */
function ofUpdate(node: Node, code: string, parent: Node | null): readonly Mutation[] {
  if (parent?.type === 'ForStatement') return [];
  const { argument, operator } = node;
  if (!isNode(argument)) return [];
  const to = OPERATORS[String(operator)]?.[0] ?? '';
  const name = textOf(argument, code);
  return [replaced(node, node.prefix === true ? to + name : name + to)];
}

function ofUnary(node: Node, code: string): readonly Mutation[] {
  const { argument, operator } = node;
  const isMutable = isNode(argument) && (operator === '!' || operator === '-');
  return isMutable ? [replaced(node, textOf(argument, code))] : [];
}

function ofLiteral(node: Node): readonly Mutation[] {
  const { value } = node;
  if (typeof value === 'boolean') return [replaced(node, String(!value))];
  if (typeof value !== 'number') return [];
  return [value + 1, ...(value === 0 ? [] : [value - 1])].map((to) => replaced(node, `${to}`));
}

/** A condition that always holds, and one that never does. */
function ofCondition({ test }: Node): readonly Mutation[] {
  return isNode(test) ? [replaced(test, 'true'), replaced(test, 'false')] : [];
}

/** Another method, a first and a second argument in each other's place, and lists that nothing is left out of. */
function ofCall(node: Node, code: string): readonly Mutation[] {
  const { callee } = node;
  if (!isNode(callee) || !Array.isArray(node.arguments)) return [];
  const [first, second] = node.arguments.filter(isNode);
  const mutations: Mutation[] = [];
  const isEven = /^Math\.(max|min)$/.test(textOf(callee, code));
  const { object, property } = callee;
  if (isNode(object) && isNode(property)) {
    const to = MEMBERS[String(property.name)];
    if (to) mutations.push(replaced(property, to));
    if (property.name === 'filter' || property.name === 'toReversed')
      mutations.push(replaced(node, textOf(object, code)));
  }
  if (first && second && !isEven && first.type === 'Identifier' && second.type === 'Identifier') {
    const between = code.slice(first.end, second.start);
    const to = textOf(second, code) + between + textOf(first, code);
    mutations.push({ start: first.start, end: second.end, to });
  }
  return mutations;
}

/** Results that are `undefined` where there may be another. */
function ofReturn(node: Node): readonly Mutation[] {
  const { argument } = node;
  const mayBeNothing = isNode(argument) && argument.type === 'Identifier';
  return mayBeNothing && argument.name !== 'undefined' ? [replaced(argument, 'undefined')] : [];
}

function isText(node: Node): boolean {
  return node.type === 'TemplateLiteral' || typeof node.value === 'string';
}

function textOf({ start, end }: Node, code: string): string {
  return code.slice(start, end);
}

function replaced({ start, end }: Node, to: string): Mutation {
  return { start, end, to };
}
