"""The page with texts to take along, and the citations as files."""

import re

import pytest
from lxml import html
from markdown_it import MarkdownIt

from comparisons import citations
from tests import factories as make

pytestmark = pytest.mark.django_db

HOSTILE = r"""C# & "C++" {100%} _a_ <b> $x$ ~ ^ | \end"""


@pytest.fixture
def comparison(flask, django):
    feature = make.make_feature()
    for framework in (flask, django):
        make.make_fact(framework, feature)
    author = make.make_author(name="Ada Lovelace")
    return make.make_comparison(flask, django, title="Flask against Django", author=author)


def texts(client, slug="flask-vs-django", query=""):
    """Return the ready texts of the page by their headings."""
    page = html.fromstring(client.get(f"/compare/{slug}/cite/{query}").content)
    panes = page.find_class("text-pane")
    return {pane.findtext(".//h3"): pane.find(".//pre").text_content() for pane in panes}


def bibtex(client, slug="flask-vs-django"):
    response = client.get(f"/compare/{slug}/citation.bib")
    assert response["Content-Disposition"] == f'attachment; filename="{slug}.bib"'
    return response.content.decode()


def csl(client, slug="flask-vs-django"):
    (entry,) = client.get(f"/compare/{slug}/citation.json").json()
    return entry


@pytest.mark.usefixtures("comparison")
def test_citation_names_author_title_date_and_address(client):
    assert texts(client)["In a sentence"] == (
        "Ada Lovelace. “Flask against Django”. Evenhand, 1 Nov 2026. Facts as of 1 Nov 2026. "
        "http://localhost/compare/flask-vs-django/"
    )
    assert bibtex(client) == (
        "@misc{flask-vs-django,\n"
        "  author = {{Ada Lovelace}},\n"
        "  title = {{Flask against Django}},\n"
        "  publisher = {Evenhand},\n"
        "  url = {http://localhost/compare/flask-vs-django/},\n"
        "  year = {2026},\n"
        "  month = nov,\n"
        "  note = {Facts as of 1 Nov 2026},\n"
        "}\n"
    )
    assert csl(client) == {
        "id": "flask-vs-django",
        "type": "webpage",
        "title": "Flask against Django",
        "author": [{"literal": "Ada Lovelace"}],
        "container-title": "Evenhand",
        "language": "en-gb",
        "URL": "http://localhost/compare/flask-vs-django/",
        "issued": {"date-parts": [[2026, 11, 1]]},
        "note": "Facts as of 1 Nov 2026",
    }


@pytest.mark.usefixtures("comparison")
def test_page_and_files_have_the_same_citations(client):
    shown = texts(client)

    assert shown["BibTeX"] == bibtex(client)
    assert shown["CSL-JSON"] == client.get("/compare/flask-vs-django/citation.json").text


@pytest.mark.usefixtures("flask", "django")
def test_facts_alone_are_cited_as_the_publication_and_without_a_day_that_is_not_known(client):
    entry = csl(client, "django-vs-flask")

    assert entry["author"] == [{"literal": "Evenhand"}]
    assert not {"issued", "note"} & set(entry)
    assert "year" not in bibtex(client, "django-vs-flask")
    assert texts(client, "django-vs-flask")["In a sentence"].startswith(
        "Evenhand. “Django vs Flask”. Evenhand. http://"
    )


def test_later_publication_dates_the_citation(client, comparison):
    comparison.published_at = make.PAST.replace(month=11, day=20)
    comparison.save()

    assert csl(client)["issued"] == {"date-parts": [[2026, 11, 20]]}
    assert csl(client)["note"] == "Facts as of 1 Nov 2026"


def test_bibtex_takes_no_character_for_a_command(client, comparison):
    comparison.title = HOSTILE
    comparison.save()

    (title,) = re.findall(r"title = {{(.*)}},", bibtex(client))

    assert title == (
        r'C\# \& "C++" \textbraceleft{}100\%\textbraceright{} \_a\_ \textless{}b\textgreater{} '
        r"\$x\$ \textasciitilde{} \textasciicircum{} \textbar{} \textbackslash{}end"
    )
    assert bibtex(client).count("{") == bibtex(client).count("}")
    assert csl(client)["title"] == HOSTILE


def test_bibtex_stays_on_one_line():
    assert citations.tex("two\nlines\tand @more") == "two lines and @more"


# Texts that embed


def test_texts_survive_any_title(client, comparison):
    comparison.title = HOSTILE
    comparison.save()
    shown = texts(client)

    (frame,) = html.fragments_fromstring(shown["A frame"])
    assert frame.tag == "iframe"
    assert frame.get("src") == "http://localhost/compare/flask-vs-django/embed/"
    assert frame.get("title") == f"{HOSTILE}, feature by feature"
    (link,) = html.fragments_fromstring(shown["A picture, in HTML"])
    assert link.get("href") == "http://localhost/compare/flask-vs-django/"
    assert link[0].get("src") == "http://localhost/compare/flask-vs-django/strip.svg"
    assert link[0].get("alt") == f"{HOSTILE}, feature by feature"
    written = html.fromstring(MarkdownIt("commonmark").render(shown["A picture, in Markdown"]))
    assert written[0].get("href") == "http://localhost/compare/flask-vs-django/"
    assert written[0][0].get("src") == "http://localhost/compare/flask-vs-django/strip.svg"
    assert written[0][0].get("alt") == f"{HOSTILE}, feature by feature"


def test_more_than_a_pair_has_a_frame_and_no_picture(client, frameworks):
    slug = "-vs-".join(sorted(framework.slug for framework in frameworks[:3]))

    assert set(texts(client, slug)) == {"A frame", "In a sentence", "BibTeX", "CSL-JSON"}


def test_added_extensions_stay_in_every_address_but_the_citation(client, comparison, flask):
    extension = make.make_extension(
        flask, name="WTForms", url="https://example.org", checked_on="2026-11-03"
    )
    extension.adds.add(make.make_feature())
    page = client.get("/compare/flask-vs-django/?with=flask.wtforms").content.decode()

    shown = texts(client, query="?with=flask.wtforms&with=flask.nothing")

    for output in ("data.csv", "data.json", "data.md", "cite/"):
        assert f'"/compare/flask-vs-django/{output}?with=flask.wtforms" rel="nofollow"' in page
    assert 'embed/?with=flask.wtforms"' in shown["A frame"]
    assert 'strip.svg?with=flask.wtforms"' in shown["A picture, in HTML"]
    assert "with=" not in shown["BibTeX"]


@pytest.mark.usefixtures("comparison")
def test_page_leads_to_the_comparison_and_its_files(client):
    response = client.get("/compare/flask-vs-django/cite/")

    links = set(html.fromstring(response.content).xpath("//main//a/@href"))
    assert {
        "/compare/flask-vs-django/",
        "/compare/flask-vs-django/embed/",
        "/compare/flask-vs-django/data.csv",
        "/compare/flask-vs-django/data.json",
        "/compare/flask-vs-django/data.md",
        "/compare/flask-vs-django/citation.bib",
        "/compare/flask-vs-django/citation.json",
    } <= links
    assert '<meta name="robots" content="noindex, follow">' in response.text
