"""Tokens → HTML, as this site wants it: nothing here needs a style or a script to work."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from publishing.markdown import highlighting
from publishing.markdown.gathering import Gathered, LiveFence, Picture
from publishing.markdown.tokens import OWN_IMAGE, text_of


def gathered_of(env: EnvType) -> Gathered:
    return env["gathered"]


class Writer(RendererHTML):
    """One method per type of token; markdown-it finds them by name."""

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        return gathered_of(env).mark(
            Picture(
                slug=str(token.attrs["src"]).removeprefix(OWN_IMAGE),
                alt=text_of(token.children or []),
                caption=str(token.attrs.get("title", "")),
                alone=token.meta.get("alone", False),
                line=token.meta["line"],
            )
        )

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        name = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
        gathered = gathered_of(env)
        if name in gathered.fences:
            line = token.map[0] + 1 if token.map else 1
            return gathered.mark(LiveFence(name, token.content, line)) + "\n"
        return code_region(token.content, name, gathered)

    def code_block(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return code_region(tokens[idx].content, "", gathered_of(env))

    def table_open(self, tokens, idx, options, env) -> str:
        label = gathered_of(env).labels.take("Table")
        return format_html(
            '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table{}>\n',
            label,
            mark_safe(self.renderAttrs(tokens[idx])),  # noqa: S308  # It escapes them.
        )

    def table_close(self, tokens, idx, options, env) -> str:
        return "</table></div>\n"

    def th_open(self, tokens, idx, options, env) -> str:
        tokens[idx].attrs["scope"] = "col"
        return self.td_open(tokens, idx, options, env)

    def td_open(self, tokens, idx, options, env) -> str:
        """Write the alignment as a class: the CSP forbids the style that markdown-it gives."""
        style = str(tokens[idx].attrs.pop("style", ""))
        if style:
            tokens[idx].attrs["class"] = f"align-{style.removeprefix('text-align:')}"
        return self.renderToken(tokens, idx, options, env)

    def footnote_ref(self, tokens, idx, options, env) -> str:
        number, place = place_of(tokens[idx])
        return format_html(
            '<sup><a class="note-ref" href="#fn:{0}" id="{1}" aria-label="Note {0}">{0}</a></sup>',
            number,
            place,
        )

    def footnote_block_open(self, tokens, idx, options, env) -> str:
        return '<section class="notes" aria-label="Notes">\n<ol>\n'

    def footnote_block_close(self, tokens, idx, options, env) -> str:
        return "</ol>\n</section>\n"

    def footnote_open(self, tokens, idx, options, env) -> str:
        number, _ = place_of(tokens[idx])
        return format_html('<li id="fn:{}">', number)

    def footnote_close(self, tokens, idx, options, env) -> str:
        return "</li>\n"

    def footnote_anchor(self, tokens, idx, options, env) -> str:
        number, place = place_of(tokens[idx])
        return format_html(
            ' <a href="#{}" aria-label="Back to note {} in the text">Back</a>', place, number
        )


def code_region(code: str, language: str, gathered: Gathered) -> str:
    """Write code as a region that a keyboard can scroll, under a name of its own."""
    language_label = highlighting.label(language)
    return format_html(
        '<pre tabindex="0" role="region" aria-label="{}"><code{}>{}</code></pre>\n',
        gathered.labels.take(f"Code, {language_label}" if language_label else "Code"),
        format_html(' class="language-{}"', language) if language_label else "",
        highlighting.highlight(code, language),
    )


def place_of(token: Token) -> tuple[int, str]:
    """Return a note's number and the id of the place that refers to it.

    No heading can have such an id: slugs hold no colon.
    """
    number = token.meta["id"] + 1
    repeat = token.meta.get("subId", 0)
    return number, f"fnref:{number}:{repeat + 1}" if repeat else f"fnref:{number}"
