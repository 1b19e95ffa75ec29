import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404

from publishing import media

DIGEST = "ab" * 32
NAME = f"images/{DIGEST}/480.webp"


@pytest.fixture(autouse=True)
def one_rendition(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    default_storage.save(NAME, ContentFile(b"pixels"))
    default_storage.save(f"originals/{DIGEST}.webp", ContentFile(b"original"))
    default_storage.save(f"images/{DIGEST}/480.svg", ContentFile(b"<svg/>"))
    default_storage.save(f"images/{DIGEST}/480.webp.part", ContentFile(b"pix"))


@pytest.mark.parametrize(
    ("ending", "content_type"),
    [("webp", "image/webp"), ("avif", "image/avif"), ("jpg", "image/jpeg")],
)
def test_rendition_is_served_for_good_and_does_nothing(rf, ending, content_type):
    name = f"images/{DIGEST}/800.{ending}"
    default_storage.save(name, ContentFile(b"pixels"))
    response = media.serve(rf.get("/"), name)
    assert response.status_code == 200
    assert response.content == b"pixels"
    headers = dict(response.headers)
    assert headers == {
        "Content-Type": content_type,
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "ETag": f'"{DIGEST}-800-{ending}"',
    }


@pytest.mark.parametrize(
    "name",
    [
        "",
        "images/",
        f"images/{DIGEST}",
        f"images/{DIGEST}/",
        f"images/{DIGEST}/800.webp",
        f"images/{DIGEST}/480.svg",
        f"images/{DIGEST}/480.webp.part",
        f"images/{DIGEST}/480.webp\n",
        f"images/{DIGEST}/480.WEBP",
        f"images/{DIGEST}/٤٨٠.webp",
        f"images/{DIGEST}/-480.webp",
        f"images/{DIGEST}/9{'0' * 400}.webp",
        f"images/{DIGEST}//480.webp",
        f"images/{DIGEST}/../../originals/{DIGEST}.webp",
        f"images/{DIGEST}/..%2f480.webp",
        f"images/{DIGEST.upper()}/480.webp",
        f"images/{DIGEST[1:]}/480.webp",
        f"/images/{DIGEST}/480.webp",
        f"originals/{DIGEST}.webp",
        f"./originals/{DIGEST}.webp",
        "../../../../etc/passwd",
        "/etc/passwd",
        "images\\..\\originals",
        f"images/{DIGEST}/480.webp\x00",
        "\ud800",
    ],
)
def test_nothing_but_renditions_is_served(rf, name):
    with pytest.raises(Http404):
        media.serve(rf.get("/"), name)


@pytest.mark.parametrize(
    "method",
    "POST PUT PATCH DELETE OPTIONS TRACE NONSENSE".split(),  # noqa: SIM905
)
def test_other_methods_are_refused(rf, method):
    response = media.serve(rf.generic(method, "/"), NAME)
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


def test_head_tells_what_get_would(rf):
    got, asked = media.serve(rf.get("/"), NAME), media.serve(rf.head("/"), NAME)
    assert asked.status_code == 200
    assert asked.headers == got.headers


@pytest.mark.parametrize("tag", [f'"{DIGEST}-480-webp"', f'"other", W/"{DIGEST}-480-webp"', "*"])
def test_known_rendition_is_not_sent_again(rf, tag):
    response = media.serve(rf.get("/", headers={"If-None-Match": tag}), NAME)
    assert response.status_code == 304
    assert response.content == b""
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_other_tag_gets_the_rendition(rf):
    response = media.serve(rf.get("/", headers={"If-None-Match": '"other"'}), NAME)
    assert response.status_code == 200


def test_tag_of_a_rendition_that_is_gone_finds_nothing(rf):
    default_storage.delete(NAME)
    with pytest.raises(Http404):
        media.serve(rf.get("/", headers={"If-None-Match": f'"{DIGEST}-480-webp"'}), NAME)
