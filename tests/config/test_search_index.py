"""The search index: after each way to change the content, it is what a rebuilt one would be."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Article
from articles.sorting import add_topic
from comparisons import fact_csv, fact_import
from comparisons.models import Comparison, Fact, Feature, FeatureGroup, Framework
from publishing import decisions, documents, restoring, revisions, search
from publishing.folders import import_folder
from publishing.models import Page, SearchEntry
from tests import factories as make
from tests.desk import add, address, open_form, press, save
from tests.publication import edit, make_folder
from tests.site import make_site

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]

# Three kinds are reached: their rows, what these bring along, their entries. A savepoint is begun
# and ended, and PostgreSQL is asked to hold back others.
REFRESH = 13
COLUMNS = [field.name for field in SearchEntry._meta.fields if field.name != "id"]


def entries():
    return sorted(SearchEntry.objects.values_list(*COLUMNS), key=str)


@pytest.fixture
def folder(tmp_path):
    return make_folder(tmp_path / "folder")


@pytest.fixture(autouse=True)
def site():
    make_site(2)
    make.make_group(name="Another group", slug="another")


def main():
    return Framework.objects.get(slug="main")


# Each changes the content as one of the doors does. What becomes of the index is the same test.


def save_an_article(client, user):
    article = Article.objects.get(slug="article-1")
    save(client, article, open_form(client, article), title="Zyxwv", body="New **words**.")


def move_an_article(client, user):
    article = Article.objects.get(slug="article-1")
    save(client, article, open_form(client, article), slug="elsewhere", move_address="on")


def publish_a_new_page(client, user):
    add(client, Page, title="Zyxwv")
    press(client, Page.objects.get(title="Zyxwv"), "publish")


def schedule_an_article(client, user):
    article = Article.objects.get(slug="article-1")
    typed = {"published_at_0": "2126-01-01", "published_at_1": "09:00:00"}
    save(client, article, open_form(client, article), **typed)


def end_a_framework(client, user):
    typed = {"unpublish_at_0": "2126-01-01", "unpublish_at_1": "09:00:00"}
    save(client, main(), open_form(client, main()), **typed)


def archive_a_framework(client, user):
    decisions.archive(main(), user=user)


def archive_from_the_list(client, user):
    keys = [article.pk for article in Article.objects.all()]
    data = {"action": "archive", "_selected_action": keys, "confirmed": "yes"}
    client.post(address(Article, "changelist"), data)


def delete_from_the_list(client, user):
    keys = [article.pk for article in Article.objects.all()]
    data = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    client.post(address(Article, "changelist"), data)


def delete_a_framework(client, user):
    Comparison.objects.all().delete()
    search.rebuild()
    client.post(address(main(), "delete"), {"post": "yes"})


def rename_a_framework(client, user):
    save(client, main(), open_form(client, main()), name="Zyxwv", slug="zyxwv", move_address="on")


def change_a_row_of_a_framework(client, user):
    fields = open_form(client, main())
    save(client, main(), fields, **{"drawbacks-0-title": "Zyxwv"})


def rename_an_extension(client, user):
    extension = main().extensions.get()
    Fact.objects.filter(framework=main()).exclude(level="").update(extension=extension)
    search.rebuild()
    save(client, main(), open_form(client, main()), **{"extensions-0-name": "Zyxwv"})


def save_a_fact(client, user):
    fact = main().facts.exclude(level="").first()
    save(client, fact, open_form(client, fact), note="Zyxwv")


def uncheck_a_fact(client, user):
    fact = main().facts.exclude(level="").first()
    save(client, fact, open_form(client, fact), level="unknown")


def delete_a_fact(client, user):
    client.post(address(main().facts.first(), "delete"), {"post": "yes"})


def enter_a_fact_in_the_matrix(client, user):
    fact = main().facts.exclude(level="").first()
    cell = {
        "framework": fact.framework_id,
        "feature": fact.feature_id,
        "version": fact.version,
        "fields": {"note": "Zyxwv"},
        "check": "",
        "signed": None,
    }
    client.post(
        "/admin/comparisons/fact/matrix/save/",
        json.dumps({"cells": [cell]}),
        content_type="application/json",
    )


def import_a_table(client, user):
    table = fact_csv.write(Fact.objects.all()).replace("Noted.", "Zyxwv")
    fact_import.apply(fact_import.plan(fact_csv.read(table), user=user), user=user, note="Table.")


def rename_a_feature(client, user):
    feature = Feature.objects.get(slug="feature-1")
    save(
        client, feature, open_form(client, feature), name="Zyxwv", slug="zyxwv", move_address="on"
    )


def rename_a_feature_in_its_group(client, user):
    group = FeatureGroup.objects.get(name="Group")
    save(client, group, open_form(client, group), **{"features-0-name": "Zyxwv"})


def move_a_feature_to_another_group(client, user):
    feature = Feature.objects.get(slug="feature-1")
    other = FeatureGroup.objects.get(slug="another")
    save(client, feature, open_form(client, feature), group=other.pk)


def delete_a_feature(client, user):
    Fact.objects.filter(feature__slug="feature-1").delete()
    search.rebuild()
    client.post(address(Feature.objects.get(slug="feature-1"), "delete"), {"post": "yes"})


def change_the_reasons_of_a_comparison(client, user):
    comparison = Comparison.objects.first()
    fields = open_form(client, comparison)
    save(client, comparison, fields, **{"entries-0-choose_if": "Zyxwv."})


def delete_a_comparison(client, user):
    client.post(address(Comparison.objects.first(), "delete"), {"post": "yes"})


def restore_an_article(client, user):
    article = Article.objects.get(slug="article-1")
    title, article.title = article.title, "Zyxwv"
    article.save()
    old = revisions.record(article)
    article.title = title
    article.save()
    search.rebuild()
    seen = restoring.fingerprint(documents.text_of(article))
    restoring.restore(article, old, user=user, seen=seen)
    article.refresh_from_db()
    assert article.title == "Zyxwv"


def publish_a_draft(client, user):
    article = Article.objects.get(slug="article-1")
    fields = {**open_form(client, article), "title": "Zyxwv"}
    client.post(f"/admin/articles/article/{article.pk}/drafts/keep/", fields)
    (draft,) = user.drafts.all()
    client.post(f"/admin/articles/article/{article.pk}/drafts/{draft.pk}/publish/")


def import_documents(client, user, folder):
    assert not import_folder(folder).problems


def import_changed_documents(client, user, folder):
    assert not import_folder(folder).problems
    edit(folder, "frameworks/ant.toml", 'note = "Usually with an add-on."', 'note = "Zyxwv."')
    edit(folder, "frameworks/bee.toml", '[facts.licence]\nvalue = "MIT"\n', "")
    edit(folder, "features.toml", 'name = "HTML templates"', 'name = "Zyxwv"')
    edit(folder, "pages/about.md", 'status = "published"', 'status = "archived"')
    assert not import_folder(folder).problems


CHANGES = [
    save_an_article,
    move_an_article,
    publish_a_new_page,
    schedule_an_article,
    end_a_framework,
    archive_a_framework,
    archive_from_the_list,
    delete_from_the_list,
    delete_a_framework,
    rename_a_framework,
    change_a_row_of_a_framework,
    rename_an_extension,
    save_a_fact,
    uncheck_a_fact,
    delete_a_fact,
    enter_a_fact_in_the_matrix,
    import_a_table,
    rename_a_feature,
    rename_a_feature_in_its_group,
    move_a_feature_to_another_group,
    delete_a_feature,
    change_the_reasons_of_a_comparison,
    delete_a_comparison,
    restore_an_article,
    publish_a_draft,
]


def assert_in_step():
    kept = entries()
    search.rebuild()
    assert kept == entries()


@pytest.mark.parametrize("change", CHANGES)
def test_index_is_in_step_after_a_change(admin_client, admin_user, change):
    before = entries()

    change(admin_client, admin_user)

    assert entries() != before
    assert_in_step()


# What writes nothing, and what readers do not search for.


def preview_an_article(client, user):
    article = Article.objects.get(slug="article-1")
    fields = {**open_form(client, article), "title": "Zyxwv"}
    response = client.post(f"{address(article, 'changelist')}{article.pk}/preview/", fields)
    assert "Zyxwv" in response.content.decode()


def keep_a_draft(client, user):
    article = Article.objects.get(slug="article-1")
    fields = {**open_form(client, article), "title": "Zyxwv"}
    client.post(f"{address(article, 'changelist')}{article.pk}/drafts/keep/", fields)
    assert user.drafts.exists()


def write_a_page_that_is_not_published(client, user):
    add(client, Page, title="Zyxwv")
    assert Page.objects.filter(title="Zyxwv").exists()


def be_refused(client, user):
    article = Article.objects.get(slug="article-1")
    save(client, article, open_form(client, article), title="")


def sort_an_article(client, user):
    article = Article.objects.get(slug="article-1")
    assert add_topic(article, make.make_topic(), user=user)


@pytest.mark.parametrize(
    "deed",
    [
        preview_an_article,
        keep_a_draft,
        write_a_page_that_is_not_published,
        be_refused,
        sort_an_article,
    ],
)
def test_index_stays_as_it_is(admin_client, admin_user, deed):
    before = entries()

    deed(admin_client, admin_user)

    assert entries() == before
    assert_in_step()


@pytest.mark.parametrize("change", [import_documents, import_changed_documents])
def test_index_is_in_step_after_an_import(admin_client, admin_user, folder, change):
    before = entries()

    change(admin_client, admin_user, folder)

    assert entries() != before
    assert_in_step()


def test_refused_import_leaves_the_index(folder):
    before = entries()
    edit(folder, "pages/about.md", 'title = "About"', 'titel = "About"')

    assert import_folder(folder).problems

    assert entries() == before


def test_command_makes_the_index_anew():
    kept = entries()
    SearchEntry.objects.all().delete()
    output = StringIO()

    call_command("rebuild_search", stdout=output)

    assert entries() == kept
    assert output.getvalue() == f"{len(kept)} entries can be found.\n"


def test_new_database_gets_its_index_once(settings, folder):
    settings.CONTENT_ROOT = folder
    revisions.record(Page.objects.first())
    kept = entries()
    SearchEntry.objects.all().delete()

    call_command("prepare", stdout=StringIO())

    assert entries() == kept


@pytest.mark.parametrize("size", [1, 3])
def test_save_costs_the_same_queries_whatever_it_reaches(size, django_assert_num_queries):
    framework = make.make_framework()
    for _ in range(size):
        make.make_fact(framework, make.make_feature())
        make.make_drawback(framework)
        make.make_comparison(framework, make.make_framework())
    search.refresh(framework)

    with django_assert_num_queries(REFRESH + (connection.vendor == "postgresql")):
        search.refresh(framework)
