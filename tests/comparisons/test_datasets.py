"""The facts of a comparison as files: what the page says, no more and no less."""

import csv
import io
import json
from contextlib import closing
from datetime import date

import jsonschema_rs
import pytest
import time_machine
from django.conf import settings
from lxml import html
from markdown_it import MarkdownIt

from comparisons import dataset_markdown
from comparisons.models import Comparison, Fact, Level
from tests import factories as make

pytestmark = pytest.mark.django_db

SCHEMA = settings.BASE_DIR / "static" / "data" / "comparison.schema.json"
KINDS = ("json", "csv", "md")
HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2",
    "@SUM(A1)",
    'a "quoted", cell',
    "a | bar",
    "<b>x</b>",
)
TODAY = "2026-11-24"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(f"{TODAY}T12:00:00Z", tick=False):
        yield


@pytest.fixture
def pair(flask, django):
    feature = make.make_feature(slug="orm", name="ORM", group=make.make_group(name="Data"))
    make.make_fact(flask, feature, level="third-party", note="Usually `SQLAlchemy`.")
    make.make_fact(django, feature, source_url="/about/method/#orm")
    return make.make_comparison(flask, django, title="Flask against Django")


def get(client, kind, slug="flask-vs-django", query=""):
    response = client.get(f"/compare/{slug}/data.{kind}{query}")
    assert response.status_code == 200
    return response


def table(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def make_large(number=5, rows=60):
    """Make a comparison with every level, values, remarks, stale facts and gaps."""
    frameworks = [make.make_framework() for _ in range(number)]
    for framework in frameworks:
        make.make_release(framework)
        make.make_extension(framework)
    author = make.make_author()
    for row in range(rows):
        kind = "value" if row % 10 == 0 else "level"
        feature = make.make_feature(kind=kind, name=f"Feature number {row}")
        for place, framework in enumerate(frameworks):
            make_varied_fact(framework, feature, row * number + place, author)
    return make.make_comparison(*frameworks)


def make_varied_fact(framework, feature, number, author):
    if number % 11 == 10:
        return
    fields = {"value": f"{number % 3} kB"} if feature.kind == "value" else {}
    make.make_fact(
        framework,
        feature,
        level="" if fields else Level.values[number % 7],
        note=HOSTILE[number % 8] if number % 8 < len(HOSTILE) else "",
        since="2.0" if number % 5 == 0 else "",
        extension=framework.extensions.first() if number % 4 == 0 else None,
        checked_on=date(2026, 1, 1) if number % 6 == 0 else date(2026, 11, 1),
        checked_against="3.0" if number % 9 == 0 else "3.1",
        source_url="" if number % 13 == 12 else f"https://example.org/{number}",
        checked_by=author,
        **fields,
    )


# The same as the page


def shown_day(iso):
    return date.fromisoformat(iso).strftime("%-d %b %Y")


def said(row, slug):
    """Return what a page says of an answer, made of the cells of the file."""
    cell = {name.removeprefix(f"{slug}."): text.removeprefix("'") for name, text in row.items()}
    words = [cell["answer"], cell["source_title"], cell["note"]]
    if cell["since"]:
        words.append(f"Since {cell['since']}.")
    elif cell["extension"] and not cell["note"]:
        words.append(f"With {cell['extension']}.")
    if cell["stale"]:
        words.append(cell["stale"])
    elif cell["checked_on"] and row["kind"] == "value":
        words.append(shown_day(cell["checked_on"]))
    elif cell["checked_on"]:
        words.append(f"Checked {shown_day(cell['checked_on'])}, against {cell['checked_against']}")
    return sorted(" ".join(words).split())


@pytest.mark.parametrize(("columns", "rows"), [(2, 12), (5, 60)])
@pytest.mark.allow_n_plus_one  # The facts are made one by one.
def test_csv_equals_the_page_cell_by_cell(client, columns, rows):
    comparison = make_large(columns, rows)
    page = html.fromstring(client.get(comparison.get_absolute_url()).content)
    shown = page.xpath("//tr[contains(@class, 'fact')]")

    found = table(get(client, "csv", comparison.slug))

    assert len(found) == len(shown) == rows
    slugs = comparison.slug.split("-vs-")
    for row, shown_row in zip(found, shown, strict=True):
        heading, *cells = shown_row
        assert row["name"] == heading.find_class("feature")[0].text_content()
        assert row["feature"] == shown_row.get("id")
        assert (row["differs"] == "yes") == ("differs" in shown_row.get("class").split())
        for slug, cell in zip(slugs, cells, strict=True):
            assert said(row, slug) == sorted(" ".join(cell.itertext()).split())
            links = [link.get("href") for link in cell.iter("a")]
            assert links == list(filter(None, [row[f"{slug}.source_url"]]))


@pytest.mark.parametrize("columns", [2, 5])
@pytest.mark.allow_n_plus_one
def test_counts_are_those_of_the_page(client, columns):
    comparison = make_large(columns, 20)
    matrix = client.get(comparison.get_absolute_url()).context["matrix"]

    data = get(client, "json", comparison.slug).json()

    assert data["counts"] == {
        "differing": matrix.differing,
        "comparable": matrix.comparable,
        "total": matrix.total,
        "checked": matrix.checked,
        "facts": matrix.cells,
    }
    features = [feature for group in data["groups"] for feature in group["features"]]
    levels = [feature for feature in features if feature["kind"] == "level"]
    assert sum(feature["differs"] for feature in levels) == matrix.differing > 0
    assert [feature["slug"] for feature in features] == [row.slug for row in matrix.rows]
    alone = [[answer["alone"] for answer in feature["answers"]] for feature in features]
    assert alone == [[cell.alone for cell in row.cells] for row in matrix.rows]


# JSON


@pytest.mark.allow_n_plus_one
@pytest.mark.parametrize("licence", ["", "CC BY 4.0"])
def test_json_keeps_to_its_schema(client, settings, licence):
    settings.DATA_LICENCE_NAME = licence
    comparison = make_large(3, 30)
    schema = jsonschema_rs.validator_for(json.loads(SCHEMA.read_text()), validate_formats=True)

    data = get(client, "json", comparison.slug).json()

    schema.validate(data)
    with closing(client.get(data["schema"].removeprefix(settings.SITE_URL))) as described:
        assert described.status_code == 200
    assert data.get("licence") == ({"name": licence} if licence else None)


@pytest.mark.usefixtures("pair")
def test_json_says_what_is_known_of_an_answer_and_leaves_out_the_rest(client):
    data = get(client, "json").json()

    (group,) = data["groups"]
    assert data["title"] == "Flask against Django"
    assert data["url"] == "http://localhost/compare/flask-vs-django/"
    assert data["as_of"] == "2026-11-01"
    assert group["features"][0]["answers"] == [
        {
            "framework": "flask",
            "level": "third-party",
            "label": "Third-party",
            "note": "Usually `SQLAlchemy`.",
            "source_title": "Docs",
            "source_url": "https://example.org/docs",
            "checked_on": "2026-11-01",
            "checked_against": "3.1",
            "alone": False,
        },
        {
            "framework": "django",
            "level": "built-in",
            "label": "Built in",
            "source_title": "Docs",
            "source_url": "http://localhost/about/method/#orm",
            "checked_on": "2026-11-01",
            "checked_against": "3.1",
            "alone": False,
        },
    ]


@pytest.mark.usefixtures("pair")
def test_fact_that_nobody_checked_is_unknown_whatever_it_says(client):
    Fact.objects.filter(framework__slug="flask").update(source_url="", note="Unproven.")

    response = get(client, "json")

    answer = response.json()["groups"][0]["features"][0]["answers"][0]
    assert (answer["level"], answer["label"]) == ("unknown", "Not checked yet")
    for kind in KINDS:
        assert "Unproven" not in get(client, kind).content.decode()


# CSV


def test_csv_holds_nothing_that_a_spreadsheet_would_run(client, flask, django):
    for words in HOSTILE:
        feature = make.make_feature(name=f"{words} name", meaning=f"{words} meaning")
        fields = {"note": words, "since": words[:20], "source_title": words}
        make.make_fact(flask, feature, **fields)
        value = make.make_feature(kind="value", name=f"{words} value")
        make.make_fact(django, value, value=words)

    response = get(client, "csv", "django-vs-flask")

    text = response.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    for words in HOSTILE[:4]:
        assert f"'{words}" in cells
    assert 'a "quoted", cell' in cells


@pytest.mark.usefixtures("pair")
def test_csv_is_utf_8_with_a_mark_and_the_line_ends_of_its_standard(client):
    content = get(client, "csv").content

    assert content.startswith(b"\xef\xbb\xbfgroup,feature,name,")
    assert content.count(b"\r\n") == content.count(b"\n") == 2


# Markdown


def markdown_tables(text):
    page = html.fromstring(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))
    return page, [[cell.text_content() for cell in row] for row in page.iter("tr")]


@pytest.mark.allow_n_plus_one
def test_markdown_is_a_table_of_the_same_answers(client):
    comparison = make_large(3, 30)

    page, rows = markdown_tables(get(client, "md", comparison.slug).content.decode())

    found = table(get(client, "csv", comparison.slug))
    answers = [row for row in rows if row[0] != "Feature"]
    assert [row[0] for row in answers] == [row["name"] for row in found]
    for row, same in zip(answers, found, strict=True):
        for slug, text in zip(comparison.slug.split("-vs-"), row[1:], strict=True):
            assert text.startswith(same[f"{slug}.answer"])
            assert same[f"{slug}.note"].removeprefix("'") in text
            assert same[f"{slug}.source_title"] in text
    assert not list(page.iter("b"))
    links = {link.get("href") for link in page.iter("a")}
    assert links >= {row[f"{comparison.slug.split('-vs-')[0]}.source_url"] for row in found} - {""}


@pytest.mark.usefixtures("pair")
def test_markdown_names_its_page_and_its_day(client):
    text = get(client, "md").content.decode()

    assert text.startswith(
        "# Flask against Django\n\n1 of 1 features differ. 2 of 2 facts checked"
    )
    assert "the last on 1 Nov 2026." in text
    assert "From [Flask against Django](<http://localhost/compare/flask-vs-django/>)" in text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a | b", r"a \| b"),
        (r"a \| b", r"a \| b"),
        ("`a | b` | c", r"`a \| b` \| c"),
        ("<script>`<b>`", r"\<script>`<b>`"),
        ("two\nlines", "two lines"),
    ],
)
def test_note_in_markdown_stays_one_cell_and_no_html(text, written):
    assert dataset_markdown.note(text) == written


# Addresses


@pytest.mark.parametrize("kind", KINDS)
def test_file_of_another_order_leads_to_the_one_that_counts(client, flask, django, kind):
    make.make_comparison(flask, django)

    response = client.get(f"/compare/django-vs-flask/data.{kind}?with=flask.wtforms&show=all")

    assert response.status_code == 301
    assert response.url == f"/compare/flask-vs-django/data.{kind}?with=flask.wtforms"
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.usefixtures("flask")
@pytest.mark.parametrize("kind", KINDS)
def test_one_framework_alone_has_no_file(client, kind):
    assert client.get(f"/compare/flask/data.{kind}").status_code == 404
    assert client.get(f"/compare/flask-vs-nothing/data.{kind}").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_six_frameworks_are_refused(client, frameworks, kind):
    slug = "-vs-".join(framework.slug for framework in frameworks)
    assert client.get(f"/compare/{slug}/data.{kind}").status_code == 400


@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("pair")
def test_hidden_comparison_lends_its_title_to_no_file(client, kind, state):
    Comparison.objects.update(title="Zyxwv", **make.HIDDEN[state])

    assert "Zyxwv" not in get(client, kind, "django-vs-flask").content.decode()


@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.parametrize("kind", KINDS)
def test_hidden_framework_has_no_file(client, flask, kind, state):
    make.make_framework(slug="secret", **make.HIDDEN[state])

    assert client.get(f"/compare/flask-vs-secret/data.{kind}").status_code == 404


# Bytes


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("pair")
def test_file_stays_the_same_while_the_facts_do(client, kind):
    first = get(client, kind)
    tag = {"If-None-Match": first["ETag"]}

    with time_machine.travel("2026-12-24T12:00:00Z", tick=False):
        assert get(client, kind).content == first.content
        assert client.get(f"/compare/flask-vs-django/data.{kind}", headers=tag).status_code == 304

    Fact.objects.filter(framework__slug="flask").update(level="official")
    assert get(client, kind).content != first.content


@pytest.mark.parametrize(
    ("kind", "name"), [("csv", "flask-vs-django.csv"), ("md", "flask-vs-django.md")]
)
@pytest.mark.usefixtures("pair")
def test_file_is_kept_under_a_name_of_its_own(client, kind, name):
    assert get(client, kind)["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize("kind", KINDS)
def test_file_names_page_and_licence_in_its_headers(client, settings, kind):
    page = '<http://localhost/compare/flask-vs-django/>; rel="canonical"'
    assert get(client, kind)["Link"] == page

    settings.DATA_LICENCE_NAME = "CC BY 4.0"
    settings.DATA_LICENCE_URL = "https://example.org/by"
    assert get(client, kind)["Link"] == f'{page}, <https://example.org/by>; rel="license"'


# Stacks


@pytest.fixture
def wtforms(flask):
    """An extension that adds what Flask has no answer for."""
    feature = make.make_feature(slug="forms", name="Forms")
    make.make_fact(flask, feature, level="none")
    extension = make.make_extension(
        flask, name="WTForms", url="https://example.org/wt", checked_on=date(2026, 11, 3)
    )
    extension.adds.add(feature)
    return extension


@pytest.mark.usefixtures("pair", "wtforms")
def test_file_adds_the_extensions_that_its_address_names(client):
    query = "?with=flask.wtforms&with=flask.nothing&show=differences&left=django"
    page = client.get(f"/compare/flask-vs-django/{query}").context["matrix"]

    data = get(client, "json", query=query).json()

    (forms,) = [
        one for group in data["groups"] for one in group["features"] if one["slug"] == "forms"
    ]
    assert forms["answers"][0]["label"] == page.rows[-1].cells[0].label == "Third-party"
    assert forms["answers"][0]["provider"] == "WTForms"
    assert data["with"] == ["flask.wtforms"]
    assert data["frameworks"][0]["parts"] == ["WTForms"]
    assert data["as_of"] == "2026-11-03"
    assert "Brought by WTForms." in get(client, "md", query=query).content.decode()
    assert table(get(client, "csv", query=query))[-1]["flask.provider"] == "WTForms"


@pytest.mark.usefixtures("pair", "wtforms")
def test_file_costs_one_more_query_with_extensions(client, django_assert_num_queries):
    client.get("/compare/flask-vs-django/data.json")
    with django_assert_num_queries(3):
        get(client, "json")
    with django_assert_num_queries(4):
        get(client, "json", query="?with=flask.wtforms")
