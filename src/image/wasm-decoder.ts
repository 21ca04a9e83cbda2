import { createLimiter } from '../util/limiter.js';
import { packageFile } from '../util/package-file.js';
import { damagedPicture } from './bad-picture.js';
import { rgbOnWhite } from './on-white.js';
import type { Picture } from './picture.js';

/** What is decoded in WebAssembly. */
export type WasmCodec = 'jpeg' | 'webp';

/** A decoder's package: `init` makes a new instance, which the next pictures are decoded by. */
interface DecoderPackage {
  init(module: WebAssembly.Module | undefined, options: DecoderOptions): Promise<void>;
  default(bytes: ArrayBuffer): Promise<ImageData>;
}

interface DecoderOptions {
  /** Takes what would be printed. */
  printErr(text: string): void;
  /** Where its file lies. @default beside it, which a script that carries it cannot tell */
  locateFile?(name: string): string;
}

/** Pixels of a picture, behind which an instance is not kept: its memory never becomes smaller. */
const LARGE = 16e6;

const PACKAGES: Record<WasmCodec, { load(): Promise<DecoderPackage>; file: string }> = {
  jpeg: {
    load: () => import('@jsquash/jpeg/decode.js'),
    file: '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm',
  },
  webp: {
    load: () => import('@jsquash/webp/decode.js'),
    file: '@jsquash/webp/codec/dec/webp_dec.wasm',
  },
};

/** What decoders only warn of, though pixels are missing behind it; bytes between pixels and the end harm nothing. */
const IS_DAMAGE = /^(?:Corrupt JPEG data(?!.*extraneous bytes before marker 0xd9)|Premature end)/;

interface LoadedDecoder {
  readonly own: DecoderPackage;
  /** Undefined in a page, where the package fetches it. */
  readonly module: WebAssembly.Module | undefined;
}

const loaded: Partial<Record<WasmCodec, Promise<LoadedDecoder>>> = {};
/** Whose instance is there and has not failed. */
const ready = new Set<WasmCodec>();
/** By decoders, of the picture that is being decoded. */
const said: string[] = [];
/** They are busy one at a time anyway, and share what stands in for a global. */
const oneByOne = createLimiter(1);

/** Decodes by a package, loaded at the first picture. Throws an AutofitError for what it cannot decode; the next picture has an instance of its own then. */
export function decodeInWasm(codec: WasmCodec, bytes: Uint8Array): Promise<Picture> {
  return oneByOne(async () => {
    loaded[codec] ??= load(codec);
    const { own, module } = await loaded[codec];
    return withImageData(async () => {
      if (!ready.has(codec)) await own.init(module, optionsOf(module));
      // Until it has decoded this.
      ready.delete(codec);
      said.length = 0;
      const image = await own.default(new Uint8Array(bytes).buffer).catch(() => undefined);
      if (!image || said.some((text) => IS_DAMAGE.test(text))) {
        throw damagedPicture('its pixels cannot be decoded');
      }
      const { width, height, data } = image;
      if (width * height <= LARGE) ready.add(codec);
      return { width, height, pixels: rgbOnWhite(data) };
    });
  });
}

function optionsOf(module: WebAssembly.Module | undefined): DecoderOptions {
  const options = { printErr: (text: string) => void said.push(text) };
  return module ? { ...options, locateFile: (name) => name } : options;
}

async function load(codec: WasmCodec): Promise<LoadedDecoder> {
  const { load: loadPackage, file } = PACKAGES[codec];
  const bytes = packageFile(file);
  const module = bytes && (await WebAssembly.compile(bytes));
  return { own: await loadPackage(), module };
}

/** What decoders make their answer with, which Node has not. */
class PlainImageData {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

/** Runs a task with such a global, which is gone behind it: other programs know a page by it. */
async function withImageData<T>(task: () => Promise<T>): Promise<T> {
  const scope = globalThis as { ImageData?: unknown };
  if (scope.ImageData) return task();
  scope.ImageData = PlainImageData;
  try {
    return await task();
  } finally {
    delete scope.ImageData;
  }
}
