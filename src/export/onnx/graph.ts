import { AutofitError } from '../../util/errors.js';
import {
  doubleTensor,
  type ElementType,
  floatTensor,
  intTensor,
  stringTensor,
  type Tensor,
} from './tensor.js';

/** A setting of a node; ONNX tells numbers and whole numbers apart. */
export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly ints: ArrayLike<number> }
  | { readonly floats: ArrayLike<number> }
  | { readonly strings: readonly string[] }
  | { readonly tensor: Tensor };

export type Attributes = Readonly<Record<string, Attribute>>;

export interface GraphNode {
  readonly op: string;
  /** '' is ONNX's own. */
  readonly domain: Domain;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

export type Domain = '' | 'ai.onnx.ml';

/** What goes in or comes out; 'N' stands for any number of rows. */
export interface ValueInfo {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly (number | 'N')[];
}

/** A graph that grows: nodes in the order in which they run, each on what is there before it. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly initializers: ReadonlyMap<string, Tensor>;
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** The name of what the node gives; a node like one before is that one. */
  add(op: string, inputs: readonly string[], attributes?: Attributes, domain?: Domain): string;
  /** The same of a node that gives several. */
  addSeveral(
    op: string,
    inputs: readonly string[],
    outputs: number,
    attributes?: Attributes,
    domain?: Domain,
  ): readonly string[];
  /** Names of constants; equal ones are one. */
  floats(values: ArrayLike<number>, dims: readonly number[]): string;
  doubles(values: ArrayLike<number>, dims: readonly number[]): string;
  /** In 64 bits. */
  ints(values: ArrayLike<number>, dims: readonly number[]): string;
  strings(values: readonly string[], dims: readonly number[]): string;
  /** Gives the name of the input. */
  input(info: ValueInfo): string;
  /** Lets a value out under a name of its own. */
  output(value: string, info: ValueInfo): void;
}

/** Longer constants and attributes are not compared with others. */
const COMPARED = 4096;

/** Names that the graph gives begin with `prefix`, which no input's may. */
export function createGraph(prefix = '/'): Graph {
  const nodes: GraphNode[] = [];
  const initializers = new Map<string, Tensor>();
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];
  const known = new Map<string, readonly string[]>();
  let values = 0;
  const constant = (tensor: Tensor): string => {
    const put = () => {
      const name = `${prefix}constant_${initializers.size}`;
      initializers.set(name, tensor);
      return [name];
    };
    return (tensor.data.length > COMPARED ? put() : once(known, keyOf(tensor), put))[0] ?? '';
  };
  const addSeveral: Graph['addSeveral'] = (op, from, count, attributes = {}, domain = '') => {
    const put = () => {
      const to = Array.from({ length: count }, () => `${prefix}${op}_${values++}`);
      nodes.push({ op, domain, inputs: from, outputs: to, attributes });
      return to;
    };
    if (Object.values(attributes).some(isLong)) return put();
    const own = Object.entries(attributes).map(([name, value]) => [name, attributeKey(value)]);
    return once(known, JSON.stringify([op, domain, from, count, own]), put);
  };
  return {
    nodes,
    initializers,
    inputs,
    outputs,
    addSeveral,
    add: (op, from, attributes, domain) => addSeveral(op, from, 1, attributes, domain)[0] ?? '',
    floats: (numbers, dims) => constant(floatTensor(numbers, dims)),
    doubles: (numbers, dims) => constant(doubleTensor(numbers, dims)),
    ints: (numbers, dims) => constant(intTensor(numbers, dims)),
    strings: (texts, dims) => constant(stringTensor(texts, dims)),
    input(info) {
      if (inputs.some(({ name }) => name === info.name)) throw twice(info.name);
      inputs.push(info);
      return info.name;
    },
    output(value, info) {
      nodes.push({
        op: 'Identity',
        domain: '',
        inputs: [value],
        outputs: [info.name],
        attributes: {},
      });
      outputs.push(info);
    },
  };
}

function twice(name: string): AutofitError {
  return new AutofitError(
    'NOT_IN_ONNX',
    `Two inputs of the exported model would be called "${name}".`,
    {
      hint: 'Give one of these columns another name, and fit again.',
    },
  );
}

function once(
  known: Map<string, readonly string[]>,
  key: string,
  put: () => readonly string[],
): readonly string[] {
  const names = known.get(key) ?? put();
  known.set(key, names);
  return names;
}

function keyOf({ type, dims, data }: Tensor): string {
  return JSON.stringify([type, dims, Array.from<number | string>(data)]);
}

function isLong(attribute: Attribute): boolean {
  if ('tensor' in attribute) return attribute.tensor.data.length > COMPARED;
  if ('strings' in attribute) return attribute.strings.length > COMPARED;
  if ('ints' in attribute) return attribute.ints.length > COMPARED;
  return 'floats' in attribute && attribute.floats.length > COMPARED;
}

function attributeKey(attribute: Attribute): unknown {
  if ('tensor' in attribute) return keyOf(attribute.tensor);
  if ('ints' in attribute) return ['ints', Array.from(attribute.ints)];
  return 'floats' in attribute ? ['floats', Array.from(attribute.floats)] : attribute;
}
