"""Frozen comparisons: the same bytes for ever, whatever becomes of what they were made from."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.timezone import now

from comparisons import freezing, pairs
from comparisons.models import Comparison, ComparisonEntry, Fact, FrozenComparison
from comparisons.models.frozen import FIXED
from publishing import headers, revisions, saving, stylesheet
from publishing.models import Status
from tests import factories as make
from tests.desk import make_user
from tests.site import fill_comparison

# A freeze makes the JSON twice, on purpose.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

NOTE = "Cited in a talk."
POLICY = "Content-Security-Policy"


@pytest.fixture
def comparison(flask, django):
    feature = make.make_feature(name="Mapper", slug="mapper")
    make.make_fact(flask, feature, level="third-party", note="Usually an add-on.")
    make.make_fact(django, feature)
    make.make_drawback(django, title="Much to learn")
    comparison = make.make_comparison(flask, django, lead="It depends.")
    fill_comparison(comparison)
    return comparison


@pytest.fixture
def frozen(comparison):
    return freezing.freeze(comparison, note=NOTE)


def paths(frozen):
    return [frozen.url_of(name) for name in ("page", "json", "csv")]


def kept(client, frozen):
    """Return what readers get of a frozen comparison, which must be there."""
    responses = [client.get(path) for path in paths(frozen)]
    assert [one.status_code for one in responses] == [200, 200, 200]
    return [(one.content, one.headers["ETag"], one.headers[POLICY]) for one in responses]


def test_frozen_files_are_those_of_the_live_addresses(client, comparison):
    live = [client.get(f"{comparison.get_absolute_url()}data.{name}") for name in ("json", "csv")]

    frozen = freezing.freeze(comparison, note=NOTE)

    answers = [client.get(path) for path in paths(frozen)[1:]]
    assert [one.content for one in answers] == [one.content for one in live]
    assert [one.headers["Content-Type"] for one in answers] == [
        one.headers["Content-Type"] for one in live
    ]


def test_frozen_page_says_its_day_and_all_that_it_rests_on(client, frozen):
    page = client.get(frozen.get_absolute_url()).content.decode()

    day = f"{frozen.frozen_at.day} {frozen.frozen_at:%B %Y}"
    for words in (
        f">{day}</time>",
        NOTE,
        "It depends.",
        "You need it.",
        "A shop",
        "Much to learn",
        "Usually an add-on.",
        'href="https://example.org/docs"',
        "Checked 1 Nov 2026, against 3.1",
        '<link rel="canonical" href="http://localhost/compare/flask-vs-django/">',
        '<meta name="robots" content="noindex, follow">',
    ):
        assert words in page


def test_frozen_page_stands_by_itself(client, frozen):
    response = client.get(frozen.get_absolute_url())
    page = response.content.decode()

    sheet = page[page.index("<style>") + 7 : page.index("</style>")]
    assert "url(" not in sheet
    assert "/static/" not in page
    assert "<script" not in page
    assert stylesheet.Stylesheet(sheet).csp_source in response.headers[POLICY]
    assert "script-src" not in response.headers[POLICY]
    assert "default-src 'none'" in response.headers[POLICY]
    assert page.count("<iframe") == 1
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_frozen_bytes_have_their_digest_for_a_tag(client, frozen):
    for content, tag, _policy in kept(client, frozen):
        assert tag == f'"{sha256(content).hexdigest()}"'


def test_frozen_page_is_not_sent_again_to_who_has_it(client, frozen):
    tag = client.get(frozen.get_absolute_url()).headers["ETag"]

    response = client.get(frozen.get_absolute_url(), headers={"If-None-Match": tag})

    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


# What happens afterwards changes nothing


def change_facts(comparison, settings, tmp_path):
    for fact in Fact.objects.all():
        fact.level, fact.note = "none", "Another note."
        saving.save_accepted(fact)
    ComparisonEntry.objects.update(choose_if=["Never."])


def rename_framework(comparison, settings, tmp_path):
    flask = comparison.frameworks.get(slug="flask")
    flask.name, flask.slug = "Bottle", "bottle"
    flask.save()
    pairs.rename(flask, "flask")


def change_sheets(comparison, settings, tmp_path):
    """Serve other sheets, as after the next deployment."""
    folder = tmp_path / "static/css"
    folder.mkdir(parents=True)
    for name in (*stylesheet.KINDS, "embed", "frozen", "strip"):
        (folder / f"{name}.css").write_text("a { color: red }")
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    stylesheet.build.cache_clear()
    assert "color:red" in headers.page_policy() or stylesheet.stylesheet().text == "a{color:red}"


def move_site(comparison, settings, tmp_path):
    settings.SITE_URL = "https://elsewhere.example"
    settings.LANGUAGE_CODE = "de"


def archive_comparison(comparison, settings, tmp_path):
    comparison.status = Status.ARCHIVED
    comparison.save()


def archive_framework(comparison, settings, tmp_path):
    comparison.frameworks.update(status=Status.ARCHIVED)


def delete_comparison(comparison, settings, tmp_path):
    comparison.delete()


def delete_features(comparison, settings, tmp_path):
    Fact.objects.all().delete()


AFTERWARDS = [
    change_facts,
    rename_framework,
    change_sheets,
    move_site,
    archive_comparison,
    archive_framework,
    delete_comparison,
    delete_features,
]


@pytest.mark.parametrize("happens", AFTERWARDS)
def test_frozen_bytes_stay_whatever_happens(client, comparison, settings, tmp_path, happens):
    frozen = freezing.freeze(comparison, note=NOTE)
    before = kept(client, frozen)

    happens(comparison, settings, tmp_path)

    assert kept(client, frozen) == before
    assert client.get(frozen.url_of("changes")).status_code == 200
    stylesheet.build.cache_clear()


@pytest.mark.parametrize("name", FIXED)
def test_frozen_row_refuses_another_text(frozen, name):
    old = getattr(frozen, name)
    setattr(frozen, name, old + timedelta(days=1) if name.startswith("frozen") else f"{old}!")

    with pytest.raises(ValidationError, match="stays as it was"):
        frozen.save()
    with pytest.raises(ValidationError, match="stays as it was"):
        FrozenComparison.objects.update(**{name: getattr(frozen, name)})

    assert getattr(FrozenComparison.objects.get(), name) == old


@pytest.mark.parametrize("name", FIXED)
def test_database_refuses_another_text(frozen, name):
    value = make.PAST if name.startswith("frozen") else "other"

    rows = FrozenComparison._base_manager.filter(pk=frozen.pk)
    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        rows.update(**{name: value})

    assert getattr(FrozenComparison.objects.get(), name) == getattr(frozen, name)


# What can be frozen, and how often


@pytest.mark.parametrize("state", make.HIDDEN)
def test_only_what_readers_see_is_frozen(state):
    hidden = make.make_comparison(**make.HIDDEN[state])

    with pytest.raises(ValidationError, match="Publish it first"):
        freezing.freeze(hidden, note=NOTE)

    assert not FrozenComparison.objects.exists()


def test_comparison_of_a_hidden_framework_is_not_frozen(comparison):
    comparison.frameworks.filter(slug="flask").update(status=Status.DRAFT)

    with pytest.raises(ValidationError, match="Publish it first"):
        freezing.freeze(comparison, note=NOTE)


def test_comparison_is_frozen_once_a_day(comparison):
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    freezing.freeze(comparison, note=NOTE, at=at)

    with pytest.raises(ValidationError, match="frozen today already"):
        freezing.freeze(comparison, note="Again.", at=at + timedelta(hours=5))
    freezing.freeze(comparison, note="Next day.", at=at + timedelta(days=1))

    assert [one.note for one in FrozenComparison.objects.all()] == ["Next day.", NOTE]


def test_freeze_that_ends_half_way_leaves_nothing(comparison):
    def end(execute, sql, params, many, context):
        if sql.startswith('INSERT INTO "publishing_revision"'):
            raise OperationalError("The database is gone.")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(end), pytest.raises(OperationalError):
        freezing.freeze(comparison, note=NOTE)

    assert not FrozenComparison.objects.exists()


def test_freeze_keeps_who_and_why_in_the_history(comparison):
    user = make_user(name="ann")

    frozen = freezing.freeze(comparison, by=user, note=NOTE)

    assert (frozen.frozen_by, frozen.comparison) == (user, comparison)
    [revision] = revisions.revisions_of(frozen)
    assert (revision.user, revision.note) == (user, NOTE)


# Where readers find them


def test_comparison_page_names_its_frozen_versions(client, comparison):
    for day in (3, 5):
        make.make_frozen(comparison, frozen_on=date(2026, 11, day))
    make.make_frozen(
        comparison,
        frozen_on=date(2026, 11, 4),
        withdrawn_at=now(),
        withdrawn_because="Not ours.",
    )

    page = client.get(comparison.get_absolute_url()).content.decode()

    listed = page[page.index("Frozen:") :].partition("</p>")[0]
    assert re.findall(r'href="([^"]*)"[^>]*>([^<]*)<', listed) == [
        ("/compare/flask-vs-django/as-of/2026-11-05/", "as of 5 Nov 2026"),
        ("/compare/flask-vs-django/as-of/2026-11-03/", "as of 3 Nov 2026"),
    ]
    assert "2026-11-04" not in page


@pytest.mark.parametrize(
    "path", ["2026-11-03", "2026-02-30", "2026-1-1", "0000-00-00", "yesterday"]
)
@pytest.mark.usefixtures("frozen")
def test_day_that_nothing_was_frozen_on_is_not_found(client, path):
    assert client.get(f"/compare/flask-vs-django/as-of/{path}/").status_code == 404


# Withdrawal


@pytest.mark.parametrize("name", ["page", "json", "csv", "changes", "change-list"])
def test_withdrawn_comparison_shows_its_reason_and_nothing_else(client, frozen, name):
    freezing.withdraw(frozen, because="A court asked us to.")

    response = client.get(frozen.url_of(name))

    assert response.status_code == 410
    assert "A court asked us to." in response.content.decode()
    for words in (NOTE, "It depends.", "Mapper", "Flask"):
        assert words not in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"


def test_withdrawal_reaches_who_kept_the_page(client, frozen):
    tag = client.get(frozen.get_absolute_url()).headers["ETag"]
    freezing.withdraw(frozen, because="A court asked us to.")

    response = client.get(frozen.get_absolute_url(), headers={"If-None-Match": tag})

    assert response.status_code == 410


def test_withdrawal_is_never_taken_back(frozen):
    freezing.withdraw(frozen, because="A court asked us to.")

    with pytest.raises(ValidationError, match="withdrawn already"):
        freezing.withdraw(frozen, because="Another reason.")
    frozen.withdrawn_at, frozen.withdrawn_because = None, ""
    with pytest.raises(ValidationError, match="stays as it was"):
        frozen.save()

    assert FrozenComparison.objects.get().withdrawn_because == "A court asked us to."


# Nowhere else


@pytest.mark.usefixtures("frozen")
def test_frozen_comparison_is_not_searched(client):
    response = client.get("/search/", {"q": NOTE})

    assert "/as-of/" not in response.content.decode()


def test_frozen_data_is_the_json_of_its_day(client, frozen):
    data = json.loads(client.get(frozen.url_of("json")).content)

    assert [one["slug"] for one in data["frameworks"]] == ["flask", "django"]
    assert Comparison.objects.get().frozen.get() == frozen
