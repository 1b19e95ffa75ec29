"""A small valid folder of documents, one of every kind, that tests break in one place each."""

from io import BytesIO
from pathlib import Path

from django.apps import apps
from django.conf import settings
from PIL import Image as Pixels

from publishing.folders import import_folder

AUTHORS = """\
[[authors]]
slug = "ann"
name = "Ann"
"""
IMAGES = """\
[[images]]
slug = "cover"
file = "images/cover.webp"
alt = "A drawn strip of bars."
"""
NOTICES = """\
[[notices]]
slug = "support"
title = "Free to read"
text = "Please pass it on."
placement = "inline"
starts_at = 2026-11-01T09:00:00Z
"""
TOPICS = """\
[[topics]]
slug = "orm"
name = "Object-relational mapping"
"""
LICENCE = """\
[[groups.features]]
slug = "licence"
name = "Licence"
meaning = "The terms of use."
kind = "value"
"""
FEATURES = f"""\
[[groups]]
slug = "data"
name = "Data"

[[groups.features]]
slug = "mapper"
name = "Object-relational mapper"
meaning = "Reading and writing tables as objects."
kind = "level"

{LICENCE}
[[groups]]
slug = "pages"
name = "Pages"

[[groups.features]]
slug = "templates"
name = "HTML templates"
meaning = "Turning data into pages."
kind = "level"
"""
# Stands for every framework; `framework_document` puts its name in.
FRAMEWORK = '''\
name = "NAME"
status = "published"
published_at = 2026-11-20T09:00:00Z
language = "Python"
kind = "micro"
summary = """
It is small.

It says "hello".
"""

[facts.mapper]
level = "third-party"
note = "Usually with an add-on."
extension = "NAME-Mapper"
source_title = "Docs"
source_url = "https://example.org/docs"
checked_on = 2026-11-20
checked_by = "Ann"

[facts.licence]
value = "MIT"

[[releases]]
version = "3.1"
released_on = 2025-11-13

[[drawbacks]]
title = "Few batteries"
severity = "moderate"
explanation = "Much is left to you."
feature = "mapper"

[[extensions]]
name = "NAME-Mapper"
adds = [
    "mapper",
]

[[snippets]]
task = "hello-world"
filename = "app.py"
code = "print()"
'''
COMPARISON = """\
+++
title = "Ant or Bee"
status = "published"
published_at = 2026-11-20T09:00:00Z
frameworks = [
    "ant",
    "bee",
]
author = "Ann"

[choose_if]
ant = [
    "You want little.",
]

[[picks]]
job = "A small site"
lean = -1

[[picks]]
job = "A large site"
framework = "bee"
+++

## Two ways

Both work.
"""
QUESTIONS = """\
[[questions]]
slug = "building"
text = "What are you building?"

[[questions.options]]
slug = "pages"
label = "Pages"
explanation = "People read them."

[questions.options.criteria.templates]
strength = "must"
at_least = "third-party"
weight = 3
reason = "Pages are made on the server."

[[questions.options]]
slug = "data"
label = "Data"
explanation = "Programs read it."
"""
ARTICLE = """\
+++
title = "Queries"
status = "published"
published_at = 2026-11-20T09:00:00Z
authors = [
    "Ann",
]
topics = [
    "orm",
]
frameworks = [
    "ant",
]
cover = "cover"
+++

Some words.
"""
PAGE = """\
+++
title = "About"
status = "published"
published_at = 2026-11-20T09:00:00Z
+++

Who we are.
"""


def framework_document(name: str) -> str:
    return FRAMEWORK.replace("NAME", name)


def picture(colour: str = "navy") -> bytes:
    buffer = BytesIO()
    Pixels.new("RGB", (64, 40), colour).save(buffer, "WEBP", lossless=True)
    return buffer.getvalue()


def make_folder(root: Path) -> Path:
    documents = {
        "authors.toml": AUTHORS,
        "images.toml": IMAGES,
        "notices.toml": NOTICES,
        "topics.toml": TOPICS,
        "features.toml": FEATURES,
        "questions.toml": QUESTIONS,
        "articles/queries.md": ARTICLE,
        "comparisons/ant-vs-bee.md": COMPARISON,
        "pages/about.md": PAGE,
        **{f"frameworks/{name.lower()}.toml": framework_document(name) for name in NAMES},
    }
    for path, text in documents.items():
        put(root, path, text)
    put(root, "images/cover.webp", picture())
    return root


NAMES = ("Ant", "Bee", "Cat")


def put(folder: Path, path: str, content: str | bytes) -> None:
    """Write a file of the folder, which may be a new one."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def edit(folder: Path, path: str, old: str, new: str) -> None:
    """Replace a text that stands in a file just once, or fail."""
    text = (folder / path).read_text()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    put(folder, path, text.replace(old, new))


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def problems_of(folder: Path) -> list[str]:
    return [str(problem) for problem in import_folder(folder).problems]


def written() -> tuple[dict[str, int], list[Path]]:
    """Return how many rows the site's own tables hold, and the picture files."""
    labels = ("publishing", "comparisons", "articles")
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]
    rows = {model.__name__: count for model in models if (count := model.objects.count())}
    return rows, [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
