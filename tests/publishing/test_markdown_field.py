"""The pages that help to write Markdown, and the textarea that stays one without script."""

import html
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image as Pixels

from articles.models import Article
from publishing import markdown, reading, uploads
from publishing.models import Image, Notice, Page, Revision
from tests.desk import add, address, open_form, save
from tests.factories import (
    FUTURE,
    make_article,
    make_comparison,
    make_feature,
    make_framework,
    make_group,
    make_image,
    make_notice,
    make_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

UPLOAD = "/admin/publishing/image/upload/"
CHOOSE = "/admin/publishing/image/choose/"
LINKS = "/admin/publishing/page/links/"
HELP = "/admin/publishing/page/markdown/"
FENCE = "/admin/comparisons/feature/fence/"
EVERY_PAGE = [UPLOAD, CHOOSE, LINKS, HELP, FENCE]


def png(size=(20, 10), name="image.png"):
    buffer = BytesIO()
    Pixels.new("RGB", size, "navy").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/png")


def text_of(response):
    return html.unescape(response.content.decode())


@pytest.fixture
def writer(client):
    user = User.objects.create_user("writer", is_staff=True)
    client.force_login(user)
    return user


def allow(user, *codenames):
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))


def test_addresses_of_the_pages_stay():
    names = ["image_upload", "image_choose", "page_links", "page_markdown"]
    found = [reverse(f"admin:publishing_{name}") for name in names]
    assert [*found, reverse("admin:comparisons_feature_fence")] == EVERY_PAGE


@pytest.mark.parametrize("url", EVERY_PAGE)
def test_visitor_is_sent_to_the_sign_in_page(client, url):
    for response in (client.get(url), client.post(url)):
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("url", [UPLOAD, CHOOSE, LINKS, FENCE])
def test_user_without_rights_is_refused(client, writer, url):
    assert client.get(url).status_code == 403
    assert client.post(url, {"alt": "A bench."}).status_code == 403


def test_right_to_look_at_images_is_none_to_add_one(client, writer):
    allow(writer, "view_image")
    assert client.get(UPLOAD).status_code == 403
    assert client.post(UPLOAD, {"file": png(), "alt": "A bench."}).status_code == 403
    assert not Image.objects.exists()
    assert UPLOAD not in text_of(client.get(CHOOSE))


@pytest.mark.parametrize("url", EVERY_PAGE)
def test_pages_hold_no_inline_script_or_style(admin_client, url):
    make_image()
    make_feature()
    text = admin_client.get(url).content.decode()
    assert "data-dialog=" in text
    assert " style=" not in text
    assert "<style" not in text
    assert " onclick=" not in text


def test_upload_needs_the_token_of_its_form(client, admin_user):
    client.handler.enforce_csrf_checks = True
    client.force_login(admin_user)
    assert client.post(UPLOAD, {"file": png(), "alt": "A bench."}).status_code == 403
    assert not Image.objects.exists()


def test_pasted_picture_becomes_an_image_that_the_text_can_call(admin_client, admin_user):
    response = admin_client.post(UPLOAD, {"file": png(), "alt": "A bench [empty]"})
    assert response.status_code == 200
    image = Image.objects.get()
    assert (image.slug, image.alt, image.version) == ("a-bench-empty", "A bench [empty]", 1)
    assert (image.width, image.height) == (20, 10)
    assert default_storage.exists(f"images/{image.digest}/20.webp")
    assert [one.user for one in Revision.objects.all()] == [admin_user]
    text = "![A bench \\[empty\\]](image:a-bench-empty)"
    assert f'data-insert="{text}"' in text_of(response)
    assert markdown.problems(text) == []
    assert 'alt="A bench [empty]"' in markdown.render(text).html


def test_second_picture_gets_a_name_that_is_free(admin_client):
    for _ in range(3):
        assert admin_client.post(UPLOAD, {"file": png(), "alt": "A bench."}).status_code == 200
    slugs = set(Image.objects.values_list("slug", flat=True))
    assert slugs == {"a-bench", "a-bench-2", "a-bench-3"}


def test_decorative_picture_is_called_by_its_file_and_says_nothing(admin_client):
    response = admin_client.post(UPLOAD, {"file": png(name="Blue Line.png"), "decorative": "on"})
    assert Image.objects.get().slug == "blue-line"
    assert 'data-insert="![](image:blue-line)"' in text_of(response)


def test_picture_whose_text_makes_no_name_is_named_all_the_same(admin_client):
    admin_client.post(UPLOAD, {"file": png(name="日本語.png"), "alt": "日本語の画像"})
    assert Image.objects.get().slug == "image"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "Say what this image shows, or mark it decorative; not both."),
        ({"alt": "A bench.", "decorative": "on"}, "not both"),
        ({"alt": "Hut"}, "5 to 160 characters"),
        ({"alt": "Screenshot-2026.png"}, "This is the name of a file."),
        ({"alt": "A bench.", "slug": "Not a name"}, "Use small letters"),
        ({"alt": "A bench.", "slug": "taken"}, "already exists"),
        ({"alt": "x" * 161}, "at most 160 characters"),
    ],
)
def test_picture_is_asked_about_before_it_goes_in(admin_client, fields, problem):
    make_image(slug="taken")
    response = admin_client.post(UPLOAD, {"file": png(), **fields})
    assert response.status_code == 400
    assert problem in text_of(response)
    assert "data-insert" not in text_of(response)
    assert Image.objects.count() == 1


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<svg onload='alert(1)'/>", b"<script>alert(1)</script>"]
)
def test_picture_is_checked_by_its_content(admin_client, content):
    file = SimpleUploadedFile("bench.png", content, "image/png")
    response = admin_client.post(UPLOAD, {"file": file, "alt": "A bench."})
    assert response.status_code == 400
    assert not Image.objects.exists()
    assert not default_storage.exists("originals")


def test_picture_with_too_many_bytes_is_refused(admin_client, monkeypatch):
    monkeypatch.setattr("publishing.admin.image_form.MOST_BYTES", 50)
    response = admin_client.post(UPLOAD, {"file": png(), "alt": "A bench."})
    assert response.status_code == 400
    assert "more than 20 MB" in text_of(response)


def test_what_is_announced_as_too_long_is_not_read(admin_client, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 50 - uploads.ROOM)
    for page in (UPLOAD, address(Image, "add")):
        response = admin_client.post(page, {"file": png(), "alt": "A bench."})
        assert response.status_code == 400
    assert not Image.objects.exists()


def test_links_are_found_by_name_and_unpublished_pages_marked(admin_client):
    make_framework(name="Flask", slug="flask")
    make_article(title="Flask in production", slug="in-production", status="draft")
    make_page(title="How we check", slug="flask-and-others", published_at=FUTURE)
    make_article(title="Something else")
    links = admin_client.get(LINKS, {"q": "fLASK"}).context["links"]
    assert {(link.title, link.kind, link.address) for link in links} == {
        ("Flask", "framework", "/frameworks/flask/"),
        ("Flask in production", "article", "/articles/in-production/"),
        ("How we check", "page", "/about/flask-and-others/"),
    }
    states = {link.title: link.state for link in links}
    assert (states["Flask"], states["Flask in production"]) == ("", "Draft")
    assert "2126" in states["How we check"]
    assert links[-1].title == "How we check"


def test_link_to_a_comparison_tells_that_one_of_its_frameworks_is_a_draft(admin_client):
    make_comparison(make_framework(), make_framework(status="draft"), title="Flask vs Quart")
    text = text_of(admin_client.get(LINKS, {"q": "flask vs"}))
    assert "It rests on something unpublished: readers cannot open it yet" in text


def test_links_show_only_the_kinds_that_the_user_may_see(client, writer):
    allow(writer, "view_page")
    make_page(title="Flask and we")
    make_article(title="Flask in production")
    links = client.get(LINKS, {"q": "flask"}).context["links"]
    assert [link.title for link in links] == ["Flask and we"]


def test_links_ask_the_same_number_of_queries_for_one_and_many(admin_client):
    def ask():
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(LINKS).status_code == 200
        return len(queries)

    make_comparison()
    make_article()
    one = ask()
    for _ in range(12):
        make_comparison()
        make_article()
    assert ask() == one


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("https://example.org/a", True),
        ("mailto:ann@example.org", True),
        ("javascript:alert(1)", False),
        ("//example.org", False),
    ],
)
def test_address_can_be_linked_to_if_it_is_allowed(admin_client, typed, offered):
    text = text_of(admin_client.get(LINKS, {"q": typed}))
    assert (f'data-address="{typed}"' in text) is offered


@pytest.mark.parametrize("url", [LINKS, CHOOSE])
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("c++", 200),
        ("'\"<script>%_", 200),
        ("日本語 😀", 200),
        ("x" * 101, 400),
        ("a\x00b", 400),
    ],
)
def test_search_answers_anything_that_is_typed(admin_client, url, query, status):
    assert admin_client.get(url, {"q": query}).status_code == status


def test_fact_table_is_put_together_by_name(admin_client):
    make_framework(name="Flask", slug="flask")
    make_framework(name="Quart", slug="quart", status="draft")
    data = make_group(name="Data")
    make_feature(group=data, name="Mapper", slug="mapper")
    make_feature(name="Admin", slug="admin")
    page = text_of(admin_client.get(FENCE))
    assert "Quart (draft)" in page
    assert "<legend>Data</legend>" in page
    response = admin_client.get(
        FENCE,
        {
            "framework_1": "quart",
            "framework_2": "flask",
            "features": ["admin", "mapper"],
            "caption": 'The "core"',
        },
    )
    fence = response.context["fence"]
    assert fence == (
        "```facts\n"
        'frameworks = [\n    "quart",\n    "flask",\n]\n'
        'features = [\n    "mapper",\n    "admin",\n]\n'
        'caption = "The \\"core\\""\n'
        "```"
    )
    assert markdown.problems(fence) == []
    assert f'data-insert="{fence}"' in text_of(response)


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"framework_1": "flask"}, "Tick at least one feature."),
        ({"features": "admin"}, "This field is required."),
        ({"framework_1": "nothing", "features": "admin"}, "not one of the available choices"),
        ({"framework_1": "flask", "features": "nothing"}, "not one of the available choices"),
        (
            {"framework_1": "flask", "framework_2": "flask", "features": "admin"},
            "You picked a framework twice.",
        ),
        ({"framework_1": "flask", "features": "a\x00b"}, "Null characters are not allowed"),
    ],
)
def test_fact_table_that_says_too_little_is_refused(admin_client, query, problem):
    make_framework(slug="flask")
    make_feature(slug="admin")
    response = admin_client.get(FENCE, query)
    assert response.status_code == 400
    assert problem in text_of(response)
    assert "data-insert" not in text_of(response)


def test_fact_table_asks_the_same_number_of_queries_for_one_and_many(admin_client):
    def ask():
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(FENCE).status_code == 200
        return len(queries)

    make_framework()
    make_feature()
    one = ask()
    for _ in range(3):
        make_framework()
        make_feature()
    assert ask() == one


def test_textarea_stays_one_and_offers_its_pages_as_links(admin_client):
    page = make_page(body="Some *text*.")
    text = text_of(admin_client.get(address(page)))
    assert '<textarea name="body"' in text
    for link in (LINKS, CHOOSE, FENCE, HELP):
        assert f'<a href="{link}" target="_blank">' in text
    assert (
        save(admin_client, page, open_form(admin_client, page), body="## New").status_code == 302
    )
    assert Page.objects.get().body == "## New"


def test_short_text_offers_what_it_can_show_and_nothing_else(admin_client):
    notice = make_notice()
    text = text_of(admin_client.get(address(notice)))
    assert 'data-tool="link"' in text
    assert 'data-tool="image"' not in text
    assert 'data-tool="heading"' not in text
    fields = open_form(admin_client, notice)
    assert save(admin_client, notice, fields, text="Please\r\n*help*.").status_code == 302
    assert Notice.objects.get().text == "Please *help*."


def test_article_of_fifty_thousand_words_is_saved_and_counted(admin_client):
    body = "word " * 50_000
    assert add(admin_client, Article, title="Long", body=body).status_code == 302
    article = Article.objects.get()
    assert article.word_count == 50_000
    assert article.minutes == reading.minutes(50_000) == 227
