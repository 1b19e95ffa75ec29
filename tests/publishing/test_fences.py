"""The fences short, tabs and claims: what readers see of them, and what editors must mend."""

import re

import pytest

from publishing import markdown

TABS = """````tabs
```python Flask, app.py
app = Flask(__name__)
```
```python Django
urlpatterns = []
```
````
"""
CLAIM = """[[claims]]
claim = "It is async."
rating = "half true"
why = "With an [extra](/features/orm/)."
source = "https://example.org/"
source_title = "Example docs"
"""


def fenced(name, source):
    return f"```{name}\n{source}\n```\n"


def html_of(text):
    return " ".join(markdown.render(text).html.split())


def test_short_fence_is_a_box_with_its_heading(db):
    html = html_of(fenced("short", "- **Flask**, if *little*.\n- [Django](/a/), else."))
    assert '<section class="in-short" aria-label="In short"> <h2>In short</h2>' in html
    assert "<li><strong>Flask</strong>, if <em>little</em>.</li>" in html
    assert '<a href="/a/">Django</a>' in html


def test_words_of_prose_in_fences_count_and_code_does_not(db):
    assert markdown.render(fenced("short", "one two three")).words == 3
    assert markdown.render(TABS).words == 0


def test_short_fence_is_not_in_the_contents(db):
    assert [one.text for one in markdown.render(fenced("short", "a") + "\n## B").contents] == ["B"]


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        (" ", "the short fence is empty"),
        ("## Heading\n\ntext", "has its heading already"),
        ("[x](javascript:y)", "a link cannot lead to"),
        ("![x](image:nothing)", "there is no image named “nothing”"),
    ],
)
def test_short_fence_says_what_to_mend(db, source, complaint):
    (problem,) = markdown.problems("Text.\n\n" + fenced("short", source))
    assert problem.startswith("Line 3: ")
    assert complaint in problem


def test_tabs_fence_shows_each_block_under_a_button_and_a_name(db):
    html = html_of(TABS)
    assert re.findall(r"<label><input type=\"radio\"[^>]*?( checked)?>(.*?)</label>", html) == [
        (" checked", "Flask, app.py"),
        ("", "Django"),
    ]
    assert re.findall(r'<p class="tab-name">(.*?)</p>', html) == ["Flask, app.py", "Django"]
    assert html.count("<pre ") == 2


def test_two_tabs_fences_do_not_turn_each_others_pages(db):
    names = re.findall(r'name="(tabs-\w+)"', html_of(TABS + TABS.replace("app", "other")))
    assert names[0] == names[1] != names[2] == names[3]


def test_code_in_tabs_is_escaped(db):
    html = html_of(TABS.replace("urlpatterns = []", "<script>alert(1)</script>"))
    assert "<script>" not in html
    assert "&lt;" in html


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("```python A\n1\n```", "holds 2 to 4 blocks"),
        ("```python A\n1\n```\nwords\n```python B\n2\n```", "nothing between them"),
        ("```python A\n1\n```\n```python\n2\n```", "needs a name"),
    ],
)
def test_tabs_fence_says_what_to_mend(db, source, complaint):
    (problem,) = markdown.problems(f"````tabs\n{source}\n````")
    assert complaint in problem


def test_claims_fence_shows_rating_reason_and_source(db):
    html = html_of(fenced("claims", CLAIM))
    assert '<i class="glyph partial" aria-hidden="true"></i>Half true</span>' in html
    assert "<q>It is async.</q>" in html
    assert 'With an <a href="/features/orm/">extra</a>.' in html
    assert '<a href="https://example.org/">Example docs</a>' in html
    assert markdown.problems(fenced("claims", CLAIM)) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('source = "https://example.org/"\n', "", "claim 1: give claim, rating"),
        ('"https://example.org/"', '""', "claim 1: every value is a text"),
        ('"https://example.org/"', '"javascript:x"', "claim 1: the source cannot be"),
        ("half true", "true", "claim 1: the rating is one of supported"),
        ("[[claims]]", "[[claim]]", "begin each claim with [[claims]]"),
        ("[[claims]]", "[[claims", "is not TOML"),
        ("/features/orm/", "javascript:x", "a link cannot lead to"),
    ],
)
def test_claim_that_is_not_whole_is_named_to_the_editor(db, old, new, complaint):
    (problem,) = markdown.problems(fenced("claims", CLAIM.replace(old, new)))
    assert complaint in problem


def test_claim_without_a_source_is_not_shown(db):
    html = html_of(fenced("claims", CLAIM.replace('"https://example.org/"', '""')))
    assert html == "<p>These claims cannot be shown.</p>"
