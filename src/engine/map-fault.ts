import { AutofitError } from '../util/errors.js';
import type { Layer } from './layer.js';
import type { MapSize } from './map-size.js';

/** What is wrong with a layer where it is: whether it finds maps, or should not, and channels that fit; else undefined. */
export function mapFault(
  layer: Layer,
  inputs: number,
  map: MapSize | undefined,
): string | undefined {
  switch (layer.kind) {
    case 'conv2d':
      if (!map) return NEEDS_MAPS;
      return layer.depthwise && layer.channels !== inputs
        ? `by itself each of ${inputs} channels stays one: there cannot be ${layer.channels}`
        : undefined;
    case 'max-pool':
    case 'average-pool':
    case 'global-average-pool':
    case 'flatten':
      return map ? undefined : NEEDS_MAPS;
    case 'group-norm':
      return inputs % layer.groups === 0
        ? undefined
        : `${inputs} channels are no multiple of ${layer.groups} groups`;
    case 'scale':
    case 'shift':
      return map && layer.members > 1 ? TAKES_NO_MAPS : undefined;
    case 'heads':
    case 'embedding':
      return map ? TAKES_NO_MAPS : undefined;
    default:
      return undefined;
  }
}

/** What is wrong with layers whose output is added to their input; undefined when nothing is. */
export function residualFault(from: Ends, to: Ends): string | undefined {
  if (from.columns !== to.columns) {
    return `its layers make ${to.columns} values of ${from.columns}, but must keep the width`;
  }
  const isSame = from.map?.height === to.map?.height && from.map?.width === to.map?.width;
  if (isSame) return undefined;
  return `its layers make ${sizeText(to.map)} of ${sizeText(from.map)}, but must keep the size`;
}

/** Throws an AutofitError that says which layer is wrong and why. */
export function rejectLayer({ kind }: Layer, name: string, reason: string): never {
  throw new AutofitError('BAD_NETWORK', `Layer ${name} (${kind}): ${reason}.`);
}

interface Ends {
  readonly columns: number;
  readonly map: MapSize | undefined;
}

const NEEDS_MAPS = 'it needs maps, which are pictures or what layers make of them';
const TAKES_NO_MAPS =
  'it takes no maps, which a global average pool or flattening makes one row of';

function sizeText(map: MapSize | undefined): string {
  return map ? `maps of ${map.height} × ${map.width}` : 'one row';
}
