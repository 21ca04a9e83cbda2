import { PbfReader } from 'pbf';

export interface ReadTensor {
  readonly dims: number[];
  type: number;
  name: string;
  raw: Uint8Array;
  readonly strings: string[];
}

export interface ReadNode {
  readonly inputs: string[];
  readonly outputs: string[];
  op: string;
  domain: string;
  readonly attributes: Record<string, unknown>;
}

export interface ReadValue {
  name: string;
  type: number;
  readonly dims: (number | string)[];
}

export interface ReadModel {
  ir: number;
  readonly opsets: Record<string, number>;
  readonly metadata: Record<string, string>;
  readonly nodes: ReadNode[];
  readonly tensors: ReadTensor[];
  readonly inputs: ReadValue[];
  readonly outputs: ReadValue[];
}

/** The parts of an ONNX file that are written, by the numbers of onnx.proto. */
export function readOnnx(bytes: Uint8Array): ReadModel {
  const model: ReadModel = {
    ir: 0,
    opsets: {},
    metadata: {},
    nodes: [],
    tensors: [],
    inputs: [],
    outputs: [],
  };
  return new PbfReader(bytes).readFields((tag, own, pbf) => {
    if (tag === 1) own.ir = pbf.readVarint();
    else if (tag === 7) pbf.readMessage(readGraph, own);
    else if (tag === 8) {
      const [domain = '', version = 0] = readPair(pbf, false);
      own.opsets[domain] = Number(version);
    } else if (tag === 14) {
      const [key = '', text = ''] = readPair(pbf, true);
      own.metadata[key] = String(text);
    }
  }, model);
}

function readPair(pbf: PbfReader, isText: boolean): [string, string | number] {
  const pair: [string, string | number] = ['', ''];
  return pbf.readMessage((tag, own, inner) => {
    if (tag === 1) own[0] = inner.readString();
    else if (tag === 2) own[1] = isText ? inner.readString() : inner.readVarint();
  }, pair);
}

function readGraph(tag: number, own: ReadModel, pbf: PbfReader): void {
  if (tag === 1) own.nodes.push(pbf.readMessage(readNode, emptyNode()));
  else if (tag === 5) own.tensors.push(pbf.readMessage(readTensor, emptyTensor()));
  else if (tag === 11 || tag === 12) {
    const value: ReadValue = { name: '', type: 0, dims: [] };
    (tag === 11 ? own.inputs : own.outputs).push(pbf.readMessage(readValue, value));
  }
}

function emptyNode(): ReadNode {
  return { inputs: [], outputs: [], op: '', domain: '', attributes: {} };
}

function emptyTensor(): ReadTensor {
  return { dims: [], type: 0, name: '', raw: new Uint8Array(), strings: [] };
}

function readNode(tag: number, own: ReadNode, pbf: PbfReader): void {
  if (tag === 1) own.inputs.push(pbf.readString());
  else if (tag === 2) own.outputs.push(pbf.readString());
  else if (tag === 4) own.op = pbf.readString();
  else if (tag === 7) own.domain = pbf.readString();
  else if (tag === 5) {
    const attribute = { name: '', value: undefined as unknown, strings: [] as string[] };
    pbf.readMessage(readAttribute, attribute);
    own.attributes[attribute.name] = attribute.value ?? attribute.strings;
  }
}

function readAttribute(
  tag: number,
  own: { name: string; value: unknown; strings: string[] },
  pbf: PbfReader,
): void {
  if (tag === 1) own.name = pbf.readString();
  else if (tag === 2) own.value = pbf.readFloat();
  else if (tag === 3) own.value = pbf.readVarint(true);
  else if (tag === 4) own.value = pbf.readString();
  else if (tag === 5) own.value = pbf.readMessage(readTensor, emptyTensor());
  else if (tag === 7) own.value = pbf.readPackedFloat();
  else if (tag === 8) own.value = pbf.readPackedVarint([], true);
  else if (tag === 9) own.strings.push(pbf.readString());
}

function readTensor(tag: number, own: ReadTensor, pbf: PbfReader): void {
  if (tag === 1) pbf.readPackedVarint(own.dims);
  else if (tag === 2) own.type = pbf.readVarint();
  else if (tag === 6) own.strings.push(pbf.readString());
  else if (tag === 8) own.name = pbf.readString();
  else if (tag === 9) own.raw = pbf.readBytes().slice();
}

function readValue(tag: number, own: ReadValue, pbf: PbfReader): void {
  if (tag === 1) own.name = pbf.readString();
  else if (tag === 2) pbf.readMessage(readType, own);
}

function readType(tag: number, own: ReadValue, pbf: PbfReader): void {
  if (tag === 1) pbf.readMessage(readTensorType, own);
}

function readTensorType(tag: number, own: ReadValue, pbf: PbfReader): void {
  if (tag === 1) own.type = pbf.readVarint();
  else if (tag === 2) pbf.readMessage(readDimensions, own);
}

function readDimensions(tag: number, own: ReadValue, pbf: PbfReader): void {
  if (tag === 1) pbf.readMessage(readDimension, own);
}

function readDimension(tag: number, own: ReadValue, pbf: PbfReader): void {
  if (tag === 1) own.dims.push(pbf.readVarint());
  else if (tag === 2) own.dims.push(pbf.readString());
}
