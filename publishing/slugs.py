"""Addresses: the slug rule of this field, where C, C++ and C# are three different things."""

import re

from django.core.validators import RegexValidator
from django.utils.text import slugify

SPELLINGS = (("c++", "cpp"), ("c#", "csharp"), ("f#", "fsharp"), (".net", "dotnet"))

SLUG = re.compile(r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z")
validate_slug = RegexValidator(
    SLUG.pattern,
    "Use small letters a to z, digits and single hyphens between them.",
)


def make_slug(name: str) -> str:
    """Return the slug for a name, or "" where the name has no letter or digit that fits one."""
    text = name.lower()
    for spelling, word in SPELLINGS:
        text = re.sub(rf"(?<![a-z0-9]){re.escape(spelling)}", f" {word} ", text)
    return slugify(text)
