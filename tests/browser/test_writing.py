"""Writing in a browser: an editor pastes a picture, links by name, and undoes what went wrong."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article
from publishing.models import Image
from tests.browser.accessibility import violations, violations_in_both_schemes
from tests.browser.signing_in import sign_in

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1024, "height": 740}
# Django's own boxes for several choices have a field without a label.
OURS = ["markdown-field", "image-chooser", ".desk-dialog", ".desk-page", "focus-picker"]

# What a browser does when somebody pastes a screenshot, or drops a file of any kind.
PASTE = """async ([area, name, type, event]) => {
  const canvas = new OffscreenCanvas(60, 40);
  const context = canvas.getContext("2d");
  context.fillStyle = "navy";
  context.fillRect(0, 0, 60, 40);
  const blob = await canvas.convertToBlob({type: "image/png"});
  const carrier = new DataTransfer();
  carrier.items.add(new File([blob], name, {type}));
  const options = {bubbles: true, cancelable: true};
  area.dispatchEvent(event === "paste"
    ? new ClipboardEvent("paste", {...options, clipboardData: carrier})
    : new DragEvent("drop", {...options, dataTransfer: carrier}));
}"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.allow_n_plus_one,
]


@pytest.fixture
def editor(page):
    """An editor who has signed in."""
    sign_in(page)


@pytest.fixture
def body(page, editor, watch):
    """The text of a new article, watched from the moment that its form opens."""
    page.set_viewport_size(DESK)
    page.goto("/admin/articles/article/add/")
    return page.get_by_label("Body", exact=False).and_(page.locator("textarea"))


def give_picture(page, body, name="image.png", kind="image/png", event="paste"):
    page.evaluate(PASTE, [body.element_handle(), name, kind, event])


def tool(page, name):
    return page.get_by_role("toolbar", name="Markdown tools: Body").get_by_role(
        "button", name=name, exact=True
    )


def select(body, text):
    """Select the first place of a text, as an editor with a mouse would."""
    body.evaluate(
        "(area, text) => { area.focus(); const at = area.value.indexOf(text);"
        " area.setSelectionRange(at, at + text.length); }",
        text,
    )


def save(page):
    """Save with the Enter key: which buttons stand below depends on the state."""
    page.get_by_label("Title", exact=False).first.press("Enter")
    expect(page).to_have_url(re.compile(r"/admin/articles/article/$"))


def test_editor_writes_an_article_with_a_pasted_picture(page, body, watch):
    page.get_by_label("Title", exact=False).first.fill("Two benches")
    body.fill("Before.")
    body.press("ControlOrMeta+End")
    give_picture(page, body)
    dialog = page.get_by_role("dialog", name="Add an image")
    expect(dialog.get_by_role("img", name="The image that you add")).to_be_visible()
    expect(dialog.get_by_label("Alternative text")).to_be_focused()
    assert violations(page, within=OURS) == []

    # It does not go in before somebody said what it shows.
    dialog.get_by_role("button", name="Add the image").click()
    expect(dialog.get_by_role("alert")).to_contain_text("not added yet")
    assert not Image.objects.filter(slug="a-dark-blue-field").exists()
    expect(body).to_have_value("Before.")

    dialog.get_by_label("Alternative text").fill("A dark blue field")
    dialog.get_by_role("button", name="Add the image").click()
    expect(dialog).to_be_hidden()
    expect(body).to_be_focused()
    expect(body).to_have_value("Before.\n\n![A dark blue field](image:a-dark-blue-field)")

    save(page)
    image = Image.objects.get(slug="a-dark-blue-field")
    assert (image.width, image.height, image.alt) == (60, 40, "A dark blue field")
    assert Article.objects.get(title="Two benches").body.endswith("(image:a-dark-blue-field)")
    # The refusal of the empty description is the one answer of its kind.
    watch.complaints = [one for one in watch.complaints if "400: " not in one]
    watch.assert_no_complaint()


def test_dropped_file_that_is_no_picture_stays_out(page, body, watch):
    body.fill("Before.")
    give_picture(page, body, "notes.pdf", "application/pdf", "drop")
    expect(page.get_by_role("status").filter(has_text="Only pictures")).to_be_visible()
    expect(body).to_have_value("Before.")
    watch.assert_no_complaint()


def test_buttons_and_keys_write_markdown_that_can_be_undone(page, body, watch):
    body.fill("one two three")
    select(body, "two")
    tool(page, "Bold").click()
    expect(body).to_have_value("one **two** three")
    body.press("ControlOrMeta+b")
    expect(body).to_have_value("one two three")
    body.press("ControlOrMeta+i")
    expect(body).to_have_value("one *two* three")
    body.press("ControlOrMeta+b")
    expect(body).to_have_value("one ***two*** three")
    for before in ("one *two* three", "one two three", "one **two** three", "one two three"):
        body.press("ControlOrMeta+z")
        expect(body).to_have_value(before)
    body.press("ControlOrMeta+Shift+z")
    expect(body).to_have_value("one **two** three")

    body.fill("Heading\n\nText.")
    select(body, "Heading")
    for expected in ("## Heading", "### Heading", "Heading"):
        tool(page, "Heading").click()
        expect(body).to_have_value(f"{expected}\n\nText.")
    select(body, "Text.")
    tool(page, "Footnote").click()
    page.keyboard.type("See there.")
    expect(body).to_have_value("Heading\n\nText.[^1]\n\n[^1]: See there.")
    watch.assert_no_complaint()


def test_toolbar_is_one_stop_of_the_keyboard(page, body):
    tool(page, "Bold").focus()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Italic")).to_be_focused()
    page.keyboard.press("End")
    expect(tool(page, "Help")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Bold")).to_be_focused()
    page.keyboard.press("Tab")
    expect(body).to_be_focused()


def test_editor_links_to_a_page_by_its_name(page, body, watch):
    body.fill("Read about Flask.")
    select(body, "Flask")
    body.press("ControlOrMeta+k")
    dialog = page.get_by_role("dialog", name="Link to a page")
    dialog.get_by_role("searchbox").press_sequentially("flask vs dj")
    expect(dialog.get_by_role("status")).to_have_text("1 page")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    assert violations(page, within=OURS) == []
    dialog.get_by_role("link", name="Flask vs Django").click()
    expect(dialog).to_be_hidden()
    expect(body).to_have_value("Read about [Flask](/compare/flask-vs-django/).")
    body.press("ControlOrMeta+z")
    expect(body).to_have_value("Read about Flask.")
    watch.assert_no_complaint()


def test_editor_puts_in_a_fact_table_and_an_image_of_the_site(page, body, watch):
    body.fill("Before.")
    body.press("ControlOrMeta+End")
    tool(page, "Fact table").click()
    dialog = page.get_by_role("dialog", name="Put a fact table together")
    dialog.get_by_label("First framework").select_option("Django")
    dialog.get_by_label("Second framework").select_option("Flask")
    dialog.get_by_role("checkbox").first.check()
    assert violations(page, within=OURS) == []
    dialog.get_by_role("button", name="Make the table").click()
    expect(dialog).to_be_hidden()
    expect(body).to_have_value(re.compile(r'^Before\.\n\n```facts\nframeworks = \[\n    "django"'))

    tool(page, "Image").click()
    dialog = page.get_by_role("dialog", name="Choose an image")
    dialog.get_by_role("searchbox").press_sequentially("subqueries")
    expect(dialog.get_by_role("status")).to_have_text("1 image")
    assert violations(page, within=OURS) == []
    dialog.get_by_role("link", name="django-subqueries").click()
    image = re.compile(r"```\n\n!\[Four groups.*\]\(image:django-subqueries\)$")
    expect(body).to_have_value(image)

    tool(page, "Help").click()
    dialog = page.get_by_role("dialog", name="How to write Markdown here")
    expect(dialog.get_by_role("row", name="A footnote")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    watch.assert_no_complaint()


def test_long_text_is_counted_right_while_somebody_types(page, body, watch):
    body.fill("word " * 50_000)
    count = page.locator("markdown-field", has=body).locator(".desk-count")
    expect(count).to_have_text("50,000 words, 227 minutes to read")
    body.press("ControlOrMeta+End")
    page.keyboard.type("and five more of them")
    expect(count).to_have_text("50,005 words, 227 minutes to read")
    body.press("ControlOrMeta+Home")
    body.press("ControlOrMeta+b")
    expect(count).to_have_text("50,006 words, 227 minutes to read")
    assert body.input_value().startswith("**bold text**word word")
    watch.assert_no_complaint()


def test_editor_chooses_a_cover_among_thumbnails(page, body, watch):
    page.get_by_role("button", name="Choose among thumbnails").click()
    dialog = page.get_by_role("dialog", name="Choose an image")
    dialog.get_by_role("link", name="django-subqueries").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_label("Cover")).to_have_value(re.compile(r"\d+"))
    chosen = page.locator("#id_cover option:checked")
    expect(chosen).to_have_text("django-subqueries")
    expect(page.locator("image-chooser img")).to_have_js_property("complete", True)
    page.get_by_label("Cover").select_option("")
    expect(page.locator("image-chooser img")).to_have_count(0)
    watch.assert_no_complaint()


def test_click_on_the_picture_sets_its_focal_point(page, editor, watch):
    page.goto("/admin/publishing/image/?q=django-subqueries")
    page.locator("#result_list tbody th a").first.click()
    picture = page.locator("focus-picker img")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.8})
    expect(page.get_by_label("Focal point from the left")).to_have_value("25")
    expect(page.get_by_label("Focal point from the top")).to_have_value("80")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    image = Image.objects.get(slug="django-subqueries")
    assert (image.focus_x, image.focus_y) == (25, 80)
    watch.assert_no_complaint()


@pytest.mark.parametrize(
    "path",
    [
        "/admin/publishing/image/choose/",
        "/admin/publishing/image/upload/",
        "/admin/publishing/page/links/",
        "/admin/publishing/page/markdown/",
        "/admin/comparisons/feature/fence/",
    ],
)
def test_pages_to_choose_from_are_sound_at_every_width(page, editor, watch, path):
    for screen in (PHONE, DESK):
        page.set_viewport_size(screen)
        page.goto(path)
        assert violations_in_both_schemes(page, within=OURS) == []
        width = page.locator(".desk-page").evaluate("section => section.scrollWidth")
        assert width <= screen["width"]
    watch.assert_no_complaint()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_article_is_written_without_script(page, editor):
    page.goto("/admin/articles/article/add/")
    page.locator("#id_title").fill("Plain")
    page.locator("#id_body").fill("## Plain\n\nText.")
    page.locator("#id_cover").select_option(label="django-subqueries")
    expect(page.get_by_role("link", name="pages to link to")).to_be_visible()
    expect(page.get_by_role("toolbar")).to_be_hidden()
    save(page)
    article = Article.objects.get(title="Plain")
    assert (article.body, str(article.cover)) == ("## Plain\n\nText.", "django-subqueries")
