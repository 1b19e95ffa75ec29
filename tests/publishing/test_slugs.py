import pytest
from django.core.exceptions import ValidationError

from publishing.slugs import make_slug, validate_slug

SLUGS = {
    "C": "c",
    "C++": "cpp",
    "C#": "csharp",
    "F#": "fsharp",
    ".NET": "dotnet",
    "ASP.NET Core": "aspnet-core",
    "Node.js": "nodejs",
    "Visual C++ and C#": "visual-cpp-and-csharp",
    "  Two   words ": "two-words",
    "Café": "cafe",
    "日本語": "",
    "": "",
}


@pytest.mark.parametrize(("name", "slug"), SLUGS.items())
def test_slug_of_a_name(name, slug):
    assert make_slug(name) == slug


@pytest.mark.parametrize("slug", [slug for slug in SLUGS.values() if slug])
def test_made_slug_is_valid(slug):
    validate_slug(slug)


@pytest.mark.parametrize(
    "slug", ["", "A", "a_b", "a--b", "-a", "a-", "a b", "é", "a\n", "a/b", "a.b"]
)
def test_other_text_is_no_slug(slug):
    with pytest.raises(ValidationError, match="small letters"):
        validate_slug(slug)
