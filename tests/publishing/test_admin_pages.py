"""Every admin that is registered: who may open its pages, and what a list costs."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Topic
from comparisons.models import (
    Comparison,
    DecisionOption,
    DecisionQuestion,
    Fact,
    FactChange,
    Feature,
    FeatureGroup,
    Framework,
    FrozenComparison,
)
from publishing import addresses, revisions
from publishing.admin import GuardedFormSet, VersionedAdmin
from publishing.models import Author, Draft, FormerSlug, Image, Notice, Page, Revision, Versioned
from tests.desk import address
from tests.factories import (
    make_article,
    make_author,
    make_change,
    make_comparison,
    make_draft,
    make_drawback,
    make_extension,
    make_fact,
    make_feature,
    make_framework,
    make_frozen,
    make_group,
    make_image,
    make_notice,
    make_option,
    make_page,
    make_question,
    make_release,
    make_snippet,
    make_topic,
)

# Signing in and walking pages repeats queries by nature; what a list costs is pinned below.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


def make_whole_framework():
    framework = make_framework(logo=make_image())
    make_release(framework)
    make_drawback(framework)
    make_extension(framework)
    make_snippet(framework)
    make_fact(framework, make_feature())
    return framework


def make_whole_article():
    return make_article(
        authors=[make_author(), make_author()],
        topics=[make_topic()],
        frameworks=[make_framework()],
        cover=make_image(),
    )


def make_group_with_features():
    group = make_group()
    make_feature(group=group)
    return group


def make_revision():
    return revisions.record(make_page())


def make_former_slug():
    page = make_page()
    return addresses.remember(page, f"former-{page.slug}")


def make_known_fact():
    return make_fact(make_framework(), make_feature())


MAKERS = {
    Article: make_whole_article,
    Author: lambda: make_author(photo=make_image()),
    Comparison: make_comparison,
    DecisionOption: lambda: make_option(make_question()),
    DecisionQuestion: make_question,
    Draft: make_draft,
    Fact: make_known_fact,
    FactChange: lambda: make_change(make_framework(), make_feature()),
    Feature: make_feature,
    FeatureGroup: make_group_with_features,
    FormerSlug: make_former_slug,
    FrozenComparison: lambda: make_frozen(make_comparison()),
    Framework: make_whole_framework,
    Image: make_image,
    Notice: make_notice,
    Page: make_page,
    Revision: make_revision,
    Topic: make_topic,
}
READ_ONLY = (FormerSlug, FrozenComparison, Revision)
NEVER_ADDED = (*READ_ONLY, Draft, FactChange)
MODELS = sorted(MAKERS, key=lambda model: model.__name__)


def named(model):
    return model.__name__


@pytest.fixture
def clerk(client):
    """Somebody who may sign in to the desk and has no right there yet."""
    user = User.objects.create_user("clerk", is_staff=True)
    client.force_login(user)
    return user


def allow(user, model, *actions):
    user.user_permissions.add(
        *Permission.objects.filter(
            content_type=ContentType.objects.get_for_model(model),
            codename__in=[f"{action}_{model._meta.model_name}" for action in actions],
        )
    )


def test_every_admin_of_ours_is_walked():
    ours = {model for model in admin.site._registry if not model.__module__.startswith("django.")}
    assert ours == set(MAKERS)


def test_every_versioned_model_is_guarded():
    for model, model_admin in admin.site._registry.items():
        if issubclass(model, Versioned):
            assert isinstance(model_admin, VersionedAdmin), model
            assert all(issubclass(one.formset, GuardedFormSet) for one in model_admin.inlines)


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_list_shows_a_superuser_the_object(admin_client, model):
    obj = MAKERS[model]()
    response = admin_client.get(address(model, "changelist"))
    assert response.status_code == 200
    assert address(obj) in response.content.decode()


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_form_shows_a_superuser_the_object(admin_client, model):
    obj = MAKERS[model]()
    response = admin_client.get(address(obj))
    assert response.status_code == 200
    assert response.context["original"] == obj


@pytest.mark.parametrize("model", [one for one in MODELS if one not in NEVER_ADDED], ids=named)
def test_empty_form_opens_for_a_superuser(admin_client, model):
    response = admin_client.get(address(model, "add"))
    assert response.status_code == 200
    assert "_save" in response.content.decode()


@pytest.mark.parametrize("model", READ_ONLY, ids=named)
def test_history_cannot_be_written(admin_client, model):
    obj = MAKERS[model]()
    assert admin_client.get(address(model, "add")).status_code == 403
    assert admin_client.post(address(obj), {"_save": "Save"}).status_code == 403
    assert admin_client.post(address(obj, "delete"), {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=obj.pk).exists()


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_visitor_is_sent_to_the_sign_in_page(client, model):
    obj = MAKERS[model]()
    for page in (address(model, "changelist"), address(model, "add"), address(obj)):
        response = client.get(page)
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_user_without_rights_is_refused(client, clerk, model):
    obj = MAKERS[model]()
    for page in (address(model, "changelist"), address(model, "add"), address(obj)):
        assert client.get(page).status_code == 403
    assert client.post(address(obj), {"_save": "Save"}).status_code == 403


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_user_who_may_only_look_gets_no_field(client, clerk, model):
    obj = MAKERS[model]()
    allow(clerk, model, "view")
    html = client.get(address(obj)).content.decode()
    assert 'name="_save"' not in html
    assert 'name="slug"' not in html
    assert client.post(address(obj), {"_save": "Save"}).status_code == 403


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_list_asks_the_same_number_of_queries_for_one_and_three(admin_client, model):
    MAKERS[model]()
    page = address(model, "changelist")
    admin_client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as one:
        admin_client.get(page)
    MAKERS[model]()
    MAKERS[model]()
    with CaptureQueriesContext(connection) as three:
        response = admin_client.get(page)
    assert len(response.context["cl"].result_list) >= 3
    assert len(three) == len(one)
    assert len(three) <= 12


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_search_of_a_list_answers_anything(admin_client, model):
    MAKERS[model]()
    for query in ("c++", "'", "100%", "😀"):
        page = admin_client.get(address(model, "changelist"), {"q": query})
        assert page.status_code == 200


def test_desk_has_its_name(admin_client):
    html = admin_client.get("/admin/").content.decode()
    assert "Evenhand" in html
    assert "The editors’ desk" in html


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_pages_hold_no_inline_script_or_style(admin_client, model):
    obj = MAKERS[model]()
    for page in ("/admin/", address(model, "changelist"), address(obj)):
        html = admin_client.get(page).content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert " onclick=" not in html


def test_unfit_values_in_the_address_of_an_empty_form_are_dropped(admin_client):
    query = {"framework": "abc", "feature": str(2**70), "checked_on": "soon", "nonsense": "1"}
    response = admin_client.get(address(Fact, "add"), query)
    assert response.status_code == 200
    assert response.context["adminform"].form.initial.get("framework") is None
    query = {"topics": "1,x", "published_at": "2026-11-23", "cover": "1"}
    assert admin_client.get(address(Article, "add"), query).status_code == 200


def test_upload_that_is_no_picture_is_refused(admin_client):
    file = SimpleUploadedFile("page.png", b"<script>alert(1)</script>", "image/png")
    response = admin_client.post(
        address(Image, "add"), {"file": file, "slug": "page", "alt": "A page."}
    )
    assert "not a picture" in str(response.context["adminform"].form.errors["file"])
    assert not Image.objects.exists()
