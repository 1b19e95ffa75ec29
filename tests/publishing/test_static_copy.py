"""A static copy: what stands in it, what a later run changes, and what its link check finds."""

import os
import shutil
from datetime import date
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse, JsonResponse
from django.test import Client
from django.urls import include, path
from django.utils.timezone import now
from PIL import Image as Pixels

from articles.models import Article
from comparisons.models import Fact
from publishing import addresses, renditions, search
from publishing.models import Page
from publishing.static_copy import Refused, broken_links, write_copy
from publishing.static_copy.addresses import file_name
from publishing.static_copy.folder import JOURNAL, MANIFEST, CopyFolder, read_manifest
from tests import factories as make
from tests.hidden import WORD, hide
from tests.site import CARDS, FEEDS, FILES, FROZEN, PAGES, WELL_KNOWN, make_site

# A copy asks for many pages, one after the other.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


# A site with outlets that pages name in every way, and with faults

ICON = "/outlets/card.png"


def outlets(request):
    return HttpResponse(
        f"""<html><head><link rel="alternate" href="/outlets/news.atom">
        <meta property="og:image" content="http://localhost{ICON}?v=1">
        <script type="application/ld+json">{{"url": "http://localhost/outlets/told/"}}</script>
        </head><body>
        <textarea>&lt;iframe src=&quot;http://localhost/outlets/embed/&quot;&gt;</textarea>
        <a href="/api/v1/facts">Facts</a> <a href="/api/v1/">Reference</a>
        <a href="/outlets/old/">Before</a> <a href="/outlets/?show=all">All</a>
        <a rel="nofollow" href="/outlets/aside/">Aside</a></body></html>"""
    )


def answer(text, content_type="text/html; charset=utf-8", **headers):
    def view(request):
        return HttpResponse(text, content_type=content_type, headers=headers)

    return view


def moved(request):
    return HttpResponse(status=301, headers={"Location": "/outlets/told/"})


def broken(request):
    raise ZeroDivisionError


def greeting(request):
    response = HttpResponse("Hello again")
    response.set_cookie("known", "yes")
    return response


FEED = '<feed><link rel="enclosure" href="http://localhost/outlets/talk.mp3"/></feed>'

outlet_patterns = [
    path("", outlets),
    path("news.atom", answer(FEED, "application/atom+xml; charset=utf-8")),
    path("card.png", answer("picture", "image/png", **{"Cache-Control": "public, max-age=9"})),
    path("told/", answer("told")),
    path("embed/", answer("embedded", **{"Content-Security-Policy": "frame-ancestors *"})),
    path("aside/", answer("aside")),
    path("old/", moved),
    path("talk.mp3", answer("sound", "audio/mpeg")),
    path("private/", answer("for one reader", **{"Cache-Control": "private, no-store"})),
]
urlpatterns = [
    path("outlets/", include(outlet_patterns)),
    path("api/v1/", answer("reference")),
    path("api/v1/openapi.json", lambda request: JsonResponse({"openapi": "3.1.0"})),
    path("api/v1/facts", lambda request: JsonResponse({"facts": []})),
    path("frameworks/", broken),
    path("about/method/", greeting),
    path("", include("config.urls")),
]
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "copy"


@pytest.fixture
def site():
    """Make a site in which every link leads somewhere."""
    make_site()
    Page.objects.filter(slug="method").update(body="## How the helper reasons\n\nIt counts.")
    for slug in ("corrections", "accessibility", "funding"):
        make.make_page(slug=slug)


def ask(address):
    response = Client(headers={"host": "localhost"}).get(address)
    return response.status_code, b"".join(response)


def headers_of(address):
    response = Client(headers={"host": "localhost"}).get(address)
    b"".join(response)  # Closes the file of a static one.
    return response.headers


def files_of(folder):
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def times_of(folder):
    return {
        str(file.relative_to(folder)): file.stat().st_mtime_ns
        for file in folder.rglob("*")
        if file.is_file()
    }


def make_old(folder):
    """Let every file look written long ago, so that one that is written again shows."""
    for file in folder.rglob("*"):
        os.utime(file, (1, 1))


def touched(folder):
    """Return the files of addresses that were written since they were made old."""
    own = (MANIFEST, "_headers", "_redirects", "_nginx.conf")
    packed = (".gz", ".br")
    times = {name: time for name, time in times_of(folder).items() if time != 10**9}
    return {name for name in times if name not in own and not name.endswith(packed)}


# What stands in it


@pytest.mark.usefixtures("site")
def test_copy_holds_every_public_page_as_readers_get_it(folder):
    write_copy(folder)

    files = files_of(folder)
    for address in (page.partition("?")[0] for page in PAGES.values()):
        assert (200, files[f"{address[1:]}index.html"]) == ask(address)


@pytest.mark.usefixtures("site")
def test_copy_holds_every_file_for_programs_and_other_sites(folder, settings):
    settings.SECURITY_CONTACT = "mailto:security@example.org"

    write_copy(folder)

    files = files_of(folder)
    for address in (FILES | CARDS | FEEDS | FROZEN | WELL_KNOWN).values():
        name = f"{address[1:]}index.html" if address.endswith("/") else address[1:]
        assert (200, files[name]) == ask(address), address


def test_copy_holds_what_was_frozen_of_a_comparison_that_is_gone(folder):
    first, second = (make.make_framework(name=name, slug=name) for name in ("ant", "bee"))
    comparison = make.make_comparison(first, second)
    make.make_frozen(comparison, first, second)
    make.make_frozen(
        comparison,
        first,
        second,
        frozen_on=date(2026, 11, 3),
        withdrawn_at=now(),
        withdrawn_because="Wrong.",
    )
    comparison.delete()

    write_copy(folder)

    frozen = files_of(folder / "compare/ant-vs-bee/as-of")
    assert {name for name in frozen if not name.endswith((".gz", ".br"))} == {
        "2026-11-02/index.html",
        "2026-11-02/data.json",
        "2026-11-02/data.csv",
        "2026-11-02/changes/index.html",
        "2026-11-02/changes/list/index.html",
    }


@pytest.mark.usefixtures("site")
def test_copy_answers_at_each_of_its_addresses_as_the_site_does(folder):
    write_copy(folder)

    for address, entry in read_manifest(folder)["addresses"].items():
        status, body = ask(address)
        assert entry.get("status", 404 if address == "/404.html" else 200) == status
        assert "location" in entry or (folder / entry["file"]).read_bytes() == body


@pytest.mark.usefixtures("site")
def test_copy_holds_scripts_fonts_and_icons_of_its_pages(folder):
    write_copy(folder)

    for name in ("js/theme-button.js", "fonts/archivo.woff2", "img/icon.svg"):
        assert (folder / "static" / name).is_file()
    assert (folder / "choices/looks.css").read_bytes() == ask("/choices/looks.css")[1]


def test_copy_holds_the_pictures_of_its_pages_and_no_others(folder):
    shown, unused = (with_file(make.make_image(), colour) for colour in ("red", "blue"))
    make.make_article(cover=shown)

    write_copy(folder)

    pictures = {file.parent.name for file in folder.rglob("*.avif")}
    assert pictures == {shown.digest}
    assert unused.digest not in (folder / MANIFEST).read_text()


def with_file(image, colour):
    file = BytesIO()
    Pixels.new("RGB", (640, 360), colour).save(file, "PNG")
    renditions.accept(image, file)
    image.save()
    return image


def test_copy_holds_later_pages_of_lists(folder):
    for _ in range(21):
        make.make_article()

    write_copy(folder)

    assert (folder / "articles/page/2/index.html").is_file()


@pytest.mark.usefixtures("site")
def test_copy_holds_nothing_that_only_the_site_can_answer(folder):
    write_copy(folder)

    found = set(files_of(folder))
    assert not [name for name in found if name.startswith(("admin", "preview", "health"))]
    assert [name for name in found if name.startswith("choices")] == ["choices/looks.css"]


@pytest.mark.parametrize("state", make.HIDDEN)
@pytest.mark.usefixtures("site")
def test_copy_holds_nothing_hidden(folder, state):
    make.make_framework(name="Other 2", slug="other-2")
    hide(**make.HIDDEN[state])
    search.rebuild()

    write_copy(folder)

    for name, content in files_of(folder).items():
        assert WORD.lower() not in name
        assert WORD.lower().encode() not in content.lower(), name


def test_copy_leads_on_from_former_addresses_and_other_orders(folder):
    first, second = (make.make_framework(name=name, slug=name) for name in ("ant", "bee"))
    make.make_comparison(first, second)
    framework = make.make_framework(name="New", slug="new")
    addresses.remember(framework, "old")

    write_copy(folder)

    assert (folder / "_redirects").read_text() == (
        "/compare/bee-vs-ant/ /compare/ant-vs-bee/ 301\n/frameworks/old/ /frameworks/new/ 301\n"
    )


@pytest.mark.usefixtures("site")
def test_copy_gives_each_address_the_headers_of_the_site(folder):
    write_copy(folder)

    manifest = read_manifest(folder)
    for address, entry in manifest["addresses"].items():
        live = headers_of(address)
        for name, value in manifest["headers"][entry["headers"]].items():
            assert live[name] == value, address
        assert entry.get("type", live["Content-Type"]) == live["Content-Type"]
    assert "/articles/:slug/\n" in (folder / "_headers").read_text()


def test_copy_follows_whatever_a_page_names(folder, settings):
    settings.ROOT_URLCONF = __name__

    write_copy(folder)

    files = files_of(folder)
    expected = ("index.html", "news.atom", "talk.mp3", "card.png")
    pages = ("told/index.html", "embed/index.html", "aside/index.html")
    assert {name for name in files if name.startswith("outlets/")} == {
        f"outlets/{name}" for name in (*expected, *pages)
    }
    assert {name for name in files if name.startswith("api/")} == {
        "api/v1/index.html",
        "api/v1/openapi.json",
    }
    rules = dict(block.split("\n", 1) for block in (folder / "_headers").read_text().split("\n\n"))
    assert "max-age=9" in rules[ICON]
    assert "frame-ancestors *" in rules["/outlets/embed/"]
    assert "/outlets/old/ /outlets/told/ 301" in (folder / "_redirects").read_text()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "index.html"),
        ("/about/", "about/index.html"),
        ("/.well-known/security.txt", ".well-known/security.txt"),
        ("/caf%C3%A9/", "café/index.html"),
        ("/../passwd", ""),
        ("/a/%2e%2e/%2e%2e/b", ""),
        ("//a", ""),
        ("/a%00b", ""),
        ("/a%5cb", ""),
    ],
)
def test_address_has_a_file_name_within_the_copy_or_none(address, name):
    assert file_name(address) == name


# The second run


@pytest.mark.usefixtures("site")
def test_second_run_writes_nothing(folder):
    write_copy(folder)
    make_old(folder)
    before = times_of(folder)

    report = write_copy(folder)

    assert (report.written, report.removed, report.faults) == (0, 0, [])
    assert times_of(folder) == before


def test_changed_fact_touches_only_the_pages_that_show_it(folder):
    make_site(3)
    write_copy(folder)
    make_old(folder)
    fact = Fact.objects.get(framework__slug="other-2", feature__slug="feature-3")

    Fact.objects.filter(pk=fact.pk).update(note="Zyxwv")
    write_copy(folder)

    assert touched(folder) == {
        "compare/main-vs-other-2/data.csv",
        "compare/main-vs-other-2/data.json",
        "compare/main-vs-other-2/data.md",
        "compare/main-vs-other-2/index.html",
        "features/feature-3/index.html",
        "frameworks/other-2/index.html",
    }


def test_new_title_draws_the_card_of_its_page_anew(folder):
    make.make_article(slug="one", title="Before")
    make.make_article(slug="two")
    write_copy(folder)
    make_old(folder)

    Article.objects.filter(slug="one").update(title="After")
    write_copy(folder)

    assert {name for name in touched(folder) if name.endswith(".png")} == {"articles/one/card.png"}
    assert (folder / "articles/one/card.png").read_bytes() == ask("/articles/one/card.png")[1]


def test_what_is_withdrawn_leaves_the_copy(folder):
    make.make_article(slug="stays", body="word " * 400)
    make.make_article(slug="goes", body="word " * 400)
    write_copy(folder)
    (folder / "articles/notes.txt").write_text("mine")
    assert (folder / "articles/goes/index.html.gz").is_file()

    Article.objects.filter(slug="goes").update(**make.HIDDEN["archived"])
    report = write_copy(folder)

    assert report.removed == 2  # The page and its card.
    assert not (folder / "articles/goes").exists()
    assert (folder / "articles/stays/index.html").is_file()
    assert (folder / "articles/notes.txt").read_text() == "mine"


@pytest.mark.usefixtures("site")
def test_killed_run_is_repaired_by_the_next(folder, tmp_path):
    write_copy(folder)
    goes = make.make_article(slug="goes")
    Page.objects.filter(slug="method").update(body="Other words.")

    def die(done, known, address):
        if (folder / "articles/goes/index.html").exists():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_copy(folder, progress=die)
    assert (folder / JOURNAL).is_file()
    goes.delete()
    write_copy(folder)
    write_copy(tmp_path / "fresh")

    assert files_of(folder) == files_of(tmp_path / "fresh")


def test_file_that_was_changed_by_hand_is_mended(folder):
    write_copy(folder)
    (folder / "index.html").write_text("Somebody was here.")

    report = write_copy(folder)

    assert report.written == 1
    assert (folder / "index.html").read_bytes() == ask("/")[1]


@pytest.mark.usefixtures("site")
def test_page_with_a_fault_stays_as_it_was_with_all_that_it_leads_to(folder, settings):
    write_copy(folder)
    before = {name: files_of(folder)[name] for name in ("frameworks/index.html", "index.html")}
    make.make_page(slug="gone", **make.HIDDEN["archived"])
    settings.ROOT_URLCONF = __name__

    report = write_copy(folder)

    assert [str(fault) for fault in report.faults] == [
        "/frameworks/: answers 500",
        "/about/method/: sets a cookie, so it is not the same for every reader",
    ]
    assert {name: files_of(folder)[name] for name in before} == before
    assert b"Hello again" not in (folder / "about/method/index.html").read_bytes()
    assert (folder / "frameworks/main/index.html").is_file()


def test_file_that_became_a_folder_is_told_and_mended(folder):
    write_copy(folder)
    shutil.rmtree(folder / "changes")
    (folder / "changes").write_text("An address once.")
    text = (folder / MANIFEST).read_text()
    (folder / MANIFEST).write_text(text.replace('"_headers"', '"_headers", "changes"'))

    first, second = write_copy(folder), write_copy(folder)

    assert [str(fault) for fault in first.faults] == [
        "/changes/: its file and a folder have one name"
    ]
    assert second.faults == []
    assert (folder / "changes/index.html").is_file()


# The folder


def test_folder_with_other_files_is_refused_and_left_alone(folder):
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine")

    with pytest.raises(CommandError, match="no static copy was ever written there"):
        call_command("export_site", folder, verbosity=0)

    assert files_of(folder) == {"thesis.txt": b"mine"}


def test_file_is_refused_as_a_folder(tmp_path):
    (tmp_path / "file").write_text("mine")

    with pytest.raises(Refused, match="is not a folder"):
        write_copy(tmp_path / "file")


def test_second_run_at_the_same_time_is_refused(folder):
    write_copy(folder)

    with CopyFolder(folder), pytest.raises(Refused, match="Another run"):
        write_copy(folder)


def test_manifest_that_names_other_files_deletes_none(folder, tmp_path):
    write_copy(folder)
    (tmp_path / "mine.txt").write_text("mine")
    text = (folder / MANIFEST).read_text()
    (folder / MANIFEST).write_text(text.replace('"_headers"', '"_headers", "../mine.txt"'))

    write_copy(folder)

    assert (tmp_path / "mine.txt").is_file()


def test_damaged_manifest_is_refused(folder):
    write_copy(folder)
    (folder / MANIFEST).write_text("{")

    with pytest.raises(Refused, match="is damaged"):
        write_copy(folder)


def test_copy_of_a_site_in_development_is_refused(folder, settings):
    settings.DEBUG = True

    with pytest.raises(CommandError, match="DEBUG=off"):
        call_command("export_site", folder, verbosity=0)

    assert not folder.exists()


def test_site_that_refuses_its_own_host_is_told_so(folder, settings):
    settings.ALLOWED_HOSTS = ["example.org"]

    with pytest.raises(CommandError, match="ALLOWED_HOSTS"):
        call_command("export_site", folder, verbosity=0)


# The link check


def run(folder, capsys):
    """Run the command and return its exit as text, "" for none, and what it said."""
    try:
        call_command("export_site", folder, verbosity=0)
    except CommandError as error:
        return str(error), capsys.readouterr().out
    return "", capsys.readouterr().out


@pytest.mark.usefixtures("site")
def test_whole_copy_has_no_broken_link(folder, capsys):
    assert run(folder, capsys) == (
        "",
        f"{len(addresses_in(folder)) + 3} files written to {folder}, 0 unchanged, 0 removed; "
        "1 addresses lead elsewhere.\nEvery link in the copy leads somewhere.\n",
    )


def addresses_in(folder):
    entries = read_manifest(folder)["addresses"]
    return [address for address, entry in entries.items() if "file" in entry]


@pytest.mark.usefixtures("site")
def test_broken_links_are_listed_and_fail(folder, capsys):
    make.make_page(
        slug="links",
        body="## A part\n\n[Nowhere](/nowhere/), [no part](/about/method/#nothing), "
        "[nor here](#nothing), [here](#a-part), [top](/about/#top), [desk](/admin/), "
        "[live](/search/?q=orm), [asked](/features/feature-1/?x=y#z), [far](https://example.org/)",
    )

    exit_words, said = run(folder, capsys)

    assert exit_words == "Findings that must not be: 3."
    assert said.splitlines()[1:] == [
        "  /about/links/: /nowhere/ is not in the copy",
        "  /about/links/: #nothing names a part that is not on that page",
        "  /about/links/: /about/method/#nothing names a part that is not on that page",
    ]


@pytest.mark.usefixtures("site")
def test_link_check_misses_a_file(folder):
    write_copy(folder)
    (folder / "about/method/index.html").unlink()

    assert [str(one) for one in broken_links(folder)] == [
        "/about/method/: its file is not as it was written"
    ]
