"""Cards as files: named after what they show, drawn once, and forgotten oldest first."""

from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from json import dumps
from typing import Any, ClassVar, Protocol

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from publishing.cards.canvas import HEIGHT, WIDTH, Canvas

# Raise it when drawing changes: every card gets a new name then, and is drawn anew.
DRAWING = 1
FOLDER = "cards"
# Some 60 MB. Readers may ask for any set of frameworks, and there are more sets than room.
MOST_KEPT = 5000
FORGOTTEN_AT_ONCE = 500

FOR_GOOD = "public, max-age=31536000, immutable"
# Opened by itself, a card does nothing.
HEADERS = {"Content-Security-Policy": "default-src 'none'; sandbox"}


class SocialCard(Protocol):
    """A frozen dataclass with all that is drawn: its fields decide the name of the file."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def alt(self) -> str:
        """Return what the picture says."""

    def draw(self) -> Canvas: ...


def digest(card: SocialCard) -> str:
    """Name the content of a card: equal cards have one name, whatever made them."""
    shown = [DRAWING, type(card).__name__, asdict(card)]
    return sha256(dumps(shown, sort_keys=True).encode()).hexdigest()[:32]


def reference(card: SocialCard, path: str) -> dict[str, Any]:
    """Return what a page says of its card; it is neither drawn nor looked up."""
    return {
        "url": f"{path}?v={digest(card)}",
        "alt": card.alt,
        "width": WIDTH,
        "height": HEIGHT,
    }


def png(card: SocialCard) -> bytes:
    """Return the picture as it is kept, else draw and keep it.

    Two processes that draw at once write the same bytes under the same name.
    """
    name = f"{FOLDER}/{digest(card)}.png"
    try:
        with default_storage.open(name) as file:
            return file.read()
    except OSError:
        content = card.draw().png()
    # A disk that is full, or not ours to write on, keeps no reader from the picture.
    with suppress(OSError):
        forget_oldest()
        default_storage.save(name, ContentFile(content))
    return content


def forget_oldest() -> None:
    """Make room where the folder is full; what is asked for again is drawn again."""
    if not default_storage.exists(FOLDER):
        return
    names = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    if len(names) < MOST_KEPT:
        return
    for name in sorted(names, key=written_at)[:FORGOTTEN_AT_ONCE]:
        default_storage.delete(name)


def written_at(name: str) -> float:
    try:
        return default_storage.get_modified_time(name).timestamp()
    except FileNotFoundError:
        return 0  # Another process was faster; deleting it again does no harm.


def respond(request: HttpRequest, card: SocialCard) -> HttpResponseBase | None:
    """Answer with the picture: for good under the address that a page names, else as pages are."""
    version = digest(card)
    response = HttpResponse(png(card), content_type="image/png", headers=HEADERS)
    if request.GET.get("v") == version:
        response.headers["Cache-Control"] = FOR_GOOD
    response.headers["ETag"] = etag = f'"{version}"'
    return get_conditional_response(request, etag=etag, response=response)
