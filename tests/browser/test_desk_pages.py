"""Every page of the desk that is ours in some part: what axe finds, the widths, and the CSP."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, Topic
from comparisons.models import Comparison, Fact, Feature, FeatureGroup, Framework
from publishing import decisions, revisions
from publishing.models import Author, Draft, DraftKind, FormerSlug, Image, Notice, Page, Revision
from publishing.roles import Role
from tests.browser.accessibility import violations_in_both_schemes
from tests.browser.signing_in import sign_in
from tests.desk import address, make_user

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,
]

WIDTHS = (1024, 360)
WRITTEN = "A lead that nobody has saved."


def newest(model):
    return model.objects.order_by("pk").last()


def form(model):
    return lambda page: page.goto(address(newest(model)))


def empty_form(model):
    return lambda page: page.goto(address(model, "add"))


def list_of(model):
    return lambda page: page.goto(address(model, "changelist"))


def at(name, *args):
    return lambda page: page.goto(reverse(f"admin:{name}", args=args))


def two_revisions():
    """Return an article with something to compare, and the older revision of it."""
    article = newest(Article)
    first = revisions.record(article) or revisions.revisions_of(article).first()
    rewrite(article)
    return article, first


def rewrite(article):
    article.body = "Other words.\n\nIn two paragraphs."
    article.lead = "Another lead."
    article.version += 1
    article.save()
    revisions.record(article, user=User.objects.first())


def history(page):
    article, _first = two_revisions()
    page.goto(address(article, "history"))


def compare(page):
    article, first = two_revisions()
    page.goto(f"{address(article, 'history')}compare/?old={first.number}")


def restore(page):
    article, first = two_revisions()
    page.goto(f"{address(article, 'history')}{first.number}/restore/")


def conflict(page):
    article, _first = two_revisions()
    page.goto(address(article))
    rewrite(Article.objects.get(pk=article.pk))
    page.get_by_label("Lead").fill(WRITTEN)
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_text("Somebody saved while you were writing").first).to_be_visible()


def bulk(page):
    page.goto(address(Article, "changelist"))
    page.locator("#result_list tbody input[type=checkbox]").first.check()
    page.get_by_label("Action:").select_option("assign_reviewer")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("button", name="Assign")).to_be_visible()


def import_plan(page):
    page.goto(reverse("admin:comparisons_fact_import"))
    table = "framework,feature,note\nflask,orm,From the survey.\nzope,orm,Nowhere.\n"
    page.get_by_label("Or paste it here").fill(table)
    page.get_by_role("button", name="See what it would do").click()
    expect(page.get_by_text("There is no framework “zope”.")).to_be_visible()


def draft(page):
    page.goto(address(newest(Article)))
    page.get_by_label("Lead").fill(WRITTEN)
    page.get_by_role("button", name="Keep as draft").click()
    expect(page.get_by_role("heading", name="Drafts", exact=True)).to_be_visible()


def proposal(page):
    """Open what a writer proposes, as somebody does who may send it back."""
    draft(page)
    Draft.objects.update(kind=DraftKind.PROPOSED, user=make_user(Role.WRITER))
    page.goto(f"{address(newest(Article))}?draft={Draft.objects.get().pk}")


def drafts(page):
    draft(page)
    page.goto(address(Draft, "changelist"))


def link(page):
    Article.objects.filter(pk=newest(Article).pk).update(status="draft")
    page.goto(address(newest(Article)))
    page.get_by_role("button", name="Make a link to what is saved").click()
    expect(page.get_by_label("To what is saved")).to_be_visible()


def in_review(page):
    article = newest(Article)
    Article.objects.filter(pk=article.pk).update(status="draft")
    article.refresh_from_db()
    decisions.submit(article)
    page.goto(address(article))
    expect(page.get_by_role("button", name="Send back with a note")).to_be_visible()


def preview(page):
    page.goto(address(newest(Article)))
    if not page.locator("preview-pane").is_visible():
        page.get_by_role("button", name="Show the preview").click()
    shown = page.frame_locator("preview-pane iframe")
    expect(shown.get_by_role("heading", name=newest(Article).title)).to_be_visible()


def mistaken(page):
    page.goto(address(newest(Article)))
    page.get_by_label("Title:", exact=True).fill("")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".errornote")).to_be_visible()


OPENED = {
    "index": at("index"),
    "matrix": at("comparisons_fact_matrix"),
    "import": at("comparisons_fact_import"),
    "import plan": import_plan,
    "fact table": at("comparisons_feature_fence"),
    "page links": at("publishing_page_links"),
    "markdown help": at("publishing_page_markdown"),
    "image chooser": at("publishing_image_choose"),
    "image upload": at("publishing_image_upload"),
    "history": history,
    "compare": compare,
    "restore": restore,
    "conflict": conflict,
    "mistaken": mistaken,
    "bulk": bulk,
    "draft": draft,
    "proposal": proposal,
    "drafts": drafts,
    "link": link,
    "in review": in_review,
    "preview": preview,
    "empty article": empty_form(Article),
    **{
        f"{model._meta.model_name} form": form(model)
        for model in (
            *(Article, Comparison, Framework, Fact, Page, Author, Feature, FeatureGroup),
            *(Notice, Topic, Image),
        )
    },
    **{
        f"{model._meta.model_name} list": list_of(model)
        for model in (
            *(Article, Comparison, Framework, Fact, Page, Author, Feature, FeatureGroup),
            *(Notice, Topic, Image, Revision, FormerSlug),
        )
    },
}


@pytest.fixture
def editor(context, page):
    """An editor who is alone: two requests at once are more than one connection carries."""
    context.route("**/presence/", lambda route: route.fulfill(json={"notice": ""}))
    context.add_init_script("navigator.sendBeacon = () => true")
    return sign_in(page)


@pytest.mark.parametrize("name", OPENED)
def test_page_is_accessible_fits_and_breaks_no_policy(watch, page, editor, name):
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    OPENED[name](page)
    # Looked at, not left: what stands in the form is to be asked about by nobody.
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width} px: {one}" for one in violations_in_both_schemes(page)]
        content = page.evaluate("document.documentElement.scrollWidth")
        if content > width:
            found.append(f"{width} px: is {content} px wide")
    assert found == []
    # A refused form answers 409 or 422, and is no fault of the page.
    watch.assert_no_complaint()
