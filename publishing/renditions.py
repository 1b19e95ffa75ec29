"""Pictures: any upload → a kept original of pixels only → the files that readers get.

Nothing of an uploaded file survives but its pixels: it is decoded in full and written anew. Every
file is named after the SHA-256 of the kept original, so that a name never changes its content.

The fallback for browsers that know neither AVIF nor WebP is always JPEG, with transparent parts
laid on white. So the files of a picture follow from its row alone, without a column or a look into
the storage, and feeds and social cards get a picture that has no holes.
"""

import warnings
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pixels
from PIL import ImageCms, ImageOps, UnidentifiedImageError

from publishing.models import Image

ACCEPTED = ("PNG", "JPEG", "WEBP", "GIF", "AVIF")
MOST_PIXELS = 40_000_000
WIDEST = 2400
# WebP holds no more than this in either direction.
TALLEST = 16_383
WIDTHS = (480, 800, 1200, 1600)

ORIGINAL: dict[str, Any] = {
    "format": "WEBP",
    "lossless": True,
    "quality": 80,
    "method": 4,
    "exact": True,
}
# Ending of the file name → how to write it.
FORMATS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 8},
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "optimize": True, "progressive": True},
}

NOT_A_PICTURE = (
    "This file is not a picture that can be used here: send PNG, JPEG, WebP, GIF or AVIF."
)
TOO_LARGE = "This picture has more than 40 million pixels. Make it smaller first."
DAMAGED = "This picture is damaged or incomplete. Save it again and send the new file."

# Pillow only warns of a picture that is small as a file and enormous in memory.
warnings.simplefilter("error", Pixels.DecompressionBombWarning)


@dataclass(frozen=True)
class Renditions:
    """The addresses of a picture's files: a srcset per format, and one file for who knows none."""

    avif: str
    webp: str
    jpeg: str
    url: str
    width: int
    height: int


def accept(image: Image, file: IO[bytes]) -> None:
    """Store an uploaded picture and let the row speak of it; the row is not saved."""
    content = original_bytes(decode(file))
    describe(image, content)
    keep(original_path(image), content)
    write_renditions(image)


def describe(image: Image, content: bytes) -> None:
    """Let the row speak of this kept original; neither the row nor a file is saved."""
    image.digest = sha256(content).hexdigest()
    with Pixels.open(BytesIO(content)) as picture:
        image.width, image.height = picture.size
    # Assigning to the field would make it measure the file, which may not be there yet.
    vars(image)["file"] = original_path(image)


def decode(file: IO[bytes]) -> Pixels.Image:
    """Read a picture in full, upright, as sRGB; raise ValidationError for what cannot be used."""
    try:
        with Pixels.open(file, formats=ACCEPTED) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(TOO_LARGE, code="too_large")
            picture.load()
            return in_srgb(ImageOps.exif_transpose(picture))
    except ValidationError:
        raise
    except UnidentifiedImageError as error:
        raise ValidationError(NOT_A_PICTURE, code="not_a_picture") from error
    except (Pixels.DecompressionBombError, Pixels.DecompressionBombWarning) as error:
        raise ValidationError(TOO_LARGE, code="too_large") from error
    except Exception as error:
        # Pillow's decoders raise whatever they stumble over: OSError, SyntaxError, struct.error…
        raise ValidationError(DAMAGED, code="damaged") from error


def in_srgb(picture: Pixels.Image) -> Pixels.Image:
    """Return RGB, or RGBA where something shows through, in the colours that browsers assume."""
    profile = picture.info.get("icc_profile")
    transparent = picture.has_transparency_data
    if picture.mode.startswith("I"):
        # Pillow would cut 16-bit grey off at 255 instead of scaling it.
        picture = picture.point(lambda value: value * (1 / 257)).convert("L")
    if transparent or picture.mode in ("1", "P", "LA", "PA"):
        picture = picture.convert("RGBA" if transparent else "RGB")
    picture = without_profile(picture, profile)
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    # Pixels alone: what the file told beside them, such as a place, stays behind.
    bare = Pixels.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def without_profile(picture: Pixels.Image, profile: bytes | None) -> Pixels.Image:
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, source, target, outputMode=mode)
        except (ImageCms.PyCMSError, OSError):
            converted = None  # The profile is broken or made for other colours: do without it.
        if converted:
            return converted
    return picture.convert(mode)


def original_bytes(pixels: Pixels.Image) -> bytes:
    """Encode without loss, at most 2400 px wide; of the result again, it gives the same bytes."""
    kept = pixels.copy()
    kept.thumbnail((WIDEST, TALLEST), Pixels.Resampling.LANCZOS, reducing_gap=None)
    return encode(kept, ORIGINAL)


def encode(pixels: Pixels.Image, options: dict[str, Any]) -> bytes:
    buffer = BytesIO()
    pixels.save(buffer, **options)
    return buffer.getvalue()


def write_renditions(image: Image) -> None:
    """Write the files of a picture that are not there yet, from its kept original."""
    missing = [
        (width, ending)
        for width in widths(image.width)
        for ending in FORMATS
        if not default_storage.exists(path(image, width, ending))
    ]
    if not missing:
        return
    with default_storage.open(original_path(image)) as file:
        pixels = decode(file)
    for width in sorted({width for width, _ in missing}):
        scaled = pixels.resize((width, height_at(image, width)), Pixels.Resampling.LANCZOS)
        for ending in (ending for one, ending in missing if one == width):
            shown = on_white(scaled) if ending == "jpg" else scaled
            keep(path(image, width, ending), encode(shown, FORMATS[ending]))


def on_white(pixels: Pixels.Image) -> Pixels.Image:
    if pixels.mode != "RGBA":
        return pixels
    ground = Pixels.new("RGBA", pixels.size, "white")
    return Pixels.alpha_composite(ground, pixels).convert("RGB")


def keep(name: str, content: bytes) -> None:
    """Write a file whose name says its content, unless it is there."""
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))


def renditions(image: Image) -> Renditions:
    """Return the addresses of a picture's files, from its row alone."""
    widest = widths(image.width)[-1]
    return Renditions(
        avif=srcset(image, "avif"),
        webp=srcset(image, "webp"),
        jpeg=srcset(image, "jpg"),
        url=default_storage.url(path(image, widest, "jpg")),
        width=widest,
        height=height_at(image, widest),
    )


def srcset(image: Image, ending: str) -> str:
    return ", ".join(
        f"{default_storage.url(path(image, width, ending))} {width}w"
        for width in widths(image.width)
    )


def widths(width: int) -> list[int]:
    """Return the widths of the renditions: none is wider than the original."""
    return [one for one in WIDTHS if one <= width] or [width]


def height_at(image: Image, width: int) -> int:
    return max(1, round(image.height * width / image.width))


def thumbnail(image: Image) -> str:
    """Return the address of the smallest file of a picture."""
    return default_storage.url(path(image, widths(image.width)[0], "webp"))


def focus_class(image: Image) -> str:
    """Return the class that keeps the focal point in sight, "" for the middle.

    Nine places are enough for a crop, and a class needs no style in the page.
    """
    across = third(image.focus_x, ("left", "", "right"))
    down = third(image.focus_y, ("top", "", "bottom"))
    return "-".join(filter(None, ["focus" if across or down else "", across, down]))


def third(per_cent: int, names: tuple[str, str, str]) -> str:
    return names[min(per_cent * 3 // 100, 2)]


def discard(digest: str) -> None:
    """Delete the files of a picture that no row speaks of any more."""
    if Image.objects.filter(digest=digest).exists():
        return
    folder = f"images/{digest}"
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)
    default_storage.delete(f"originals/{digest}.webp")


def original_path(image: Image) -> str:
    return f"originals/{image.digest}.webp"


def path(image: Image, width: int, ending: str) -> str:
    return f"images/{image.digest}/{width}.{ending}"
