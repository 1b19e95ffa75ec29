"""Source code → HTML with three classes: k for keywords, s for strings, c for comments."""

from functools import lru_cache
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic, Keyword, Name, Operator, String, _TokenType

# The names that a fence may give: few, so that no rarely used grammar meets hostile input.
LANGUAGES = frozenset(
    """
    bash console css diff django docker go html http ini java javascript jinja js json kotlin
    nginx php py pycon python rb ruby rust sh shell sql toml ts typescript xml yaml
    """.split()  # noqa: SIM905
)
# Grammars are not made for very long texts, and neither are readers.
LONGEST = 20_000

CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Comment.Preproc, "k"),
    (Comment, "c"),
    (Generic.Prompt, "c"),
    (Keyword, "k"),
    (Name.Tag, "k"),
    (Operator.Word, "k"),
    (String, "s"),
)


def highlight(code: str, language: str) -> SafeString:
    """Return the code as safe HTML; in a language that is not known, as it is."""
    lexer = lexer_for(language)
    if lexer is None or len(code) > LONGEST:
        return escape(code)
    spans = groupby(lexer.get_tokens(code), key=lambda token: class_of(token[0]))
    # Nothing but the classes above is added to escaped text.
    return mark_safe(  # noqa: S308
        "".join(span(name, "".join(text for _, text in tokens)) for name, tokens in spans)
    )


def label(language: str) -> str:
    """Return what people call the language: Python for py; "" if it is not known."""
    lexer = lexer_for(language)
    return lexer.name if lexer else ""


@lru_cache
def lexer_for(language: str) -> Lexer | None:
    if language not in LANGUAGES:
        return None
    return get_lexer_by_name(language, stripnl=False, ensurenl=False)


@lru_cache
def class_of(kind: _TokenType) -> str:
    return next((name for parent, name in CLASSES if kind in parent), "")


def span(name: str, text: str) -> str:
    return f'<span class="{name}">{escape(text)}</span>' if name else escape(text)
