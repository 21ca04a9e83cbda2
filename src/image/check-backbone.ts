import { parameterCount } from '../engine/layer-shapes.js';
import { type Backbone, backboneLayers } from './backbone.js';

/** Throws when what a model file holds is no backbone, so that a forged one fails at once. */
export function checkBackbone(backbone: Backbone): void {
  const { kind, side, stem, head, blocks, weights, mirrors = false } = backbone;
  const isWhole = [side, stem, head].every((own) => Number.isSafeInteger(own) && own > 0);
  const isOne = kind === 'backbone' && Array.isArray(blocks) && weights instanceof Uint16Array;
  if (!isWhole || !isOne || typeof mirrors !== 'boolean') throw new Error('its backbone is none');
  const map = { height: side, width: side };
  const wanted = parameterCount(backboneLayers(backbone), 3, 0, map);
  if (weights.length !== wanted)
    throw new Error(`its backbone has ${weights.length} weights, not ${wanted}`);
}
