import time
from html.parser import HTMLParser

import pytest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from publishing import markdown
from publishing.markdown.fences import FENCES
from publishing.markdown.parsing import storable
from publishing.markdown.sanitising import cleaner
from tests.factories import make_image

ALLOWED_TAGS = frozenset(
    """
    a blockquote br code div em h2 h3 h4 h5 h6 hr li ol p pre s section span strong sup table
    tbody td th thead tr ul
    """.split()  # noqa: SIM905
)
ALLOWED_ATTRIBUTES = frozenset(
    "aria-label class dir href id lang rel role scope start tabindex title".split()  # noqa: SIM905
)
ALLOWED_STARTS = ("http://", "https://", "mailto:", "/", "#")

HOSTILE = r"""
<script>alert(1)</script>
<img src=x onerror=alert(1)>
<svg onload=alert(1)>
<svg><script>alert(1)</script></svg>
<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math>
<iframe src="javascript:alert(1)"></iframe>
<a href="javascript:alert(1)" onclick="alert(1)">x</a>
<p style="background:url(//evil.example)">x</p>
<base href="//evil.example/">
<form action="//evil.example"><button>x</button></form>
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<!--><img src=x onerror=alert(1)>-->
<details open ontoggle=alert(1)>
[x](javascript:alert(1))
[x](JaVaScRiPt:alert(1))
[x](<java script:alert(1)>)
[x](&#106;avascript:alert(1))
[x](javascript&colon;alert(1))
[x](java&Tab;script:alert(1))
[x](java&NewLine;script:alert(1))
[x](&#x1;javascript:alert(1))
[x](vbscript:msgbox(1))
[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)
[x](data:image/svg+xml,<svg/onload=alert(1)>)
[x](file:///etc/passwd)
[x](blob:https://evil.example/1)
[x](ssh:evil.example)
[x](magnet:?xt=1)
[x](//evil.example/)
[x](/\evil.example)
[x](/&#92;evil.example)
[x](/&Tab;/evil.example)
[x](\\\\evil.example)
[x](https:evil.example)
[x](https:///evil.example)
[x](relative/path)
[x](?next=//evil.example)
[x](/a "onmouseover=alert(1) x=")
[x](/a "\"onmouseover=alert(1)")
[x](/a '"><script>alert(1)</script>')
[x](</a" onclick="alert(1)>)
[x [y](javascript:alert(1)) z](/a)
[![x](javascript:alert(1))](javascript:alert(2))
![x](javascript:alert(1))
![x](https://evil.example/pixel.png)
![x](data:image/png;base64,AAAA)
![x"onerror="alert(1)](/a)
![x](//evil.example/a.png "t\" onerror=alert(1)")
<javascript:alert(1)>
<data:text/html,x>
<https://evil.example/"onclick="alert(1)>
<vbscript:x>
[x][r]\n\n[r]: javascript:alert(1)
[x]\n\n[x]: data:text/html,<script>alert(1)</script>
[x][]\n\n[x]: <java&Tab;script:alert(1)> "t"
[r]: /a "\"onclick=alert(1)"\n\n[r]
| a |\n|---|\n| <img src=x onerror=alert(1)> |
| a |\n|:-:|\n| [x](javascript:alert(1)) |
| <b onclick=alert(1)> |\n|--:|\n| `</td><script>` |
```python" onclick="alert(1)\nx\n```
```"><script>alert(1)</script>\nx\n```
```python\n</code></pre><script>alert(1)</script>\n```
```html\n<img src=x onerror=alert(1)>\n```
```style=x\n```
`</code><script>alert(1)</script>`
# <script>alert(1)</script>
## [x](javascript:alert(1))
## x" onclick="alert(1)
> <svg/onload=alert(1)>
- <a href=javascript:alert(1)>x</a>
[^<script>]\n\n[^<script>]: <img src=x onerror=alert(1)>
[^a]\n\n[^a]: [x](javascript:alert(1))
[^"onclick=alert(1)]\n\n[^"onclick=alert(1)]: x
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;script&#62;alert(1)&#60;/script&#62;
\<script>alert(1)\\</script>
*<script>*alert(1)*</script>*
[x]{lang=de onclick=alert(1)}
[x]{lang="de\" onclick=\"alert(1)"}
[x](/y){lang=de href="javascript:alert(1)"}
{lang=de style="background:url(//evil.example)"}\n# x
""".strip().splitlines()
PAYLOADS = [
    *(line.replace(r"\n", "\n") for line in HOSTILE),
    "[x](\x01javascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](java\x00script:alert(1))",
    "a\x00<script>\ud800alert(1)</script>",
    "[x](https://\ud800.example/\udfff)",
]


class Inspector(HTMLParser):
    """Collect whatever a browser would find that is not allowed."""

    def __init__(self, html):
        super().__init__()
        self.findings = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag not in ALLOWED_TAGS:
            self.findings.append(tag)
        for name, value in attrs:
            if name not in ALLOWED_ATTRIBUTES:
                self.findings.append(f"{tag} {name}")
            if name == "href" and not is_harmless(value):
                self.findings.append(f"{tag} {name}={value}")

    def handle_comment(self, data):
        self.findings.append(f"comment {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


def is_harmless(address):
    return (
        address.lower().startswith(ALLOWED_STARTS)
        and not address.startswith(("//", "/\\"))
        and address.isprintable()
        and "\\" not in address
    )


@pytest.fixture
def echo_fence():
    """A fence that shows its source loudly and complains about the word wrong."""

    def render(source):
        return format_html("<b>{}</b>", source.strip())

    def check(source):
        return ["it says wrong."] if "wrong" in source else []

    markdown.register_fence("echo", render, check)
    yield
    del FENCES["echo"]


@pytest.mark.parametrize("text", PAYLOADS)
def test_hostile_text_leaves_only_what_is_allowed(text):
    for html in (markdown.render(text).html, markdown.plain(text), markdown.inline(text)):
        assert Inspector(html).findings == []


@pytest.mark.parametrize(
    "text",
    [
        *PAYLOADS,
        '<a href="//evil.example">x</a>',
        '<a href="/\\evil.example">x</a>',
        '<a href="/&#9;/evil.example">x</a>',
        '<a href="relative">x</a>',
        '<a href="ssh:evil.example">x</a>',
        '<a href=" javascript:alert(1)">x</a>',
    ],
)
def test_second_wall_holds_without_the_first(text):
    assert Inspector(cleaner.clean(storable(text))).findings == []


def test_inspector_finds_what_it_looks_for():
    found = Inspector('<p onclick=x><img><a href="//evil"></a><a href="javascript:x">').findings
    assert found == ["p onclick", "img", "a href=//evil", "a href=javascript:x"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "![" * 50_000,
        "*" * 100_000,
        "*[" * 50_000,
        "*a **b " * 14_000,
        "`" * 100_000,
        "".join("a" + "`" * length for length in range(440)),
        ">" * 100_000,
        "- " * 50_000,
        "\n".join("  " * depth + "- a" for depth in range(300)),
        "|" * 100_000,
        "a|b\n-|-\n" + "|" * 100_000,
        "## a\n" * 20_000,
        "[^a]: x\n\n" + "[^a]" * 20_000,
        "^[" * 50_000,
        "```python\n" + "'" * 90_000,
        "```html\n" + "<" * 19_000,
        "```sql\n" + "/*" * 9_000,
        "[a]{lang=de}" * 8_000,
        "[a]{lang=" * 10_000,
        "[" * 50_000 + "]{lang=de}" * 5_000,
        "{lang=de}\n" * 10_000,
        "{" + "lang=de " * 12_000,
        "&" * 100_000,
        "<!--" * 25_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_text_takes_no_longer_than_it_may(text):
    start = time.process_time()
    markdown.render(text)
    # At most 2 s on a machine at rest; what is not linear takes minutes.
    assert time.process_time() - start < 10


def test_headings_link_to_themselves_and_make_the_contents():
    rendered = markdown.render("# One\n\n## Two *words*\n\n### C++\n\n#### Small\n\n## Two words")
    assert rendered.html == (
        '<h2 id="one"><a href="#one">One</a></h2>\n'
        '<h2 id="two-words"><a href="#two-words">Two <em>words</em></a></h2>\n'
        '<h3 id="cpp"><a href="#cpp">C++</a></h3>\n'
        "<h4>Small</h4>\n"
        '<h2 id="two-words-2"><a href="#two-words-2">Two words</a></h2>\n'
    )
    assert rendered.contents == (
        markdown.Heading(2, "one", "One"),
        markdown.Heading(2, "two-words", "Two words"),
        markdown.Heading(3, "cpp", "C++"),
        markdown.Heading(2, "two-words-2", "Two words"),
    )


def test_heading_without_letters_is_called_section():
    rendered = markdown.render("## 日本語\n\n## !!!\n\n## Section 2\n\n## ?")
    assert [heading.id for heading in rendered.contents] == [
        "section",
        "section-2",
        "section-2-2",
        "section-3",
    ]


def test_heading_with_a_link_is_not_a_link_in_a_link():
    assert markdown.render("## See [docs](/x/)").html == (
        '<h2 id="see-docs">See <a href="/x/">docs</a></h2>\n'
    )


def test_words_are_counted_without_code_blocks():
    assert markdown.render("## Two words\n\nand `three` more\n\n```\nno no\n```").words == 5


def test_code_is_highlighted_in_a_named_region():
    html = markdown.render('```python\ndef f():  # why\n    return "<b>"\n```').html
    assert html == (
        '<pre tabindex="0" role="region" aria-label="Code, Python"><code class="language-python">'
        '<span class="k">def</span> f():  <span class="c"># why</span>\n'
        '    <span class="k">return</span> <span class="s">"&lt;b&gt;"</span>\n'
        "</code></pre>\n"
    )


@pytest.mark.parametrize("info", ["klingon", "", "brainfuck"])
def test_code_in_an_unknown_language_is_plain(info):
    assert markdown.render(f"```{info}\nreturn 1\n```").html == (
        '<pre tabindex="0" role="region" aria-label="Code"><code>return 1\n</code></pre>\n'
    )


def test_regions_of_one_text_have_different_names():
    html = markdown.render("```py\na\n```\n\n```python\nb\n```\n\n|a|\n|-|\n\nx\n\n|b|\n|-|").html
    for label in ("Code, Python", "Code, Python 2", "Table", "Table 2"):
        assert html.count(f'aria-label="{label}"') == 1


def test_table_scrolls_and_aligns_by_class():
    assert markdown.render("| a | b |\n|---|--:|\n| 1 | 2 |").html == (
        '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>\n'
        '<thead>\n<tr>\n<th scope="col">a</th>\n'
        '<th scope="col" class="align-right">b</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td>1</td>\n<td class="align-right">2</td>\n</tr>\n</tbody>\n'
        "</table></div>\n"
    )


def test_footnotes_refer_to_each_other():
    html = markdown.render("A[^x] and[^x].\n\n[^x]: The *note*.").html
    assert html == (
        '<p>A<sup><a class="note-ref" href="#fn:1" id="fnref:1" aria-label="Note 1">1</a></sup>'
        ' and<sup><a class="note-ref" href="#fn:1" id="fnref:1:2" aria-label="Note 1">1</a></sup>'
        ".</p>\n"
        '<section class="notes" aria-label="Notes">\n<ol>\n'
        '<li id="fn:1"><p>The <em>note</em>. '
        '<a href="#fnref:1" aria-label="Back to note 1 in the text">Back</a> '
        '<a href="#fnref:1:2" aria-label="Back to note 1 in the text">Back</a></p>\n</li>\n'
        "</ol>\n</section>\n"
    )


@pytest.mark.parametrize(
    ("address", "attributes"),
    [
        ("https://example.org/a?b=c&d#e", ' rel="noopener"'),
        ("http://example.org", ' rel="noopener"'),
        ("mailto:desk@example.org", ""),
        ("/compare/flask-vs-django/#orm", ""),
        ("#two-words", ""),
        ("/", ""),
    ],
)
def test_link_leads_where_it_may(address, attributes):
    escaped = address.replace("&", "&amp;")
    assert markdown.inline(f"[x]({address})") == f'<a href="{escaped}"{attributes}>x</a>'


def test_raw_html_is_shown_as_text_and_no_problem():
    text = "Use <b>bold</b>."
    assert markdown.render(text).html == "<p>Use &lt;b&gt;bold&lt;/b&gt;.</p>\n"
    assert markdown.problems(text) == []


def test_plain_knows_paragraphs_emphasis_code_and_links():
    assert markdown.plain("# No *em* `code`\n\n- [x](/y/) ![alt](image:z)") == (
        '<p># No <em>em</em> <code>code</code></p>\n<p>- <a href="/y/">x</a> alt</p>'
    )


def test_inline_stands_without_a_paragraph():
    assert markdown.inline("Usually **SQLAlchemy**.") == "Usually <strong>SQLAlchemy</strong>."


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Say [Grüß *Gott*]{lang=de}.", 'Say <span lang="de">Grüß <em>Gott</em></span>.'),
        ("[שלום]{lang=he}", '<span lang="he" dir="rtl">שלום</span>'),
        ("[shalom]{lang=he-Latn}", '<span lang="he-Latn">shalom</span>'),
        ("[سلام]{lang=fa dir=auto}", '<span lang="fa" dir="auto">سلام</span>'),
        ('[x]{lang="pt-BR"}', '<span lang="pt-BR">x</span>'),
        ("[a](/b/){lang=de}", '<a href="/b/" lang="de">a</a>'),
        ("`wenn`{lang=de}", '<code lang="de">wenn</code>'),
        # What is no language or direction is dropped; the words stay.
        ("[x]{lang=!!!}", "[x]{lang=!!!}"),
        ("[x]{lang=not_one}", "<span>x</span>"),
        ("[x]{lang=de dir=up}", '<span lang="de">x</span>'),
        # What is about something else was never an attribute: it is text.
        ("[x]{.wide}", "[x]{.wide}"),
        ("[x]{lang=de id=top}", "[x]{lang=de id=top}"),
        ("`{% if %}`{% endif %}", "<code>{% if %}</code>{% endif %}"),
    ],
)
def test_passage_names_its_language(text, html):
    assert markdown.inline(text) == html
    assert markdown.render(text).html == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("{lang=ar}\nأهلا", '<p lang="ar" dir="rtl">أهلا</p>\n'),
        ("{lang=de}\n> Ja.", '<blockquote lang="de">\n<p>Ja.</p>\n</blockquote>\n'),
        ("{lang=de}\n- Ja", '<ul lang="de">\n<li>Ja</li>\n</ul>\n'),
        ("{lang=de}\n## Ja", '<h2 lang="de" id="ja"><a href="#ja">Ja</a></h2>\n'),
        ("{% if x %}", "<p>{% if x %}</p>\n"),
        ("{x}\nText", "<p>{x}\nText</p>\n"),
    ],
)
def test_block_names_its_language(text, html):
    assert markdown.render(text).html == html


def test_table_names_its_language():
    assert '<table lang="de">' in markdown.render("{lang=de}\n| Ja |\n|---|\n| a |").html


def test_second_wall_keeps_languages_and_directions_only():
    html = cleaner.clean('<p lang="a b" dir="up">x</p><p lang="de" dir="rtl">y</p>')

    assert html == '<p>x</p><p lang="de" dir="rtl">y</p>'


def test_unstorable_characters_are_replaced():
    assert markdown.render("a\x00b\ud800c").html == "<p>a\ufffdb\ufffdc</p>\n"


def test_highlight_escapes_every_language():
    for language in ("python", "html", "klingon"):
        html = markdown.highlight("<script>alert('x')</script>", language)
        assert isinstance(html, SafeString)
        assert Inspector(html).findings == []


@pytest.mark.django_db
def test_image_alone_becomes_a_figure():
    make_image(slug="bars", alt="Bars.", credit="By us.", digest="ab" * 32)
    html = markdown.render('![](image:bars "How they differ.")').html
    assert html.startswith("<figure><picture>")
    assert f"/media/images/{'ab' * 32}/480.avif 480w" in html
    assert 'alt="Bars."' in html
    assert 'loading="lazy"' in html
    assert html.endswith("<figcaption>How they differ. By us.</figcaption></figure>")


@pytest.mark.django_db
def test_image_within_a_line_stays_in_it():
    make_image(slug="bars")
    html = markdown.render("See [![my <own> words](image:bars)](/x/) here.").html
    assert html.startswith('<p>See <a href="/x/"><picture>')
    assert html.endswith("</picture>\n</a> here.</p>\n")
    assert 'alt="my &lt;own&gt; words"' in html


@pytest.mark.django_db
def test_image_that_is_missing_leaves_its_words():
    text = "One\n\n![A <b>](image:nowhere)\n\nTwo ![x](image:nil)."
    assert markdown.render(text).html == "<p>One</p>\n<p>A &lt;b&gt;</p>\n<p>Two x.</p>\n"
    assert markdown.problems(text) == [
        "Line 3: there is no image named “nowhere”.",
        "Line 5: there is no image named “nil”.",
    ]


@pytest.mark.django_db
def test_images_of_a_text_take_one_query(django_assert_num_queries):
    text = "\n\n".join(f"![]({'image:' + make_image().slug})" for _ in range(3))
    with django_assert_num_queries(1):
        assert markdown.render(text).html.count("<picture>") == 3


def test_text_without_images_takes_no_query():
    assert markdown.render("Hello").html == "<p>Hello</p>\n"


@pytest.mark.django_db
def test_image_that_appears_later_is_shown():
    text = "![](image:later)"
    assert "<picture>" not in markdown.render(text).html
    make_image(slug="later")
    assert "<picture>" in markdown.render(text).html


def test_problems_name_line_and_mend():
    found = markdown.problems("Fine.\n\nA [x](there) and\n\n- ![y](https://example.org/y.png)")
    assert found == [
        "Line 3: a link cannot lead to “there”. Give an address that starts with https://, "
        "mailto:, / for a page of this site, or # for a heading.",
        "Line 5: an image cannot come from “https://example.org/y.png”. Add it to the images and "
        "write image:name.",
    ]


@pytest.mark.usefixtures("echo_fence")
def test_fence_shows_what_its_app_renders():
    html = markdown.render("Before\n\n```echo\n<i>\n```\n\nAfter").html
    assert html == "<p>Before</p>\n<b>&lt;i&gt;</b>\n<p>After</p>\n"


@pytest.mark.usefixtures("echo_fence")
def test_fence_names_its_problems():
    assert markdown.problems("A\n\n```echo\nwrong\n```\n\n```echo\nright\n```") == [
        "Line 3: it says wrong."
    ]


def test_fence_result_that_is_not_safe_is_escaped():
    markdown.register_fence("rude", lambda source: "<script>", lambda source: [])
    try:
        assert markdown.render("```rude\n```").html == "&lt;script&gt;\n"
    finally:
        del FENCES["rude"]


@pytest.mark.usefixtures("echo_fence")
def test_fence_name_is_taken_whole():
    assert "<b>" not in markdown.render("```echoes\nx\n```").html
    assert "<b>" in markdown.render("```echo with words\nx\n```").html


@pytest.mark.usefixtures("echo_fence")
def test_placeholder_cannot_be_forged(monkeypatch):
    keys = iter(["0" * 32, "1" * 32])
    monkeypatch.setattr("secrets.token_hex", lambda size: next(keys))
    # Even an author who saw the last key cannot know the next one.
    markdown.render("```echo\nfirst\n```")
    html = markdown.render(f"{'0' * 32}-0-\n\n```echo\nsecond\n```").html
    assert html == f"<p>{'0' * 32}-0-</p>\n<b>second</b>\n"
