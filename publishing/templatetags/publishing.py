"""Tags and filters that every template has without loading them."""

from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html

from publishing import heads, pictures
from publishing import linked_data as machines
from publishing import markdown as texts
from publishing.site import absolute as whole_address
from publishing.stylesheet import stylesheet as stylesheet_of

register = template.Library()


@register.filter
def markdown(text):
    """Render a long text: {{ article.body|markdown }}."""
    return texts.render(text or "").html


@register.filter
def markdown_plain(text):
    """Render a short text in paragraphs: {{ comparison.lead|markdown_plain }}."""
    return texts.plain(text or "")


@register.filter
def markdown_inline(text):
    """Render a line of text that stands in an element already: {{ cell.note|markdown_inline }}."""
    return texts.inline(text or "")


@register.filter
def highlight(code, language):
    """Colour source code inside <pre><code>: {{ snippet.code|highlight:"python" }}."""
    return texts.highlight(code or "", language)


@register.simple_tag
def picture(image, *, sizes, alt="", loading="lazy"):
    """Show an image row: {% picture article.cover sizes="100vw" loading="eager" %}."""
    return pictures.picture(image, sizes=sizes, alt=alt, loading=loading)


@register.simple_tag
def stylesheet(kind="site"):
    """Inline the style sheet of a kind of page: {% stylesheet "comparison" %}.

    Nothing may stand between the tags but the hashed text.
    """
    return format_html("<style>{}</style>", stylesheet_of(kind))


@register.filter
def full_title(title):
    """Name the site beside the title of a page: {{ page_title|full_title }}."""
    return heads.full_title(title or "")


@register.filter
def absolute(address):
    """Make the whole address of a path on this site: {{ card.url|absolute }}."""
    return whole_address(address)


@register.simple_tag
def linked_data(things):
    """Tell machines what the page says; a block of data, which no browser runs."""
    return format_html('<script type="application/ld+json">{}</script>', machines.Script(things))


@register.simple_tag
def icon(name):
    """Show a shape that the style sheet draws; words beside it must say the same."""
    return format_html('<i class="glyph {}" aria-hidden="true"></i>', name)


@register.filter(expects_localtime=True)
def day(value):
    """Show a day as 20 Nov 2026, or as the site's language has it; readable by machines too."""
    if not value:
        return ""
    date = value.date() if isinstance(value, datetime) else value
    shown = date_format(date, "SHORT_DATE_FORMAT")
    return format_html('<time datetime="{}">{}</time>', date.isoformat(), shown)
