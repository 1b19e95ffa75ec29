"""Accepted saves and refused ones, of pages, authors and pictures."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils.timezone import now
from PIL import Image as Pixels

from publishing import revisions
from publishing.models import Author, FormerSlug, Image, Notice, Page
from tests.desk import add, address, errors_of, open_form, press, read_form, save
from tests.factories import FUTURE, make_article, make_author, make_image, make_page

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


def png(size=(20, 10)):
    buffer = BytesIO()
    Pixels.new("RGB", size, "navy").save(buffer, "PNG")
    return SimpleUploadedFile("Two Benches.png", buffer.getvalue(), "image/png")


def revisions_of(obj):
    return list(revisions.revisions_of(obj).order_by("number"))


def test_save_counts_the_object_and_keeps_one_revision(admin_client, admin_user):
    page = make_page(title="About")
    response = save(admin_client, page, open_form(admin_client, page), lead="New lead.")
    assert response.status_code == 302
    page.refresh_from_db()
    (revision,) = revisions_of(page)
    assert (page.lead, page.version) == ("New lead.", 2)
    assert revision.user == admin_user
    assert "New lead." in revision.document


def test_save_without_a_change_counts_nothing(admin_client):
    page = make_page(body="One line.\n\nAnother.")
    response = save(admin_client, page, open_form(admin_client, page))
    assert response.status_code == 302
    page.refresh_from_db()
    assert page.version == 1
    assert page.body == "One line.\n\nAnother."
    assert revisions_of(page) == []


def test_stale_save_is_refused_and_shows_both_texts(admin_client):
    page = make_page(lead="Before")
    mine = open_form(admin_client, page)
    theirs = open_form(admin_client, page)
    assert save(admin_client, page, theirs, lead="Theirs").status_code == 302
    response = save(admin_client, page, mine, lead="Mine", seo_title="Only mine")
    html = response.content.decode()
    assert response.status_code == 200
    assert "Somebody saved while you were writing" in html
    page.refresh_from_db()
    assert (page.lead, page.seo_title) == ("Theirs", "")
    shown = {
        difference.label: (difference.theirs, difference.yours)
        for difference in response.context["conflict"].differences
    }
    assert shown == {
        "Lead": ("Theirs", "Mine"),
        "Title for search engines": ("", "Only mine"),
    }
    assert read_form(response)["lead"] == "Mine"
    assert "overwrite" not in read_form(response)


def test_stale_save_goes_through_once_theirs_was_read(admin_client):
    page = make_page(lead="Before")
    mine = open_form(admin_client, page)
    save(admin_client, page, open_form(admin_client, page), lead="Theirs")
    refused = save(admin_client, page, mine, lead="Mine")
    again = save(admin_client, page, read_form(refused))
    assert again.context["conflict"].version == 2
    assert save(admin_client, page, read_form(again), overwrite="2").status_code == 302
    page.refresh_from_db()
    assert (page.lead, page.version) == ("Mine", 3)
    assert len(revisions_of(page)) == 2


def test_save_over_theirs_is_refused_after_a_third_save(admin_client):
    page = make_page(lead="Before")
    mine = open_form(admin_client, page)
    save(admin_client, page, open_form(admin_client, page), lead="Theirs")
    refused = read_form(save(admin_client, page, mine, lead="Mine"))
    save(admin_client, page, open_form(admin_client, page), lead="Third")
    response = save(admin_client, page, refused, overwrite="2")
    assert response.context["conflict"].version == 3
    page.refresh_from_db()
    assert page.lead == "Third"


def test_save_that_names_no_version_is_refused(admin_client):
    page = make_page(lead="Before")
    fields = open_form(admin_client, page)
    for version in ("", "one", "-1"):
        response = save(admin_client, page, {**fields, "version": version}, lead="Mine")
        assert response.context["conflict"]
    page.refresh_from_db()
    assert page.lead == "Before"


def test_button_pressed_twice_saves_once(admin_client):
    page = make_page(lead="Before")
    fields = open_form(admin_client, page)
    assert save(admin_client, page, fields, lead="After").status_code == 302
    assert save(admin_client, page, fields, lead="After").status_code == 302
    page.refresh_from_db()
    assert page.version == 2
    assert len(revisions_of(page)) == 1


def test_save_that_loses_the_race_at_the_row_is_refused(admin_client):
    """Somebody saves after the form was found in order and before the row is written."""
    page = make_page(lead="Before")
    fields = open_form(admin_client, page)
    begun = []

    def save_theirs():
        Page.objects.filter(pk=page.pk).update(version=2, lead="Theirs")

    def somebody(execute, sql, params, many, context):
        if sql.startswith('UPDATE "publishing_page"') and not begun:
            begun.append(sql)
            save_theirs()
        result = execute(sql, params, many, context)
        if sql.startswith("ROLLBACK TO SAVEPOINT"):
            # Theirs was a transaction of its own, which the end of ours does not undo.
            save_theirs()
        return result

    with connection.execute_wrapper(somebody):
        response = save(admin_client, page, fields, lead="Mine")
    assert begun
    assert response.status_code == 200
    (difference,) = response.context["conflict"].differences
    assert (difference.theirs, difference.yours) == ("Theirs", "Mine")
    assert read_form(response)["lead"] == "Mine"
    page.refresh_from_db()
    assert page.lead == "Theirs"


def test_empty_address_is_made_from_the_title(admin_client):
    assert add(admin_client, Page, title="C++ or C#?").status_code == 302
    assert Page.objects.get().slug == "cpp-or-csharp"


def test_address_that_cannot_be_made_is_a_form_error(admin_client):
    response = add(admin_client, Page, title="日本語")
    assert "Give it an address" in errors_of(response)
    assert not Page.objects.exists()


def test_address_that_is_taken_is_a_form_error(admin_client):
    make_page(slug="about")
    response = add(admin_client, Page, title="About")
    assert "already exists" in errors_of(response)
    assert Page.objects.count() == 1


def test_new_address_of_a_public_page_remembers_the_former(admin_client):
    page = make_page(slug="former")
    meant = {"move_address": "on"}
    save(admin_client, page, open_form(admin_client, page), slug="present", **meant)
    former = FormerSlug.objects.get()
    assert (former.slug, former.subject) == ("former", page)
    save(admin_client, page, open_form(admin_client, page), slug="former", **meant)
    assert [one.slug for one in FormerSlug.objects.all()] == ["present"]


def test_new_address_of_a_draft_remembers_nothing(admin_client):
    page = make_page(slug="former", status="draft", published_at=None)
    save(admin_client, page, open_form(admin_client, page), slug="present")
    assert not FormerSlug.objects.exists()


def test_markdown_with_a_problem_is_a_form_error(admin_client):
    page = make_page()
    fields = open_form(admin_client, page)
    response = save(admin_client, page, fields, body="![A bench](image:nowhere)")
    assert "nowhere" in str(response.context["adminform"].form.errors["body"])
    page.refresh_from_db()
    assert page.body == ""


def test_publishing_without_a_date_takes_the_moment(admin_client):
    page = make_page(status="draft", published_at=None)
    assert press(admin_client, page, "publish").status_code == 302
    page.refresh_from_db()
    assert page.is_public()
    assert now() - page.published_at < timedelta(minutes=1)


def test_notice_needs_a_whole_button(admin_client):
    response = add(admin_client, Notice, title="A word", text="Please.", link_label="Give")
    assert "Give the button both" in errors_of(response)


def test_author_in_use_is_not_deleted_and_the_page_says_so(admin_client):
    author = make_author()
    make_article(title="Flask or Django?", authors=[author])
    html = admin_client.post(address(author, "delete"), {"post": "yes"}).content.decode()
    assert "is in use, so it cannot be deleted" in html
    assert Author.objects.filter(pk=author.pk).exists()


def test_deleted_page_is_gone(admin_client):
    page = make_page()
    assert admin_client.post(address(page, "delete"), {"post": "yes"}).status_code == 302
    assert not Page.objects.exists()


def test_uploaded_picture_is_stored_from_its_pixels(admin_client):
    response = add(admin_client, Image, file=png(), alt="A dark blue field.")
    assert response.status_code == 302
    image = Image.objects.get()
    assert (image.slug, image.width, image.height) == ("two-benches", 20, 10)
    assert image.file.name == f"originals/{image.digest}.webp"
    assert (
        'class="desk-thumbnail"' in admin_client.get(address(Image, "changelist")).content.decode()
    )


def test_replaced_picture_keeps_its_name_and_uses(admin_client):
    add(admin_client, Image, file=png(), alt="A dark blue field.")
    image = Image.objects.get()
    article = make_article(title="With a cover", cover=image)
    page = make_page(title="With a picture", body="![A bench](image:two-benches)")
    make_page(title="Without", body="![A bench](image:two-benches-more)")
    fields = open_form(admin_client, image)
    html = admin_client.get(address(image)).content.decode()
    assert "With a cover" in html
    assert "With a picture" in html
    assert "Without" not in html
    assert save(admin_client, image, fields, file=png((30, 30))).status_code == 302
    image.refresh_from_db()
    article.refresh_from_db()
    assert (image.slug, image.width, article.cover) == ("two-benches", 30, image)
    assert page.body.count(image.slug) == 1


def test_picture_without_alternative_text_is_refused(admin_client):
    response = add(admin_client, Image, file=png())
    assert "Say what this image shows" in errors_of(response)


def test_picture_that_a_text_shows_is_not_deleted(admin_client):
    image = make_image(slug="bench")
    make_page(title="With a picture", body='![A bench](image:bench "Two people")')
    html = admin_client.post(address(image, "delete"), {"post": "yes"}).content.decode()
    assert "With a picture" in html
    assert Image.objects.filter(pk=image.pk).exists()


def test_list_says_the_state_in_words(admin_client):
    make_page(title="Later", published_at=FUTURE)
    make_page(title="Gone", status="archived")
    page = address(Page, "changelist")
    assert "Goes live Tue 1 Jan 2126, 09:00 (UTC)" in admin_client.get(page).content.decode()
    for state, title in (("scheduled", "Later"), ("archived", "Gone")):
        (found,) = admin_client.get(page, {"state": state}).context["cl"].result_list
        assert found.title == title
    assert not admin_client.get(page, {"state": "published"}).context["cl"].result_list


def test_user_names_of_a_conflict_are_shown(admin_client, client):
    page = make_page(lead="Before")
    mine = open_form(admin_client, page)
    mara = User.objects.create_superuser("mara")
    client.force_login(mara)
    save(client, page, open_form(client, page), lead="Theirs")
    html = save(admin_client, page, mine, lead="Mine").content.decode()
    assert "mara saved on" in " ".join(html.split())
