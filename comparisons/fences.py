"""The ```facts fence: a live table of named frameworks and features inside a text."""

import tomllib
from collections.abc import Iterable
from typing import Any

import tomli_w
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from comparisons import pairs
from comparisons.factbase import load_factbase
from comparisons.matrix import build_matrix, columns_for
from comparisons.models import MOST_FRAMEWORKS, Feature, Framework

KEYS = {"frameworks": list, "features": list, "caption": str}


class WrongFence(ValueError):
    """The fence cannot be read; the message says why."""


def read(source: str) -> dict[str, Any]:
    """Return frameworks, features and caption; raise WrongFence."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise WrongFence(f"the facts fence is not TOML: {error}.") from error
    for key, value in data.items():
        if key not in KEYS:
            raise WrongFence(f"the facts fence knows no “{key}”, only {', '.join(KEYS)}.")
        if not isinstance(value, KEYS[key]) or (
            isinstance(value, list) and not all(isinstance(name, str) for name in value)
        ):
            raise WrongFence(f"“{key}” in the facts fence has the wrong form.")
    if not data.get("frameworks") or not data.get("features"):
        raise WrongFence("the facts fence must name frameworks and features.")
    if len(set(data["frameworks"])) > MOST_FRAMEWORKS:
        raise WrongFence("five frameworks are the most that fit into a facts fence.")
    return {"caption": "", **data}


def check(source: str) -> list[str]:
    """Say what an editor must mend in a fence; draft frameworks may be named already."""
    try:
        data = read(source)
    except WrongFence as error:
        return [str(error)]
    return [
        f"the facts fence names a {model._meta.verbose_name} “{slug}” that does not exist."
        for model, slugs in ((Framework, data["frameworks"]), (Feature, data["features"]))
        for slug in sorted(set(slugs) - set(model._default_manager.values_list("slug", flat=True)))
    ]


def render(source: str) -> SafeString:
    """Render the table with what readers may see; a sentence where that is nothing."""
    try:
        data = read(source)
    except WrongFence:
        return format_html("<p>{}</p>", "These facts cannot be shown.")
    found = pairs.published(data["frameworks"])
    frameworks = list(
        {found[slug].pk: found[slug] for slug in data["frameworks"] if slug in found}.values()
    )
    if not frameworks:
        return format_html("<p>{}</p>", "These facts are not published yet.")
    base = load_factbase([one.pk for one in frameworks], features=data["features"])
    matrix = build_matrix(base, columns_for(frameworks), today=localdate())
    alone = len(frameworks) == 1
    return render_to_string(
        "comparisons/_fact_embed.html",
        {
            "matrix": matrix,
            "caption": data["caption"],
            "checked_on": min(matrix.check_dates, default=None),
            "url": frameworks[0].get_absolute_url() if alone else pairs.address(frameworks),
            "url_label": "All facts with sources",
        },
    )


def write(frameworks: Iterable[str], features: Iterable[str], caption: str) -> str:
    """Return the source of a fence as a text holds it; `read` gives the same back."""
    data = {"frameworks": list(frameworks), "features": list(features), "caption": caption}
    return tomli_w.dumps({key: value for key, value in data.items() if value})
