import { checkNetwork } from './check-training.js';
import { type LayerShape, parameterShapes, shapeLayers } from './layer-shapes.js';
import type { MapSize } from './map-size.js';
import type { Network } from './network.js';
import { isTrained } from './parameter-blocks.js';

/** A table of the layers with what they make and their parameters, for so many inputs, or channels of pictures of this size. */
export function summarizeNetwork(network: Network, inputs: number, map?: MapSize): string {
  checkNetwork(network, 'network');
  const shapes = shapeLayers(network, { inputs, sparseInputs: 0, map });
  const lines = [['layer', 'output', 'parameters'], ...shapes.flatMap(layerLines)];
  const widths = [0, 1, 2].map((i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const [name = 0, output = 0, parameters = 0] = widths;
  const table = lines.map(
    ([a = '', b = '', c = '']) =>
      `${a.padEnd(name)}  ${b.padStart(output)}  ${c.padStart(parameters)}`,
  );
  return [...table, '─'.repeat(name + output + parameters + 4), total(shapes)].join('\n');
}

function layerLines(shape: LayerShape): string[][] {
  const { name, layer, outputs, outputMap, parameters, inner } = shape;
  const detail =
    'activation' in layer && layer.activation !== 'linear' ? ` ${layer.activation}` : '';
  const rate = layer.kind === 'dropout' ? ` ${layer.rate}` : '';
  const own = `${count(parameters)}`;
  const size = outputMap ? `${outputMap.height} × ${outputMap.width} × ` : '';
  const line = [`${name} ${layer.kind}${detail}${rate}`, `${size}${outputs}`, own];
  return [line, ...inner.flatMap(layerLines)];
}

function total(shapes: readonly LayerShape[]): string {
  const all = parameterShapes(shapes);
  const fixed = count(all.filter(({ role }) => !isTrained(role)));
  const note = fixed > 0 ? `, ${fixed} of them running moments that are not trained` : '';
  return `${count(all)} parameters${note}`;
}

function count(shapes: LayerShape['parameters']): number {
  return shapes.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
}
