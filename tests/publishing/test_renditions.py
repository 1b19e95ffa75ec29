import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from PIL import Image as Pixels
from PIL import ImageCms, ImageOps, PngImagePlugin

from publishing.models import Image
from publishing.renditions import (
    accept,
    decode,
    describe,
    original_bytes,
    renditions,
    write_renditions,
)


@pytest.fixture(autouse=True)
def empty_media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def gradient(width=64, height=48, mode="RGB"):
    return Pixels.linear_gradient("L").resize((width, height)).convert(mode)


def file_of(pixels, kind="PNG", **options):
    buffer = BytesIO()
    pixels.save(buffer, kind, **options)
    buffer.seek(0)
    return buffer


def png_chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_header(width, height):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = (
        png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(b""))
        + png_chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + data


def refusal(content):
    with pytest.raises(ValidationError) as caught:
        decode(BytesIO(content))
    return caught.value.code


def stored(folder):
    return sorted(default_storage.listdir(folder)[1])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_decode_accepts_pictures(kind):
    picture = decode(file_of(gradient(), kind))
    assert (picture.size, picture.mode) == ((64, 48), "RGB")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        b"%PDF-1.4\n",
        file_of(gradient(), "BMP").getvalue(),
        file_of(gradient(), "TIFF").getvalue(),
        file_of(gradient(), "ICO").getvalue(),
        file_of(gradient(), "PPM").getvalue(),
    ],
    ids=["empty", "zeros", "svg", "html", "eps", "pdf", "bmp", "tiff", "ico", "ppm"],
)
def test_decode_refuses_what_is_no_picture_of_a_known_kind(content):
    assert refusal(content) == "not_a_picture"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_decode_refuses_half_a_file(kind):
    content = file_of(Pixels.effect_noise((300, 300), 80).convert("RGB"), kind).getvalue()
    assert refusal(content[: len(content) // 2]) in ("damaged", "not_a_picture")


@pytest.mark.parametrize("size", [(16_000, 10_000), (8000, 5001), (100_000, 100_000)])
def test_decode_refuses_a_bomb_by_its_header(size):
    content = png_header(*size)
    assert len(content) < 100
    assert refusal(content) == "too_large"


def test_decode_refuses_a_png_of_which_a_chunk_was_changed():
    content = bytearray(file_of(gradient()).getvalue())
    content[content.index(b"IDAT") + 10] ^= 0xFF
    assert refusal(bytes(content)) == "damaged"


def test_appended_html_does_not_survive():
    clean = file_of(gradient()).getvalue()
    content = original_bytes(decode(BytesIO(clean + b"<script>alert(1)</script>")))
    assert b"script" not in content
    assert content == original_bytes(decode(BytesIO(clean)))


def test_metadata_does_not_survive():
    exif = Pixels.Exif()
    exif[0x010F] = "Secret camera"
    exif.get_ifd(0x8825)[1] = "N"
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "Secret comment")
    jpeg = file_of(gradient(), "JPEG", exif=exif, comment=b"Secret comment")
    png = file_of(gradient(), "PNG", exif=exif, pnginfo=info)
    for file in (jpeg, png):
        assert b"Secret" in file.getvalue()
        content = original_bytes(decode(file))
        kept = Pixels.open(BytesIO(content))
        assert b"Secret" not in content
        assert dict(kept.getexif()) == {}
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(kept.info)


def test_orientation_is_applied():
    exif = Pixels.Exif()
    exif[0x0112] = 6
    assert decode(file_of(gradient(64, 48), "JPEG", exif=exif)).size == (48, 64)


def test_animation_is_reduced_to_its_first_frame():
    red, blue = (Pixels.new("RGB", (20, 20), colour) for colour in ("red", "blue"))
    picture = decode(file_of(red, "GIF", save_all=True, append_images=[blue]))
    assert picture.getpixel((5, 5)) == (255, 0, 0)


def test_cmyk_becomes_rgb():
    picture = decode(file_of(Pixels.new("CMYK", (20, 20), (0, 255, 255, 0)), "JPEG"))
    red, green, blue = picture.getpixel((5, 5))
    assert red > 240
    assert max(green, blue) < 15


def test_grey_of_16_bits_is_scaled():
    pixels = Pixels.new("I;16", (4, 1))
    for place, value in enumerate((0, 0x4000, 0x8000, 0xFFFF)):
        pixels.putpixel((place, 0), value)
    picture = decode(file_of(pixels))
    assert [picture.getpixel((place, 0))[0] for place in range(4)] == [0, 63, 127, 255]


def test_transparency_of_a_palette_is_kept():
    pixels = Pixels.new("P", (20, 20), 0)
    pixels.putpalette([255, 0, 0, 0, 0, 255])
    pixels.putpixel((5, 5), 1)
    picture = decode(file_of(pixels, "PNG", transparency=0))
    assert picture.mode == "RGBA"
    assert picture.getpixel((0, 0))[3] == 0
    assert picture.getpixel((5, 5)) == (0, 0, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_opaque_pictures_are_rgb(mode):
    assert decode(file_of(gradient(mode=mode))).mode == "RGB"


def test_colours_of_another_profile_are_moved_to_srgb():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A profile whose red is green and whose green is red.
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    pixels = Pixels.new("RGB", (4, 4), (200, 40, 60))
    red, green, _ = decode(file_of(pixels, icc_profile=swapped)).getpixel((0, 0))
    assert red < 60
    assert green > 180


def test_broken_profile_is_left_out():
    pixels = Pixels.new("RGB", (4, 4), (200, 40, 60))
    assert decode(file_of(pixels, icc_profile=b"broken" * 40)).getpixel((0, 0)) == (200, 40, 60)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_original_is_a_fixed_point(mode):
    pixels = gradient(300, 200, mode)
    if mode == "RGBA":
        # The brightest pixels are the ones that nobody sees.
        pixels.putalpha(ImageOps.invert(gradient(300, 200, "L")))
    once = original_bytes(decode(file_of(pixels)))
    assert original_bytes(decode(BytesIO(once))) == once
    assert decode(BytesIO(once)).tobytes() == pixels.tobytes()


@pytest.mark.parametrize(
    "path", sorted((settings.CONTENT_ROOT / "images").glob("*.webp")), ids=lambda path: path.name
)
def test_sample_images_are_fixed_points(path: Path):
    content = path.read_bytes()
    assert original_bytes(decode(BytesIO(content))) == content


@pytest.mark.parametrize(
    ("size", "kept"),
    [((3000, 1500), (2400, 1200)), ((60, 20_000), (49, 16_383)), ((9000, 1), (2400, 1))],
)
def test_original_is_shrunk_to_its_bounds(size, kept):
    content = original_bytes(decode(file_of(gradient(*size))))
    assert Pixels.open(BytesIO(content)).size == kept


def test_accept_describes_the_row_and_writes_every_file():
    image = Image(slug="wide")
    accept(image, file_of(gradient(1000, 500)))
    assert (image.width, image.height) == (1000, 500)
    assert image.file.name == f"originals/{image.digest}.webp"
    assert stored("originals") == [f"{image.digest}.webp"]
    assert stored(f"images/{image.digest}") == sorted(
        f"{width}.{ending}" for width in (480, 800) for ending in ("avif", "webp", "jpg")
    )
    for width in (480, 800):
        for ending, kind in {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}.items():
            with default_storage.open(f"images/{image.digest}/{width}.{ending}") as file:
                picture = Pixels.open(file)
                assert (picture.format, picture.size) == (kind, (width, width // 2))


@pytest.mark.django_db
def test_accepted_image_can_be_saved_and_replaced():
    image = Image(slug="bars", alt="Bars.")
    accept(image, file_of(gradient(100, 50)))
    image.save()
    first = image.file.name
    accept(image, file_of(gradient(80, 60)))
    image.save()
    image = Image.objects.get()
    assert image.file.name != first
    assert (image.width, image.height) == (80, 60)
    with image.file.open() as file:
        assert decode(file).size == (80, 60)


def test_describe_writes_no_file():
    image = Image()
    describe(image, original_bytes(gradient(30, 20)))
    assert (image.width, image.height, image.file.name) == (
        30,
        20,
        f"originals/{image.digest}.webp",
    )
    assert default_storage.listdir("") == ([], [])


def test_accept_of_the_same_pixels_keeps_one_copy():
    one, other = Image(slug="one"), Image(slug="other")
    accept(one, file_of(gradient(100, 50), "PNG"))
    accept(other, file_of(gradient(100, 50), "WEBP", lossless=True))
    assert one.digest == other.digest
    assert len(stored("originals")) == 1


def test_write_renditions_writes_only_what_is_missing():
    image = Image(slug="bars")
    accept(image, file_of(gradient(900, 500)))
    folder = Path(default_storage.path(f"images/{image.digest}"))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / "800.webp").unlink()
    (folder / "480.jpg").write_bytes(b"untouched")
    write_renditions(image)
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert after == {**before, "480.jpg": b"untouched"}


def test_transparency_is_laid_on_white_in_jpeg_only():
    image = Image(slug="hole")
    accept(image, file_of(Pixels.new("RGBA", (500, 500), (255, 0, 0, 0))))
    folder = f"images/{image.digest}"
    with default_storage.open(f"{folder}/480.webp") as file:
        assert Pixels.open(file).getpixel((5, 5))[3] == 0
    with default_storage.open(f"{folder}/480.avif") as file:
        assert Pixels.open(file).getpixel((5, 5))[3] == 0
    with default_storage.open(f"{folder}/480.jpg") as file:
        assert Pixels.open(file).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("size", "widths", "shown"),
    [
        ((300, 200), [300], (300, 200)),
        ((480, 320), [480], (480, 320)),
        ((1000, 333), [480, 800], (800, 266)),
        ((2400, 1350), [480, 800, 1200, 1600], (1600, 900)),
        ((2400, 1), [480, 800, 1200, 1600], (1600, 1)),
    ],
)
def test_renditions_follow_from_the_row(size, widths, shown):
    image = Image(digest="ab" * 32, width=size[0], height=size[1])
    found = renditions(image)
    start = f"/media/images/{'ab' * 32}"
    assert found.avif == ", ".join(f"{start}/{width}.avif {width}w" for width in widths)
    assert found.webp == ", ".join(f"{start}/{width}.webp {width}w" for width in widths)
    assert found.jpeg == ", ".join(f"{start}/{width}.jpg {width}w" for width in widths)
    assert found.url == f"{start}/{shown[0]}.jpg"
    assert (found.width, found.height) == shown
