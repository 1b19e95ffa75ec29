"""The desk for frameworks and the rows in their forms."""

import pytest

from comparisons.models import (
    Extension,
    Fact,
    Framework,
    Release,
)
from publishing import revisions
from publishing.models import FormerSlug
from tests.desk import add, address, errors_of, open_form, read_form, save
from tests.factories import (
    make_comparison,
    make_extension,
    make_fact,
    make_feature,
    make_framework,
    make_release,
    make_snippet,
)

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


def test_framework_leads_to_its_facts(admin_client):
    framework = make_framework()
    facts = [make_fact(framework, make_feature()) for _ in range(2)]
    make_fact(make_framework(), facts[0].feature)
    html = admin_client.get(address(framework)).content.decode()
    assert "Facts of this framework (2)" in html
    page = admin_client.get(address(Fact, "changelist"), {"framework__id__exact": framework.pk})
    assert set(page.context["cl"].result_list) == set(facts)


def test_framework_saves_its_rows_and_one_revision(admin_client):
    framework = make_framework()
    make_snippet(framework, code="def hello():\n    return 1")
    fields = open_form(admin_client, framework)
    response = save(
        admin_client,
        framework,
        fields,
        **{
            "releases-TOTAL_FORMS": "1",
            "releases-0-version": "3.1",
            "releases-0-released_on": "2026-01-01",
        },
    )
    assert response.status_code == 302
    framework.refresh_from_db()
    assert framework.version == 2
    assert framework.releases.get().version == "3.1"
    assert framework.snippets.get().code == "def hello():\n    return 1"
    assert revisions.revisions_of(framework).count() == 1


def test_stale_rows_of_a_framework_are_refused_and_saved_over(admin_client):
    framework = make_framework()
    make_release(framework, version="3.1")
    mine = open_form(admin_client, framework)
    theirs = open_form(admin_client, framework)
    save(admin_client, framework, theirs, **{"releases-0-version": "3.2"})
    refused = save(admin_client, framework, mine, **{"releases-0-version": "3.3"})
    (difference,) = refused.context["conflict"].differences
    assert (difference.theirs, difference.yours) == ("3.2", "3.3")
    assert framework.releases.get().version == "3.2"
    assert save(admin_client, framework, read_form(refused), overwrite="2").status_code == 302
    assert framework.releases.get().version == "3.3"


def test_row_that_somebody_added_stays_and_is_named(admin_client):
    framework = make_framework(name="Flask")
    mine = open_form(admin_client, framework)
    new = {"releases-TOTAL_FORMS": "1", "releases-0-released_on": "2026-01-01"}
    save(
        admin_client,
        framework,
        open_form(admin_client, framework),
        **new,
        **{"releases-0-version": "3.1"},
    )
    refused = save(admin_client, framework, mine, **new, **{"releases-0-version": "3.2"})
    assert refused.context["conflict"].added == ("Flask 3.1",)
    save(admin_client, framework, read_form(refused), overwrite="2")
    assert {release.version for release in framework.releases.all()} == {"3.1", "3.2"}


def test_row_that_somebody_deleted_comes_back_with_mine(admin_client):
    framework = make_framework()
    make_extension(framework, name="First", position=0)
    make_extension(framework, name="Second", position=1)
    mine = open_form(admin_client, framework)
    theirs = open_form(admin_client, framework)
    save(admin_client, framework, theirs, **{"extensions-0-DELETE": "on"})
    assert [one.name for one in framework.extensions.all()] == ["Second"]
    refused = save(admin_client, framework, mine, **{"extensions-0-summary": "Kept text."})
    assert "Kept text." in refused.content.decode()
    assert save(admin_client, framework, read_form(refused), overwrite="2").status_code == 302
    assert [(one.name, one.summary) for one in framework.extensions.all()] == [
        ("First", "Kept text."),
        ("Second", ""),
    ]


def test_extension_that_a_fact_names_is_not_deleted(admin_client):
    framework = make_framework()
    extension = make_extension(framework, name="Flask-WTF")
    make_fact(framework, make_feature(), extension=extension)
    fields = open_form(admin_client, framework)
    response = save(admin_client, framework, fields, **{"extensions-0-DELETE": "on"})
    assert "Deleting extension Flask-WTF would require deleting" in response.content.decode()
    assert Extension.objects.exists()


def test_empty_place_of_a_new_row_means_last(admin_client):
    framework = make_framework()
    make_extension(framework, name="First", position=4)
    fields = open_form(admin_client, framework)
    rows = {
        "extensions-TOTAL_FORMS": "2",
        "extensions-1-name": "Second",
        "extensions-1-position": "",
    }
    assert save(admin_client, framework, fields, **rows).status_code == 302
    assert Extension.objects.get(name="Second").position == 5


def test_framework_address_may_not_look_like_a_pair(admin_client):
    response = add(admin_client, Framework, name="A vs B", kind="micro")
    assert "may not contain" in errors_of(response)


def test_new_address_of_a_framework_moves_its_comparisons(admin_client):
    flask, django = make_framework(slug="flask"), make_framework(slug="django")
    comparison = make_comparison(flask, django)
    fields = open_form(admin_client, flask)
    response = save(admin_client, flask, fields, slug="flask-3", move_address="on")
    assert response.status_code == 302
    comparison.refresh_from_db()
    assert comparison.slug == "flask-3-vs-django"
    assert FormerSlug.objects.filter(slug="flask").get().subject == flask


def test_framework_of_a_comparison_is_not_deleted(admin_client):
    framework = make_comparison().entries.first().framework
    html = admin_client.post(address(framework, "delete"), {"post": "yes"}).content.decode()
    assert "is in use, so it cannot be deleted" in html
    assert Framework.objects.filter(pk=framework.pk).exists()


def test_release_cannot_end_before_it_came(admin_client):
    framework = make_framework()
    release = make_release(framework)
    fields = open_form(admin_client, framework)
    response = save(
        admin_client, framework, fields, **{"releases-0-supported_until": "2020-01-01"}
    )
    assert "Support cannot end before the release." in errors_of(response)
    assert Release.objects.get(pk=release.pk).supported_until is None
