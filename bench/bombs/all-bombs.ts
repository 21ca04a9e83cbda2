import { archiveBombs } from './archive-bombs.js';
import type { Bomb } from './bomb.js';
import { parquetBombs } from './parquet-bombs.js';
import { pictureBombs } from './picture-bombs.js';
import { textBombs } from './text-bombs.js';

export const BOMBS: readonly Bomb[] = [
  ...textBombs,
  ...archiveBombs,
  ...parquetBombs,
  ...pictureBombs,
];
