from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from tests.factories import make_image


def rendered(source, **context):
    return Template(source).render(Context(context))


def test_markdown_filters_show_what_their_place_needs():
    assert rendered("{{ t|markdown }}", t="## A") == '<h2 id="a"><a href="#a">A</a></h2>\n'
    assert rendered("{{ t|markdown_plain }}", t="*A* <b>") == "<p><em>A</em> &lt;b&gt;</p>"
    assert rendered("{{ t|markdown_inline }}", t="*A* <b>") == "<em>A</em> &lt;b&gt;"


@pytest.mark.parametrize("name", ["markdown", "markdown_plain", "markdown_inline"])
def test_markdown_filters_show_nothing_for_nothing(name):
    assert rendered("{{ t|" + name + " }}", t=None) == ""


def test_highlight_colours_code():
    assert rendered('{{ c|highlight:"python" }}', c='pass # "<"') == (
        '<span class="k">pass</span> <span class="c"># &quot;&lt;&quot;</span>'
    )


def test_icon_is_a_shape_that_is_not_read_out():
    assert rendered('{% icon "built-in" %}') == (
        '<i class="glyph built-in" aria-hidden="true"></i>'
    )
    assert "<b>" not in rendered("{% icon name %}", name='"><b>')


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(2026, 11, 20), '<time datetime="2026-11-20">20 Nov 2026</time>'),
        (
            datetime(2026, 9, 1, 23, 30, tzinfo=UTC),
            '<time datetime="2026-09-01">1 Sep 2026</time>',
        ),
        (None, ""),
    ],
)
def test_day_is_short_and_exact(value, shown):
    assert rendered("{{ value|day }}", value=value) == shown


def test_day_is_that_of_the_sites_time_zone(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    moment = datetime(2026, 9, 1, 23, 30, tzinfo=UTC)
    assert "2 Sep 2026" in rendered("{{ value|day }}", value=moment)


@pytest.mark.django_db
def test_picture_offers_every_format():
    image = make_image(digest="ab" * 32, width=900, height=450, alt="Bars.")
    html = rendered('{% picture image sizes="100vw" loading="eager" %}', image=image)
    start = f"/media/images/{'ab' * 32}"
    for ending in ("avif", "webp"):
        assert (
            f'<source type="image/{ending}" srcset="{start}/480.{ending} 480w, '
            f'{start}/800.{ending} 800w" sizes="100vw">'
        ) in html
    assert (
        f'<img src="{start}/800.jpg" srcset="{start}/480.jpg 480w, {start}/800.jpg 800w" '
        'sizes="100vw" width="800" height="400" alt="Bars." loading="eager" decoding="sync" '
        'fetchpriority="high">'
    ) in html


@pytest.mark.django_db
def test_picture_that_is_decorative_has_an_empty_alt():
    image = make_image(alt="", decorative=True)
    html = rendered('{% picture image sizes="100vw" %}', image=image)
    assert 'alt="" loading="lazy" decoding="async">' in html
