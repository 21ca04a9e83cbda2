import { PbfWriter } from 'pbf';
import { AutofitError } from '../../util/errors.js';
import type { Attribute, Graph, GraphNode, ValueInfo } from './graph.js';
import { ELEMENT_TYPES, type Tensor } from './tensor.js';

export interface OnnxModel {
  readonly graph: Graph;
  readonly name: string;
  readonly producerVersion: string;
  /** What the file tells of itself, in order. */
  readonly metadata: readonly (readonly [name: string, text: string])[];
}

/** Versions of the format and of its operators that runtimes since 2022 know; trees need one of 2024. */
const IR_VERSION = 8;
const OPSET = 17;
const ML_OPSET = 3;
const TREES_IR_VERSION = 10;
const TREES_ML_OPSET = 5;
/** A protobuf message is no longer. */
const MOST_BYTES = 2 ** 31 - 1;
/** By their numbers in the format: AttributeProto.AttributeType. */
const ATTRIBUTE_TYPES = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7, strings: 8 };

const encoder = new TextEncoder();

/** The bytes of an ONNX file. Throws an AutofitError for a model that such a file cannot hold. */
export function onnxFile(model: OnnxModel): Uint8Array {
  const { graph } = model;
  const size = [...graph.initializers.values()].reduce((sum, own) => sum + own.data.length, 0);
  if (size > MOST_BYTES) throw tooLarge();
  const pbf = new PbfWriter();
  const hasTrees = graph.nodes.some(({ op }) => op === 'TreeEnsemble');
  pbf.writeVarintField(1, hasTrees ? TREES_IR_VERSION : IR_VERSION);
  pbf.writeStringField(2, 'autofit');
  pbf.writeStringField(3, model.producerVersion);
  pbf.writeMessage(7, (_, own) => writeGraph(graph, model.name, own), graph);
  pbf.writeMessage(8, writeOpset, ['', OPSET]);
  pbf.writeMessage(8, writeOpset, ['ai.onnx.ml', hasTrees ? TREES_ML_OPSET : ML_OPSET]);
  for (const entry of model.metadata) pbf.writeMessage(14, writeEntry, entry);
  const bytes = pbf.finish();
  if (bytes.length > MOST_BYTES) throw tooLarge();
  return bytes;
}

function tooLarge(): AutofitError {
  return new AutofitError(
    'TOO_LARGE',
    'The model needs more than 2 GB, the most that an ONNX file can hold.',
    {
      hint: 'Fit with fewer trials or members, or leave out `neighbours`, which keeps rows.',
    },
  );
}

function writeOpset([domain, version]: readonly [string, number], pbf: PbfWriter): void {
  pbf.writeStringField(1, domain);
  pbf.writeVarintField(2, version);
}

function writeEntry([key, value]: readonly [string, string], pbf: PbfWriter): void {
  pbf.writeStringField(1, key);
  pbf.writeStringField(2, value);
}

function writeGraph(graph: Graph, name: string, pbf: PbfWriter): void {
  for (const node of graph.nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, name);
  for (const [own, tensor] of graph.initializers) {
    pbf.writeMessage(5, (value: Tensor, inner) => writeTensor(value, own, inner), tensor);
  }
  for (const info of graph.inputs) pbf.writeMessage(11, writeValueInfo, info);
  for (const info of graph.outputs) pbf.writeMessage(12, writeValueInfo, info);
}

function writeNode({ op, domain, inputs, outputs, attributes }: GraphNode, pbf: PbfWriter): void {
  for (const name of inputs) pbf.writeStringField(1, name);
  for (const name of outputs) pbf.writeStringField(2, name);
  pbf.writeStringField(3, outputs[0] ?? op);
  pbf.writeStringField(4, op);
  for (const entry of Object.entries(attributes)) pbf.writeMessage(5, writeAttribute, entry);
  if (domain !== '') pbf.writeStringField(7, domain);
}

function writeAttribute([name, attribute]: readonly [string, Attribute], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  const type = (kind: keyof typeof ATTRIBUTE_TYPES) =>
    pbf.writeVarintField(20, ATTRIBUTE_TYPES[kind]);
  if ('float' in attribute) {
    pbf.writeFloatField(2, attribute.float);
    type('float');
  } else if ('int' in attribute) {
    pbf.writeVarintField(3, attribute.int);
    type('int');
  } else if ('string' in attribute) {
    pbf.writeBytesField(4, encoder.encode(attribute.string));
    type('string');
  } else if ('tensor' in attribute) {
    pbf.writeMessage(5, (own: Tensor, inner) => writeTensor(own, name, inner), attribute.tensor);
    type('tensor');
  } else if ('floats' in attribute) {
    pbf.writePackedFloat(7, Array.from(attribute.floats));
    type('floats');
  } else if ('ints' in attribute) {
    pbf.writePackedVarint(8, Array.from(attribute.ints));
    type('ints');
  } else {
    for (const text of attribute.strings) pbf.writeBytesField(9, encoder.encode(text));
    type('strings');
  }
}

function writeTensor({ type, dims, data }: Tensor, name: string, pbf: PbfWriter): void {
  pbf.writePackedVarint(1, [...dims]);
  pbf.writeVarintField(2, ELEMENT_TYPES[type]);
  if (data instanceof Uint8Array) pbf.writeBytesField(9, data);
  else for (const text of data) pbf.writeBytesField(6, encoder.encode(text));
  pbf.writeStringField(8, name);
}

function writeValueInfo({ name, type, dims }: ValueInfo, pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  pbf.writeMessage(2, (own: ValueInfo, inner) => inner.writeMessage(1, writeTensorType, own), {
    name,
    type,
    dims,
  });
}

function writeTensorType({ type, dims }: ValueInfo, pbf: PbfWriter): void {
  pbf.writeVarintField(1, ELEMENT_TYPES[type]);
  pbf.writeMessage(
    2,
    (own: ValueInfo['dims'], shape) => {
      for (const dim of own) shape.writeMessage(1, writeDimension, dim);
    },
    dims,
  );
}

function writeDimension(dim: number | 'N', pbf: PbfWriter): void {
  if (dim === 'N') pbf.writeStringField(2, dim);
  else pbf.writeVarintField(1, dim);
}
