"""Textareas for Markdown: plain ones, which a script gives tools, shortcuts and a count."""

from typing import NamedTuple

from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.urls import reverse

from publishing.admin.widgets import TextWidget
from publishing.reading import WORDS_PER_MINUTE


class Builder(NamedTuple):
    """A page of the desk where an editor puts a live fence together."""

    label: str
    url_name: str


builders: list[Builder] = []


def register_builder(label: str, url_name: str) -> None:
    """Offer such a page beside every long text; see templates/admin/_markdown_field.html."""
    builders.append(Builder(label, url_name))


class MarkdownWidget(TextWidget):
    """A textarea that stays one: it works without its script, which adds nothing to the form."""

    long = True

    class Media:
        css = {"all": ["admin_desk/desk-dialog.css", "admin_desk/markdown-field.css"]}
        js = [
            Script("admin_desk/desk-dialog.js", type="module"),
            Script("admin_desk/markdown-field.js", type="module"),
        ]

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string(
            "admin/_markdown_field.html",
            {
                "textarea": super().render(name, value, attrs, renderer),
                "long": self.long,
                "words_per_minute": WORDS_PER_MINUTE,
                "upload_url": reverse("admin:publishing_image_upload"),
                "builders": [
                    {"label": label, "url": reverse(url_name)} for label, url_name in builders
                ],
            },
        )


class ShortMarkdownWidget(MarkdownWidget):
    """For a text of one paragraph: no headings, no pictures, no fences."""

    long = False
