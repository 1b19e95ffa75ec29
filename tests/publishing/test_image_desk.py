"""Images on the desk: chosen among thumbnails, filtered by use, replaced without a trace."""

import re
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Pixels

from publishing import documents
from publishing.models import Image, Revision
from publishing.pictures import picture
from publishing.renditions import focus_class, thumbnail
from tests.desk import add, address, open_form, save
from tests.factories import make_article, make_author, make_framework, make_image, make_page

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

CHOOSE = "/admin/publishing/image/choose/"
LIST = "/admin/publishing/image/"


def png(colour="navy", size=(20, 10)):
    buffer = BytesIO()
    Pixels.new("RGB", size, colour).save(buffer, "PNG")
    return SimpleUploadedFile("bench.png", buffer.getvalue(), "image/png")


def add_bench(client, **fields):
    response = add(client, Image, **{"file": png(), "slug": "bench", "alt": "A bench.", **fields})
    assert response.status_code == 302
    return Image.objects.get(slug=fields.get("slug", "bench"))


def files_of(digest):
    folder = f"images/{digest}"
    names = default_storage.listdir(folder)[1] if default_storage.exists(folder) else []
    return sorted(names), default_storage.exists(f"originals/{digest}.webp")


def listed(client, **query):
    return {image.slug for image in client.get(LIST, query).context["cl"].result_list}


def test_chooser_shows_thumbnails_with_all_that_a_choice_needs(admin_client):
    image = make_image(slug="bench", alt='Two "benches".', focus_x=0, focus_y=99)
    html = admin_client.get(CHOOSE).content.decode()
    assert f'href="{address(image)}" data-choice data-value="{image.pk}"' in html
    assert 'data-insert="![Two &quot;benches&quot;.](image:bench)"' in html
    small = f"/media/images/{image.digest}/480.webp"
    assert thumbnail(image) == small
    assert f'<img class="focus-left-bottom" src="{small}" alt="" loading="lazy">' in html


def test_chooser_finds_images_by_name_alternative_text_and_credit(admin_client):
    make_image(slug="bench")
    make_image(slug="other", alt="An empty bench.")
    make_image(slug="third", credit="Bench & Sons")
    make_image(slug="fourth")
    page = admin_client.get(CHOOSE, {"q": "bench"}).context["page"]
    assert {image.slug for image in page} == {"bench", "other", "third"}
    assert "No image is called that" in admin_client.get(CHOOSE, {"q": "zz"}).content.decode()


def test_chooser_shows_a_page_at_a_time_whatever_is_asked(admin_client):
    for number in range(25):
        make_image(slug=f"bench-{number}")
    first = admin_client.get(CHOOSE, {"q": "bench"})
    assert len(first.context["choices"]) == 24
    assert 'href="?q=bench&amp;page=2" data-step' in first.content.decode()
    assert len(admin_client.get(CHOOSE, {"page": "2"}).context["choices"]) == 1
    for page, number in (("abc", 1), ("0", 2), ("-1", 2), (str(2**70), 2)):
        assert admin_client.get(CHOOSE, {"page": page}).context["page"].number == number


def test_chooser_asks_the_same_number_of_queries_for_one_and_many(admin_client):
    def ask():
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(CHOOSE).status_code == 200
        return len(queries)

    make_image()
    one = ask()
    for _ in range(5):
        make_image()
    assert ask() == one


def test_chooser_is_for_those_who_may_see_images(client):
    user = User.objects.create_user("clerk", is_staff=True)
    client.force_login(user)
    assert client.get(CHOOSE).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="view_image"))
    assert client.get(CHOOSE).status_code == 200


@pytest.mark.parametrize(
    ("make", "name"),
    [(make_article, "cover"), (make_framework, "logo"), (make_author, "photo")],
)
def test_field_for_an_image_lists_all_by_name_and_shows_the_chosen_one(admin_client, make, name):
    image, other = make_image(slug="bench"), make_image(slug="other")
    obj = make(**{name: image})
    html = admin_client.get(address(obj)).content.decode()
    assert re.search(rf'<option value="{image.pk}"[^>]* selected[^>]*>bench</option>', html)
    assert f'data-thumbnail="{thumbnail(other)}"' in html
    assert f'<image-chooser data-for="id_{name}" data-url="{CHOOSE}">' in html
    assert f'src="{thumbnail(image)}" alt="">' in html
    fields = open_form(admin_client, obj)
    assert fields[name] == [str(image.pk)]
    assert save(admin_client, obj, fields, **{name: other.pk}).status_code == 302
    obj.refresh_from_db()
    assert getattr(obj, name) == other


def test_form_with_an_image_asks_the_same_number_of_queries_for_one_and_many(admin_client):
    article = make_article(cover=make_image())

    def ask():
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(address(article)).status_code == 200
        return len(queries)

    ask()
    one = ask()
    for _ in range(5):
        make_image()
    assert ask() == one


def test_list_is_filtered_by_use(admin_client):
    make_image(slug="unused")
    make_image(slug="bench")
    make_image(slug="captioned")
    make_article(cover=make_image(slug="cover"))
    make_framework(logo=make_image(slug="logo"), summary="![A bench](image:bench)")
    make_author(photo=make_image(slug="photo"))
    make_page(body='Text.\n\n![Two](image:captioned "Caption")\n\n![No](image:unused-not)')
    assert listed(admin_client, use="none") == {"unused"}
    assert listed(admin_client, use="some") == {"bench", "captioned", "cover", "logo", "photo"}
    assert len(listed(admin_client)) == 6


def test_list_is_filtered_by_decoration(admin_client):
    make_image(slug="bench")
    make_image(slug="line", alt="", decorative=True)
    assert listed(admin_client, decorative__exact="1") == {"line"}


def test_filter_by_use_asks_the_same_number_of_queries_for_one_and_many(admin_client):
    def ask():
        with CaptureQueriesContext(connection) as queries:
            listed(admin_client, use="none")
        return len(queries)

    make_image()
    ask()
    one = ask()
    for _ in range(3):
        make_image()
        make_page(body="![A bench](image:bench)")
    assert ask() == one


@pytest.mark.parametrize(
    ("x", "y", "name"),
    [
        (50, 50, ""),
        (34, 66, ""),
        (0, 50, "focus-left"),
        (100, 50, "focus-right"),
        (50, 0, "focus-top"),
        (50, 100, "focus-bottom"),
        (33, 33, "focus-left-top"),
        (67, 0, "focus-right-top"),
        (10, 90, "focus-left-bottom"),
        (100, 100, "focus-right-bottom"),
    ],
)
def test_focal_point_becomes_one_of_nine_places(x, y, name):
    assert focus_class(Image(focus_x=x, focus_y=y)) == name


def test_focal_point_reaches_readers_as_a_class_that_the_style_sheet_knows(settings):
    image = make_image(focus_x=90, focus_y=10)
    assert '<img class="focus-right-top" src=' in picture(image, sizes="100vw")
    sheet = (settings.BASE_DIR / "static/css/components/picture.css").read_text()
    desk = (settings.BASE_DIR / "static/admin_desk/desk-dialog.css").read_text()
    for x in (0, 50, 100):
        for y in (0, 50, 100):
            name = focus_class(Image(focus_x=x, focus_y=y))
            assert f".{name} {{" in sheet or not name
            assert f".{name} {{" in desk or not name


def test_focal_point_is_set_by_numbers_and_kept_in_the_history(admin_client):
    image = add_bench(admin_client)
    assert "focus_x" not in documents.text_of(image)
    fields = open_form(admin_client, image)
    assert save(admin_client, image, fields, focus_x="20", focus_y="80").status_code == 302
    image.refresh_from_db()
    assert (image.focus_x, image.focus_y) == (20, 80)
    newest = Revision.objects.order_by("number").last()
    assert "focus_x = 20\nfocus_y = 80" in newest.document


@pytest.mark.parametrize("value", ["101", "-1", "left", ""])
def test_focal_point_lies_inside(admin_client, value):
    image = add_bench(admin_client)
    fields = open_form(admin_client, image)
    assert save(admin_client, image, fields, focus_x=value).status_code == 200
    image.refresh_from_db()
    assert image.focus_x == 50


def test_form_of_an_image_shows_the_picture_to_click_on(admin_client):
    image = add_bench(admin_client)
    html = admin_client.get(address(image)).content.decode()
    assert '<focus-picker data-x="id_focus_x" data-y="id_focus_y"><img' in html


def test_replaced_picture_keeps_its_name_and_leaves_no_file(
    admin_client, django_capture_on_commit_callbacks
):
    image = add_bench(admin_client)
    former = image.digest
    assert files_of(former) == (["20.avif", "20.jpg", "20.webp"], True)
    fields = open_form(admin_client, image)
    with django_capture_on_commit_callbacks(execute=True):
        save(admin_client, image, fields, file=png("red"), slug="another-name")
    image.refresh_from_db()
    assert image.slug == "bench"
    assert image.digest != former
    assert files_of(former) == ([], False)
    assert files_of(image.digest) == (["20.avif", "20.jpg", "20.webp"], True)


def test_replaced_picture_leaves_the_files_that_another_image_shows(
    admin_client, django_capture_on_commit_callbacks
):
    image, twin = add_bench(admin_client), add_bench(admin_client, slug="twin")
    assert image.digest == twin.digest
    fields = open_form(admin_client, image)
    with django_capture_on_commit_callbacks(execute=True):
        save(admin_client, image, fields, file=png("red"))
    assert files_of(twin.digest) == (["20.avif", "20.jpg", "20.webp"], True)


def test_save_without_a_new_file_keeps_the_files(admin_client, django_capture_on_commit_callbacks):
    image = add_bench(admin_client)
    fields = open_form(admin_client, image)
    with django_capture_on_commit_callbacks(execute=True):
        assert save(admin_client, image, fields, alt="Two benches.").status_code == 302
    assert files_of(image.digest) == (["20.avif", "20.jpg", "20.webp"], True)


def test_refused_picture_leaves_the_stored_one(admin_client):
    image = add_bench(admin_client)
    fields = open_form(admin_client, image)
    broken = SimpleUploadedFile("bench.png", b"not a picture", "image/png")
    assert save(admin_client, image, fields, file=broken).status_code == 200
    assert files_of(image.digest) == (["20.avif", "20.jpg", "20.webp"], True)


def test_deleted_image_leaves_no_file(admin_client, django_capture_on_commit_callbacks):
    image = add_bench(admin_client)
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(address(image, "delete"), {"post": "yes"})
    assert not Image.objects.exists()
    assert files_of(image.digest) == ([], False)


@pytest.mark.parametrize("alt", ["Hut", "IMG_2041.jpeg", "screenshot.PNG"])
def test_alternative_text_that_says_nothing_is_refused(alt):
    with pytest.raises(ValidationError) as refused:
        make_image(alt=alt).full_clean()
    assert set(refused.value.message_dict) == {"alt"}


@pytest.mark.parametrize(
    "alt", ["A bench.", "A terminal with the file settings.py", "椅子が二つある"]
)
def test_alternative_text_that_says_something_is_accepted(alt):
    make_image(alt=alt).full_clean()
