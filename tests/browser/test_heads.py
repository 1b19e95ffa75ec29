"""The head of a page as Chromium reads it."""

import json

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,  # the import of the content shares the thread
]

LISTEN = """window.reports = [];
document.addEventListener("securitypolicyviolation", event =>
  window.reports.push(`${event.violatedDirective} ${event.blockedURI}`));"""
ONE_OF_EACH_KIND = [
    "/",
    "/compare/",
    "/compare/flask-vs-django/",
    "/frameworks/",
    "/frameworks/flask/",
    "/features/",
    "/features/admin/",
    "/articles/",
    "/articles/flask-or-django/",
    "/topics/django-orm/",
    "/authors/evenhand-editors/",
    "/about/",
]


def test_block_of_data_breaks_no_policy_and_can_be_read(page):
    page.add_init_script(LISTEN)
    for path in ONE_OF_EACH_KIND:
        response = page.goto(path)

        blocks = page.locator("head script[type='application/ld+json']").all_text_contents()
        assert "script-src 'self';" in response.headers["content-security-policy"]
        assert page.evaluate("window.reports") == [], path
        assert [json.loads(block)["@context"] for block in blocks] == ["https://schema.org"], path


def test_manifest_is_read_without_a_complaint(page, base_url):
    page.goto("/")

    manifest = page.context.new_cdp_session(page).send("Page.getAppManifest")

    assert manifest["url"] == f"{base_url}/site.webmanifest"
    assert manifest["errors"] == []
    assert json.loads(manifest["data"])["short_name"] == "Evenhand"
