"""The content that comes with the site, as a publication."""

import gzip
import re

import pytest
from django.conf import settings
from django.core.management import call_command

from articles.models import Article
from comparisons.models import Comparison, Drawback, Fact, Feature, Framework, Snippet
from publishing.folders import import_folder

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


@pytest.fixture
def sample():
    assert import_folder(settings.CONTENT_ROOT).problems == []


# Of the longest pair, without the style sheet in it: bytes, bytes by gzip, elements. The goal of
# the second is 15,000; its words and the addresses of its sources alone take 12,100.
MOST_BYTES, MOST_COMPRESSED, MOST_ELEMENTS = 100_000, 20_000, 1_500


@pytest.mark.usefixtures("sample")
def test_comparison_of_two_is_small(client):
    html = client.get("/compare/flask-vs-django/").content.decode()
    html = re.sub("<style.*?</style>", "", html, flags=re.DOTALL)

    assert html.count('<tr class="fact ') == Feature.objects.count()
    assert len(html.encode()) <= MOST_BYTES
    assert len(gzip.compress(html.encode(), compresslevel=6)) <= MOST_COMPRESSED
    assert len(re.findall(r"<[a-z]", html)) <= MOST_ELEMENTS


@pytest.mark.usefixtures("sample")
def test_sample_site_passes_its_own_checks(capsys):
    call_command("check_content")
    counted = {
        name.removesuffix(", must be 0"): int(count)
        for count, name in (line.split("  ", 1) for line in totals(capsys.readouterr().out))
    }
    assert counted["pages read"] > 100
    assert counted["Facts not checked yet"] == 0
    assert counted["Tasks without a snippet"] == 0


def totals(output):
    """Return the lines that count; what stands below one is indented further."""
    return [line.strip() for line in output.splitlines() if line[:6].strip()]


@pytest.mark.usefixtures("sample")
def test_sample_site_has_what_its_pages_promise():
    frameworks = Framework.objects.published()
    assert len(frameworks) == 10
    assert Fact.objects.count() == 10 * Feature.objects.count()
    assert Snippet.objects.filter(passed=True).count() == 30
    assert Comparison.objects.published().count() >= 10
    assert Article.objects.published().count() >= 8
    for framework in frameworks:
        assert 3 <= Drawback.objects.filter(framework=framework).count() <= 6, framework


@pytest.mark.usefixtures("sample")
def test_static_copy_of_the_sample_site_has_no_broken_link(tmp_path, capsys):
    call_command("export_site", tmp_path / "copy", verbosity=0)

    assert capsys.readouterr().out.endswith("Every link in the copy leads somewhere.\n")
    assert len(list(tmp_path.rglob("*.html"))) > 100
