import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ImageResult } from './image-result.js';

const PYTHON = fileURLToPath(new URL('.venv/bin/python', import.meta.url));
const PEER = fileURLToPath(new URL('multimodal_peer.py', import.meta.url));

type Outcome = Pick<ImageResult, 'test' | 'validation' | 'seconds'>;

/** AutoGluon MultiModal with so many seconds to fit in; null where it is not installed. */
export function runMultimodal(
  folder: string,
  seconds: number,
  seed: number,
  backbone: string | undefined,
): Outcome | null {
  if (!existsSync(PYTHON)) {
    console.error('AutoGluon is not installed: node bench/images/install-multimodal.mjs');
    return null;
  }
  const args = [
    PEER,
    `${seconds}`,
    `${seed}`,
    folder,
    ...(backbone === undefined ? [] : [backbone]),
  ];
  const { stdout, stderr, status } = spawnSync(PYTHON, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, HF_HUB_OFFLINE: '1' },
  });
  if (status !== 0) throw new Error(`AutoGluon ended with ${status}: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Outcome;
}
