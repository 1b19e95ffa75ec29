"""A comparison in pages of other sites: the frame, and the picture."""

import re

import pytest
from lxml import etree, html

from comparisons.models import Comparison, Fact
from tests import factories as make

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def pair(flask, django):
    """Two features of one group, one of which differs, and a value."""
    group = make.make_group(name="Data")
    for slug, level in (("orm", "third-party"), ("forms", "built-in")):
        feature = make.make_feature(slug=slug, name=slug.upper(), group=group)
        make.make_fact(flask, feature, level=level, note="A remark.")
        make.make_fact(django, feature)
    licence = make.make_feature(slug="licence", name="Licence", kind="value")
    make.make_fact(flask, licence, value="BSD")
    make.make_release(flask)
    return make.make_comparison(flask, django, title="Flask against Django")


def embed(client, slug="flask-vs-django", query=""):
    response = client.get(f"/compare/{slug}/embed/{query}")
    assert response.status_code == 200
    return html.fromstring(response.content)


def strip(client, slug="flask-vs-django"):
    response = client.get(f"/compare/{slug}/strip.svg")
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    return etree.fromstring(response.content)


def words(element):
    return " ".join(" ".join(element.itertext()).split())


# The frame


@pytest.mark.usefixtures("pair")
def test_embed_shows_the_levels_and_how_many_differ(client):
    page = embed(client)

    assert words(page.find(".//header")) == "Flask against Django 1 of 2 features differ"
    rows = [words(row) for row in page.iter("tr")]
    assert rows == [
        "Feature Flask 3.1 Django",
        "Data 1 of 2 differ",
        "ORM Flask Third-party Django Built in",
        "FORMS Flask Built in Django Built in",
    ]
    assert words(page.find(".//footer")) == "Facts as of 1 Nov 2026. Sources and notes at Evenhand"


@pytest.mark.usefixtures("pair")
def test_embed_leaves_out_what_is_the_same_if_asked(client):
    text = words(embed(client, query="?rows=differences"))

    assert "ORM" in text
    assert "FORMS" not in text
    assert "1 of 2 features differ" in text


@pytest.mark.usefixtures("pair")
def test_embed_leads_to_the_whole_comparison_in_a_window_of_its_own(client):
    page = embed(client)

    links = list(page.iter("a"))
    assert {link.get("href") for link in links} == {"http://localhost/compare/flask-vs-django/"}
    assert {(link.get("target"), link.get("rel")) for link in links} == {("_blank", "noopener")}
    (canonical,) = page.xpath("//link[@rel='canonical']/@href")
    assert canonical == "http://localhost/compare/flask-vs-django/"
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.get("lang") == "en-gb"


@pytest.mark.usefixtures("pair")
def test_embed_loads_nothing(client):
    page = embed(client)

    assert not page.xpath("//script | //img | //iframe | //form | //link[@rel!='canonical']")
    assert not page.xpath("//@style | //@src")
    assert "url(" not in page.findtext(".//style")
    assert "@font-face" not in page.findtext(".//style")


@pytest.mark.parametrize("number", [3, 5])
def test_embed_holds_up_to_five_frameworks(client, frameworks, number):
    feature = make.make_feature()
    for framework in frameworks[:number]:
        make.make_fact(framework, feature)
    slug = "-vs-".join(sorted(framework.slug for framework in frameworks[:number]))

    page = embed(client, slug)

    assert [len(row) for row in page.iter("tr")] == [number + 1, 1, number + 1]
    assert not page.find_class("mini-strip")


def test_embed_of_what_nobody_checked_says_so(client, flask, django):
    make.make_fact(flask, make.make_feature(), source_url="", note="Unproven.")

    text = words(embed(client, "django-vs-flask"))

    assert "Nothing to compare has been checked yet" in text
    assert "Facts as of" not in text
    assert "Unproven" not in text


@pytest.mark.usefixtures("pair")
def test_embed_adds_the_extensions_that_its_address_names(client, flask):
    wtforms = make.make_extension(
        flask, name="WTForms", url="https://example.org", checked_on="2026-11-03", official=True
    )
    wtforms.adds.add(Fact.objects.get(framework=flask, feature__slug="orm").feature)

    page = embed(client, query="?with=flask.wtforms")

    assert "ORM Flask Official add-on Django Built in" in words(page)
    assert "+ WTForms" in words(page)
    address = "http://localhost/compare/flask-vs-django/?with=flask.wtforms"
    assert {link.get("href") for link in page.iter("a")} == {address}


@pytest.mark.usefixtures("pair")
def test_embed_names_the_licence_that_the_owner_chose(client, settings):
    settings.DATA_LICENCE_NAME = "CC BY 4.0"
    settings.DATA_LICENCE_URL = "https://example.org/by"

    (link,) = embed(client).xpath("//a[contains(@rel, 'license')]")

    assert (link.text, link.get("href")) == ("CC BY 4.0", "https://example.org/by")


# The picture


@pytest.mark.usefixtures("pair")
def test_strip_is_a_picture_that_says_what_it_shows(client):
    picture = strip(client)

    assert picture.findtext(f"{SVG}title") == "Flask against Django: 1 of 2 features differ"
    assert "Flask above the line, Django below it." in picture.findtext(f"{SVG}desc")
    texts = [text.text for text in picture.iter(f"{SVG}text")]
    assert texts == [
        "Flask",
        "Django",
        "1 of 2 features differ",
        "Evenhand. Facts as of 1 Nov 2026",
    ]


@pytest.mark.usefixtures("pair")
def test_strip_needs_neither_styles_nor_anything_from_elsewhere(client):
    picture = strip(client)

    drawn = [*picture.iter(f"{SVG}path"), *picture.iter(f"{SVG}rect"), *picture.iter(f"{SVG}text")]
    assert all(one.get("fill") or one.get("stroke") for one in drawn)
    assert not picture.xpath("//@style | //@href | //*[local-name() = 'script']")
    assert "prefers-color-scheme:dark" in picture.findtext(f"{SVG}style")


def test_strip_has_the_colours_of_the_pages(client, pair, settings):
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    pairs = {
        name: values
        for name, *values in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", tokens)
    }
    light = {one.get("class"): one.attrib for one in strip(client).iter() if one.get("class")}
    dark = strip(client).findtext(f"{SVG}style")

    for kind, token, name in (
        ("paper", "fill", "paper"),
        ("ink", "fill", "ink"),
        ("faint", "fill", "ink-faint"),
        ("same", "stroke", "edge"),
        ("a", "stroke", "side-a"),
        ("b", "stroke", "side-b"),
    ):
        assert light[kind][token] == pairs[name][0], kind
        assert re.search(rf"\.{kind} ?{{[^}}]*{token}:{pairs[name][1]}", dark), kind


def test_strip_squeezes_a_name_that_would_not_fit(client, flask, django):
    make.make_fact(flask, make.make_feature())
    django.name = "W" * 60
    django.save()

    long, short = list(strip(client, "django-vs-flask").iter(f"{SVG}text"))[:2]

    assert (long.get("textLength"), short.get("textLength")) == ("592", None)


def test_strip_is_well_formed_whatever_a_name_holds(client, flask, django):
    make.make_fact(flask, make.make_feature())
    django.name = "<b>&'\"\x0b\x1f]]>"
    django.save()

    picture = strip(client, "django-vs-flask")
    assert picture.find(f"{SVG}text").text == "<b>&'\"]]>"
    assert picture.findtext(f"{SVG}title").startswith("<b>&'\"]]> vs Flask: ")


def test_strip_is_of_pairs_alone(client, frameworks):
    slug = "-vs-".join(sorted(framework.slug for framework in frameworks[:3]))

    assert client.get(f"/compare/{slug}/strip.svg").status_code == 404


def test_strip_of_a_few_features_stays_narrow(client, flask, django):
    make.make_fact(flask, make.make_feature())

    assert strip(client, "django-vs-flask").find(f"{SVG}svg").get("width") == "20"


# What they share


@pytest.mark.parametrize("output", ["embed/", "strip.svg", "cite/"])
def test_other_order_leads_to_the_one_that_counts(client, flask, django, output):
    make.make_comparison(flask, django)

    response = client.get(f"/compare/django-vs-flask/{output}")

    assert (response.status_code, response.url) == (301, f"/compare/flask-vs-django/{output}")


@pytest.mark.usefixtures("pair")
@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.parametrize(
    "output", ["embed/", "strip.svg", "cite/", "citation.bib", "citation.json"]
)
def test_hidden_comparison_lends_its_title_to_nothing(client, output, state):
    Comparison.objects.update(title="Zyxwv", **make.HIDDEN[state])

    response = client.get(f"/compare/django-vs-flask/{output}")

    assert response.status_code == 200
    assert "Zyxwv" not in response.content.decode()


@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.parametrize(
    "output", ["embed/", "strip.svg", "cite/", "citation.bib", "citation.json"]
)
def test_hidden_framework_is_embedded_and_cited_nowhere(client, flask, output, state):
    make.make_framework(slug="secret", **make.HIDDEN[state])

    assert client.get(f"/compare/flask-vs-secret/{output}").status_code == 404
