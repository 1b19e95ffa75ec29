"""Every page of the desk, for every role, by whose the object is, read and written.

A page that is not in the table of `tests.role_table` fails here, and so does a role that gets more
or less of one than the table gives it.
"""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLResolver

from articles.models import Article
from comparisons.models import Framework
from publishing import decisions, documents, reviews
from publishing.models import Draft, Page, PreviewLink
from tests import factories as make
from tests.desk import address, read_form
from tests.role_table import (
    APPS,
    MODELS,
    PARTS,
    PUBLICATIONS,
    ROLES,
    SITE_PAGES,
    WHOSE,
    pages_of,
    rights,
)
from tests.role_world import SECRET, World, undone

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

REFUSALS = (403, 404)
# What an editor types to change something that a version counts.
TYPED = {
    "article": "seo_title",
    "author": "role",
    "comparison": "seo_title",
    "decisionoption": "explanation",
    "decisionquestion": "explanation",
    "fact": "note",
    "factchange": "reason",
    "feature": "meaning",
    "featuregroup": "name",
    "framework": "seo_title",
    "image": "credit",
    "notice": "text",
    "page": "seo_title",
    "topic": "name",
    "group": "name",
    "user": "first_name",
}


def routes(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, f"{prefix}{pattern.pattern}")
        else:
            yield f"{prefix}{pattern.pattern}"


def test_every_page_of_the_desk_is_in_the_table():
    known = set(SITE_PAGES)
    for model in MODELS:
        start = f"{model._meta.app_label}/{model._meta.model_name}/"
        known |= {f"{start}{route}" for route in pages_of(model)}
    assert set(routes(admin.site.get_urls())) == known


def test_every_model_of_the_desk_is_in_the_table():
    assert set(admin.site._registry) == set(MODELS)


# What each of them gets


def is_refused(response):
    """Tell whether a page was refused, or answers as if there were nothing."""
    gone = response.status_code == 302 and response["Location"] == "/admin/"
    return gone or response.status_code in REFUSALS


def asks_to_sign_in(response):
    return response.status_code == 302 and response["Location"].startswith("/admin/login/")


def path_of(world, model, route, obj):
    """Return the address of a page, with a revision, a draft and a link that the user has."""
    start = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    named = obj if "object_id" in route else None
    draft = link = None
    if ("draft_id" in route or "link" in route) and world.user:
        draft = world.make_draft("own", named, model)
        link = make_link(world.user, draft)
    keys = {
        "<path:object_id>": obj.pk,
        "<id>": obj.pk,
        "<int:number>": 1,
        "<int:draft_id>": draft.pk if draft else 1,
        "<int:link_id>": link.pk if link else 1,
    }
    for pattern, key in keys.items():
        route = route.replace(pattern, str(key))
    return f"{start}{route}", {"_link_to": str(draft.pk)} if draft else {}


def make_link(user, draft):
    return PreviewLink.objects.create(
        content_type=draft.content_type,
        object_id=draft.object_id,
        draft=draft,
        created_by=user,
        expires_at=make.FUTURE,
    )


def forms_of(world, model, obj):
    """Return what a superuser's browser would send of both forms, with one word typed."""
    client = Client()
    client.force_login(world.superuser)
    typed = TYPED.get(model._meta.model_name)
    empty, filled = (client.get(page) for page in (address(model, "add"), address(obj)))
    return {
        "add/": read_form(empty) if empty.status_code == 200 else {},
        "<path:object_id>/": {**read_form(filled), **({typed: "Typed"} if typed else {})},
        "<path:object_id>/delete/": {"post": "yes"},
    }


def data_of(forms, route):
    if route in forms:
        return forms[route]
    return next((data for start, data in forms.items() if route.startswith(start)), {})


def unfit(right, held, method, response, wrote, route):
    """Return what is wrong with an answer; nothing if it is what the table says."""
    if response.status_code >= 500:
        return "broke"
    if right is None:
        return "" if response.status_code == 405 and not wrote else "answers this method"
    if right not in held:
        return "" if is_refused(response) and not wrote else "lets in"
    if (is_refused(response) and not wrote) or response.status_code == 405:
        return "keeps out"
    changes = route in ("<path:object_id>/change/", "<path:object_id>/delete/")
    return "does not write" if method == "post" and changes and not wrote else ""


def visit(world, model, whose):
    """Yield every answer that is not as the table says."""
    client, obj = world.client(), world.make(model, whose)
    forms, held = forms_of(world, model, obj), rights(world.role, model, whose)
    for route, needed in pages_of(model).items():
        for method, right in zip(("get", "post"), needed, strict=True):
            with undone():
                path, more = path_of(world, model, route, obj)
                data = data_of(forms, route) if method == "post" else {"old": "1"}
                with undone() as written:
                    response = getattr(client, method)(path, {**data, **more})
                problem = unfit(right, held, method, response, bool(written), route)
                if not world.user:
                    problem = "" if asks_to_sign_in(response) and not written else "lets in"
                if not problem and not sees_others(world.role) and tells(response):
                    problem = "tells the name"
                if problem:
                    yield f"{method} {path} {problem} ({response.status_code})"


def sees_others(role):
    return role in ("reviewer", "publisher", "superuser")


def tells(response):
    streamed = getattr(response, "streaming_content", None)
    return SECRET.encode() in (b"".join(streamed) if streamed else response.content)


def whose_of(model, role):
    if model in (*PUBLICATIONS, *PARTS):
        return WHOSE
    # Who may write nothing has no draft.
    own = () if role in ("anonymous", "clerk") else ("own",)
    return (*own, "other") if model is Draft else ("other",)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_pages_of_a_model_let_in_whom_the_table_names(role, model):
    world, found = World(role), []
    if not sees_others(role):
        world.hide()
    for whose in whose_of(model, role):
        if not (whose == "own" and world.user is None):
            found += [f"{whose}: {problem}" for problem in visit(world, model, whose)]
    assert found == []


# The pages of the desk itself


ONE_WAY = {
    ("get", "logout/"): (405,),
    ("post", "password_change/done/"): (405,),
    ("post", "jsi18n/"): (405,),
}


def of_site(kind):
    return [page for page, one in SITE_PAGES.items() if one == kind]


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_the_desk_are_for_those_who_sign_in(role):
    world = World(role)
    world.hide()
    for page in of_site("signed in"):
        for method in ("get", "post"):
            client = world.client()
            with undone() as written:
                response = getattr(client, method)(f"/admin/{page}")
            assert response.status_code < 500
            assert not written
            if not world.user:
                out = response.status_code == 302 and response["Location"] == "/admin/"
                assert asks_to_sign_in(response) or (page == "logout/" and out), page
            else:
                assert response.status_code in ONE_WAY.get((method, page), (200, 302)), page
            assert sees_others(role) or not tells(response)


@pytest.mark.parametrize("role", ROLES)
def test_sign_in_page_is_open_and_other_addresses_are_nothing(role):
    client = World(role).client()
    assert client.get("/admin/login/").status_code == (200 if role == "anonymous" else 302)
    nothing = client.get("/admin/nothing/")
    assert asks_to_sign_in(nothing) if role == "anonymous" else nothing.status_code == 404


@pytest.mark.parametrize("role", APPS)
def test_parts_of_the_desk_are_listed_for_those_who_have_a_right_there(role):
    client = World(role).client()
    for label in ("publishing", "comparisons", "articles", "auth"):
        status = 200 if label in APPS[role] else 404
        assert client.get(f"/admin/{label}/").status_code == status, label


@pytest.mark.parametrize("role", ROLES)
def test_choices_that_are_searched_tell_of_nothing_hidden(role):
    world = World(role)
    world.hide()
    own = world.make(Framework, "own") if world.user else None
    query = {"app_label": "articles", "model_name": "article", "field_name": "frameworks"}
    response = world.client().get("/admin/autocomplete/", query)
    if role == "anonymous":
        assert asks_to_sign_in(response)
    elif role == "clerk":
        assert response.status_code == 403
    else:
        names = {one["text"] for one in response.json()["results"]}
        assert names == ({own.name, f"{SECRET} too"} if sees_others(role) else {own.name})


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", PUBLICATIONS, ids=lambda model: model.__name__)
def test_way_to_the_page_of_an_object_tells_no_hidden_address(role, model):
    world = World(role)
    kind = ContentType.objects.get_for_model(model).pk
    for whose in WHOSE[bool(world.user is None) :]:
        obj = world.make(model, whose)
        response = world.client().get(f"/admin/r/{kind}/{obj.pk}/")
        if role == "anonymous":
            assert asks_to_sign_in(response)
        elif "see" in rights(role, model, whose):
            assert response["Location"].endswith(obj.get_absolute_url())
        else:
            assert response.status_code == 404


@pytest.mark.parametrize("key", ["0", "-1", "abc", str(2**70), "1/2"])
def test_way_to_the_page_of_nothing_is_not_found(admin_client, key):
    assert admin_client.get(f"/admin/r/{key}/{key}/").status_code == 404
    kind = ContentType.objects.get_for_model(Article).pk
    assert admin_client.get(f"/admin/r/{kind}/{key}/").status_code == 404


# Steps: who moves what on


STEPS = {
    "submit": {"own": "writer reviewer publisher", "other": "reviewer publisher"},
    # The one who asked, whatever their role.
    "withdraw": {"own": "writer reviewer publisher superuser", "other": ""},
    "send-back": {"own": "reviewer publisher", "other": "reviewer publisher"},
    "approve": {"own": "", "other": "reviewer publisher"},
    "publish": {"own": "", "other": "publisher"},
    "unpublish": {"live": "publisher"},
    "archive": {"own": "publisher", "other": "publisher", "live": "publisher"},
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("step", STEPS)
def test_step_is_taken_by_whom_the_table_names(role, step):
    world = World(role)
    for whose in STEPS[step]:
        if world.user is None and whose == "own":
            continue
        page = world.make(Page, whose)
        asks = world.user if whose == "own" else None
        if whose != "live" and step != "submit":
            decisions.submit(page, user=asks)
        before = documents.text_of(page), reviews.approval(page)
        root = Client()
        root.force_login(world.superuser)
        data = {**read_form(root.get(address(page))), "_step": step, "_review-note": "Why."}
        response = world.client().post(address(page), data)
        page.refresh_from_db()
        moved = (documents.text_of(page), reviews.approval(page)) != before
        assert response.status_code < 500
        all_but_withdraw = role == "superuser" and step != "withdraw"
        assert moved == (all_but_withdraw or role in STEPS[step][whose].split()), whose
        for text in Page.objects.all():
            text.delete()


@pytest.mark.parametrize("action", ["publish", "unpublish", "archive"])
@pytest.mark.parametrize("role", ROLES)
def test_actions_of_a_list_are_of_those_who_publish(role, action):
    world = World(role)
    page = world.make(Page, "live" if action != "publish" else "other")
    keys = {"_selected_action": [page.pk], "action": action, "confirmed": "yes"}
    world.client().post(address(Page, "changelist"), keys)
    status = page.status
    page.refresh_from_db()
    assert (page.status != status) == (role in ("publisher", "superuser"))


@pytest.mark.parametrize("role", ["clerk", "writer", "reviewer", "publisher"])
def test_right_to_users_makes_nobody_a_superuser(role):
    world = World(role)
    world.user.user_permissions.set(Permission.objects.filter(content_type__app_label="auth"))
    client = world.client()
    for page in (address(User, "changelist"), address(world.somebody), address(Group, "add")):
        assert client.get(page).status_code == 403
        assert client.post(page, {"is_superuser": "on"}).status_code == 403
