"""Writes pillow-pictures.json: small files of every format that is read, with their pixels by Pillow (pip install pillow numpy)."""
import base64
import io
import json
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps

W, H = 13, 9
random = np.random.default_rng(0)
y, x = np.mgrid[0:H, 0:W]
COLOURS = np.stack([x * 19, y * 28, (x + y) * 12], axis=2).astype(np.uint8)
COLOURS[2:5, 3:8] = (250, 30, 5)
ALPHA = np.clip((x * 24 + y * 3), 0, 255).astype(np.uint8)
RGBA = np.dstack([COLOURS, ALPHA])
cases = []


def on_white(picture):
    rgba = np.asarray(picture.convert("RGBA")).astype(float)
    alpha = rgba[..., 3:] / 255
    return np.floor(rgba[..., :3] * alpha + 255 * (1 - alpha) + 0.5).astype(np.uint8)


def add(name, data, tolerance=0, expected=None):
    picture = Image.open(io.BytesIO(data))
    picture.seek(0)
    seen = on_white(ImageOps.exif_transpose(picture)) if expected is None else expected
    cases.append({
        "name": name, "tolerance": tolerance, "width": seen.shape[1], "height": seen.shape[0],
        "file": base64.b64encode(data).decode(), "pixels": base64.b64encode(seen.tobytes()).decode(),
    })


def saved(picture, kind, **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def packed_rows(samples, depth, pixel, filters):
    """Rows of (rows, columns, channels), each by the next filter."""
    out, above = b"", None
    for number, row in enumerate(samples):
        flat = row.reshape(-1)
        if depth == 16:
            raw = flat.astype(">u2").tobytes()
        else:
            bits = "".join(format(int(value), f"0{depth}b") for value in flat)
            bits += "0" * (-len(bits) % 8)
            raw = bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))
        above = above or bytes(len(raw))
        out += filtered(raw, above, pixel, filters[number % len(filters)])
        above = raw
    return out


def filtered(raw, above, pixel, kind):
    out = [kind]
    for i, value in enumerate(raw):
        a = raw[i - pixel] if i >= pixel else 0
        b, c = above[i], above[i - pixel] if i >= pixel else 0
        p = a + b - c
        nearest = min((a, b, c), key=lambda v: abs(p - v))
        out.append((value - [0, a, b, (a + b) // 2, nearest][kind]) % 256)
    return bytes(out)


ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png(samples, depth, colour, interlaced=False, filters=(0, 1, 2, 3, 4), palette=None, transparency=None):
    samples = samples.reshape(samples.shape[0], samples.shape[1], -1)
    rows, columns, channels = samples.shape
    pixel = max(1, channels * depth // 8)
    passes = ADAM7 if interlaced else [(0, 0, 1, 1)]
    parts = [samples[top::down, left::across] for left, top, across, down in passes]
    raw = b"".join(packed_rows(part, depth, pixel, filters) for part in parts if part.size)
    header = struct.pack(">IIBBBBB", columns, rows, depth, colour, 0, 0, int(interlaced))
    packed = zlib.compress(raw)
    middle = len(packed) // 2
    chunks = [chunk(b"IHDR", header)]
    if palette is not None:
        chunks.append(chunk(b"PLTE", palette.astype(np.uint8).tobytes()))
    if transparency is not None:
        chunks.append(chunk(b"tRNS", transparency))
    chunks += [chunk(b"IDAT", packed[:middle]), chunk(b"IDAT", packed[middle:]), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


GREY = COLOURS[..., 0]
for interlaced in (False, True):
    suffix = ", interlaced" if interlaced else ""
    add("PNG RGB" + suffix, png(COLOURS, 8, 2, interlaced))
    add("PNG RGB and alpha" + suffix, png(RGBA, 8, 6, interlaced))
    add("PNG grey and alpha" + suffix, png(RGBA[..., 2:], 8, 4, interlaced))
    for depth in (1, 2, 4, 8):
        shades = GREY >> (8 - depth)
        palette = random.integers(0, 256, (2**depth, 3))
        alphas = bytes([0, 128])
        add(f"PNG grey of {depth} bits" + suffix, png(shades, depth, 0, interlaced))
        add(f"PNG palette of {depth} bits" + suffix, png(shades, depth, 3, interlaced, palette=palette))
        add(f"PNG palette of {depth} bits with alpha" + suffix,
            png(shades, depth, 3, interlaced, palette=palette, transparency=alphas))
    deep = GREY.astype(np.uint16) * 256 + random.integers(0, 256, (H, W))
    nearest = np.floor(deep / 257 + 0.5).astype(np.uint8)
    add("PNG grey of 16 bits" + suffix, png(deep, 16, 0, interlaced), expected=np.dstack([nearest] * 3))
    add("PNG RGB of 16 bits" + suffix, png(COLOURS.astype(np.uint16) * 257, 16, 2, interlaced))
    add("PNG RGB and alpha of 16 bits" + suffix, png(RGBA.astype(np.uint16) * 257, 16, 6, interlaced))
add("PNG grey with a clear shade", png(GREY, 8, 0, transparency=struct.pack(">H", int(GREY[0, 1]))))
add("PNG RGB with a clear colour", png(COLOURS, 8, 2, transparency=struct.pack(">HHH", 250, 30, 5)))
for kind in range(5):
    add(f"PNG filter {kind}", png(COLOURS, 8, 2, filters=(kind,)))

# Colours change slowly, as in photographs: where they do not, decoders differ in how they put halved colours together.
smooth = Image.fromarray(COLOURS).resize((24, 16), Image.Resampling.BICUBIC)
add("JPEG", saved(smooth, "JPEG", quality=90, subsampling=0), 2)
add("JPEG with halved colours", saved(smooth, "JPEG", quality=90), 2)
add("JPEG progressive", saved(smooth, "JPEG", quality=90, progressive=True), 2)
add("JPEG with restarts", saved(smooth, "JPEG", quality=90, restart_marker_blocks=1), 2)
add("JPEG grey", saved(smooth.convert("L"), "JPEG", quality=90), 2)
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    add(f"JPEG turned as {orientation}", saved(smooth, "JPEG", quality=90, subsampling=0, exif=exif), 2)
exif = Image.Exif()
exif[0x0112] = 6
add("PNG turned as 6", saved(Image.fromarray(COLOURS), "PNG", exif=exif))
add("WebP turned as 6", saved(Image.fromarray(COLOURS), "WEBP", lossless=True, exif=exif))

add("WebP lossless", saved(Image.fromarray(COLOURS), "WEBP", lossless=True))
add("WebP lossless with alpha", saved(Image.fromarray(RGBA), "WEBP", lossless=True, exact=True))
add("WebP lossy", saved(smooth, "WEBP", quality=90), 2)
alpha = Image.fromarray(ALPHA).resize((24, 16))
smooth_alpha = smooth.copy()
smooth_alpha.putalpha(alpha)
add("WebP lossy with alpha", saved(smooth_alpha, "WEBP", quality=90), 2)
frames = [Image.fromarray(RGBA), Image.fromarray(RGBA[::-1])]
add("WebP animated, lossless", saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True, exact=True))
add("WebP animated, lossy", saved(smooth_alpha, "WEBP", save_all=True, append_images=[smooth_alpha.rotate(180)], quality=90), 2)

few = Image.fromarray(COLOURS).quantize(16)
many = Image.fromarray(COLOURS).quantize(128)
add("GIF", saved(few, "GIF"))
add("GIF of many colours", saved(many, "GIF"))
add("GIF interlaced", saved(many, "GIF", interlace=1))
add("GIF with a clear colour", saved(few, "GIF", transparency=int(np.asarray(few)[3, 4])))
add("GIF animated", saved(few, "GIF", save_all=True, append_images=[few.rotate(180)]))
noise = Image.fromarray(random.integers(0, 256, (60, 90), dtype=np.uint8))
add("GIF of noise, whose codes grow to 12 bits", saved(noise, "GIF"))


def bmp(header, rows):
    place = 14 + len(header)
    data = b"".join(row + bytes(-len(row) % 4) for row in rows)
    return b"BM" + struct.pack("<IHHI", place + len(data), 0, 0, place) + header + data


def info(bits, height=H, compression=0, colours=0):
    return struct.pack("<IiiHHIIiiII", 40, W, height, 1, bits, compression, 0, 0, 0, colours, 0)


BGR = COLOURS[..., ::-1]
BGRX = np.dstack([BGR, np.zeros((H, W), np.uint8)])
add("BMP of 24 bits", saved(Image.fromarray(COLOURS), "BMP"))
add("BMP of 24 bits, top row first", bmp(info(24, -H), [row.tobytes() for row in BGR]))
add("BMP of 32 bits", bmp(info(32), [row.tobytes() for row in BGRX[::-1]]))
add("BMP of 32 bits with alpha", saved(Image.fromarray(RGBA), "BMP"))
add("BMP grey", saved(Image.fromarray(GREY), "BMP"))
add("BMP of a palette", saved(many, "BMP"))
add("BMP of 1 bit", saved(Image.fromarray(GREY > 100), "BMP"))
shades = GREY >> 4
palette = random.integers(0, 256, (16, 4)).astype(np.uint8)
nibbles = [bytes((int(a) << 4) | int(b) for a, b in zip(row[::2], list(row[1::2]) + [0])) for row in shades[::-1]]
add("BMP of 4 bits", bmp(info(4, colours=16) + palette.tobytes(), nibbles))
high = COLOURS.astype(np.uint16) >> 3
five = (high[..., 0] << 10) | (high[..., 1] << 5) | high[..., 2]
add("BMP of 15 bits", bmp(info(16), [row.astype("<u2").tobytes() for row in five[::-1]]), 1)
six = (high[..., 0] << 11) | ((COLOURS[..., 1].astype(np.uint16) >> 2) << 5) | high[..., 2]
masks = struct.pack("<III", 0xF800, 0x07E0, 0x001F)
add("BMP of 16 bits by masks", bmp(info(16, compression=3) + masks, [row.astype("<u2").tobytes() for row in six[::-1]]), 1)
core = struct.pack("<IHHHH", 12, W, H, 1, 24)
add("BMP of OS/2", bmp(core, [row.tobytes() for row in BGR[::-1]]))

others = {
    "CMYK": saved(smooth.convert("CMYK"), "JPEG"),
    "TIFF": saved(smooth, "TIFF")[:64],
    "two frames": saved(smooth, "GIF"),
}


def area(pixels, width, height):
    """Means of the areas that new pixels take, exactly."""
    def shares(old, new):
        edges = np.arange(new + 1) * old / new
        cells = np.arange(old)
        covered = np.minimum(edges[1:, None], cells + 1) - np.maximum(edges[:-1, None], cells)
        return np.clip(covered, 0, None) * new / old
    return np.einsum("ij,jkc,lk->ilc", shares(pixels.shape[0], height), pixels.astype(float), shares(pixels.shape[1], width))


def linear(pixels, width, height):
    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BILINEAR)).astype(float)


resized = []
for name, made, width, height in [
    ("halves", area, 6, 4), ("fractions", area, 5, 7), ("one pixel", area, 1, 1), ("growing", linear, 20, 15),
    ("twice", linear, 26, 18),
]:
    values = made(COLOURS, width, height)
    resized.append({"name": name, "width": width, "height": height, "values": np.round(values.reshape(-1), 4).tolist()})
source = {"width": W, "height": H, "pixels": base64.b64encode(COLOURS.tobytes()).decode()}
path = pathlib.Path(__file__).with_suffix(".json")
encoded = {name: base64.b64encode(data).decode() for name, data in others.items()}
path.write_text(json.dumps({"cases": cases, "others": encoded, "source": source, "resized": resized}) + "\n")
print(len(cases), "files,", path.stat().st_size, "bytes")
