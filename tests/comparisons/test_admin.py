"""The desk for frameworks, facts and comparisons."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission, User

from comparisons import attention
from comparisons.models import (
    Comparison,
    Extension,
    Fact,
    Feature,
    FeatureGroup,
    FeatureKind,
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
    make_group,
    make_release,
    make_snippet,
)

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


def entries(*frameworks, **fields):
    """Return the fields of a comparison's new rows."""
    data = {"entries-TOTAL_FORMS": str(len(frameworks))}
    for index, framework in enumerate(frameworks):
        data |= {
            f"entries-{index}-framework": framework.pk,
            f"entries-{index}-position": index,
            f"entries-{index}-choose_if": "",
        }
    return {**data, **fields}


# Facts


def test_fact_save_records_a_revision_of_its_framework(admin_client):
    fact = make_fact(make_framework(), make_feature(slug="orm"))
    response = save(admin_client, fact, open_form(admin_client, fact), note="Since long ago.")
    assert response.status_code == 302
    fact.refresh_from_db()
    assert (fact.note, fact.version) == ("Since long ago.", 2)
    revision = revisions.revisions_of(fact.framework).get()
    assert "[facts.orm]" in revision.document
    assert "Since long ago." in revision.document


def test_stale_fact_is_refused_with_both_answers_in_words(admin_client):
    fact = make_fact(make_framework(), make_feature(), level="none")
    mine = open_form(admin_client, fact)
    save(admin_client, fact, open_form(admin_client, fact), level="partial")
    response = save(admin_client, fact, mine, level="official")
    (difference,) = response.context["conflict"].differences
    assert difference.label == "Level"
    assert "Partly built in" in difference.theirs
    assert "Official add-on" in difference.yours
    fact.refresh_from_db()
    assert fact.level == "partial"
    assert save(admin_client, fact, read_form(response), overwrite="2").status_code == 302
    fact.refresh_from_db()
    assert (fact.level, fact.version) == ("official", 3)


def test_deleted_fact_records_a_revision_of_its_framework(admin_client, admin_user):
    framework = make_framework()
    fact = make_fact(framework, make_feature(slug="orm"))
    revisions.record(framework)
    admin_client.post(address(fact, "delete"), {"post": "yes"})
    newest = revisions.revisions_of(framework).first()
    assert newest.number == 2
    assert newest.user == admin_user
    assert "orm" not in newest.document


def test_facts_deleted_together_record_one_revision(admin_client):
    framework = make_framework()
    facts = [make_fact(framework, make_feature()) for _ in range(3)]
    data = {
        "action": "delete_selected",
        "_selected_action": [fact.pk for fact in facts],
        "post": "yes",
    }
    admin_client.post(address(Fact, "changelist"), data)
    assert not Fact.objects.exists()
    assert revisions.revisions_of(framework).count() == 1


def test_fact_form_gives_the_rule_beside_each_level(admin_client):
    html = admin_client.get(address(Fact, "add")).content.decode()
    assert "The framework ships some of it; ordinary production use needs more." in html
    assert html.count('class="desk-rule"') == 7


def test_fact_form_starts_with_what_the_address_names(admin_client):
    framework, feature = make_framework(), make_feature()
    query = {"framework": framework.pk, "feature": feature.pk}
    page = admin_client.get(address(Fact, "add"), query)
    fields = read_form(page)
    assert fields["framework"] == [str(framework.pk)]
    assert fields["feature"] == [str(feature.pk)]
    response = admin_client.post(address(Fact, "add"), {**fields, "level": "unknown"})
    assert response.status_code == 302
    fact = Fact.objects.get()
    assert (fact.framework, fact.feature, fact.version) == (framework, feature, 1)


def test_fact_with_the_wrong_kind_of_answer_is_refused(admin_client):
    feature = make_feature(kind=FeatureKind.VALUE)
    fields = {"framework": make_framework().pk, "feature": feature.pk}
    response = add(admin_client, Fact, **fields, level="built-in")
    assert "This feature asks for a value." in errors_of(response)
    both = add(admin_client, Fact, **fields, level="built-in", value="6")
    assert "either a level or a value" in errors_of(both)
    assert add(admin_client, Fact, **fields, value="6").status_code == 302


def test_fact_takes_extensions_of_its_framework_only(admin_client):
    fact = make_fact(make_framework(), make_feature())
    own, foreign = make_extension(fact.framework), make_extension(make_framework())
    fields = open_form(admin_client, fact)
    refused = save(admin_client, fact, fields, extension=foreign.pk)
    assert "not one of the available choices" in errors_of(refused)
    assert save(admin_client, fact, fields, extension=own.pk).status_code == 302


def test_second_fact_for_the_same_question_is_refused(admin_client):
    fact = make_fact(make_framework(), make_feature())
    response = add(
        admin_client, Fact, framework=fact.framework_id, feature=fact.feature_id, level="none"
    )
    assert "already has a fact for this feature" in errors_of(response)


def test_attention_filter_finds_each_reason(admin_client):
    framework = make_framework()
    make_release(framework, version="3.1")
    fresh = make_fact(framework, make_feature())
    old = make_fact(framework, make_feature(), checked_on=date(2025, 1, 1))
    behind = make_fact(framework, make_feature(), checked_against="2.3")
    unsourced = make_fact(
        framework, make_feature(), source_url="", source_title="", checked_on=None
    )
    unchecked = make_fact(framework, make_feature(), level="unknown")
    expected = {
        "stale": {old, behind},
        "unsourced": {unsourced},
        "unchecked": {unchecked},
        "any": {old, behind, unsourced, unchecked},
    }
    today = date(2026, 11, 23)
    assert set(attention.stale(Fact.objects.all(), today=today)) == expected["stale"]
    for value, facts in expected.items():
        page = admin_client.get(address(Fact, "changelist"), {"attention": value})
        assert set(page.context["cl"].result_list) == facts, value
    reasons = {
        fact: attention.reason(fact, today=today)
        for fact in attention.with_newest_line(Fact.objects.all())
    }
    assert reasons == {
        fresh: "",
        old: "Checked 23 months ago, against 3.1.",
        behind: "Checked 1 month ago, against 2.3. Current is 3.1.",
        unsourced: "No source or date",
        unchecked: "Not checked yet",
    }


def test_writer_cannot_touch_the_facts_of_a_live_framework(client):
    writer = User.objects.create_user("writer", is_staff=True)
    rights = [f"{action}_fact" for action in ("add", "change", "delete", "view")]
    writer.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(writer)
    live, draft = make_framework(), make_framework(status="draft", published_at=None)
    feature = make_feature()
    fact = make_fact(live, feature, level="none")
    assert 'name="level"' not in client.get(address(fact)).content.decode()
    assert save(client, fact, {"version": "1"}, level="built-in").status_code == 403
    assert client.post(address(fact, "delete"), {"post": "yes"}).status_code == 403
    other = make_feature()
    refused = add(client, Fact, framework=live.pk, feature=other.pk, level="none")
    assert "not one of the available choices" in errors_of(refused)
    assert (
        add(client, Fact, framework=draft.pk, feature=feature.pk, level="none").status_code == 302
    )
    assert Fact.objects.filter(framework=live).get().level == "none"


# Frameworks


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
    response = save(admin_client, flask, open_form(admin_client, flask), slug="flask-3")
    assert response.status_code == 302
    comparison.refresh_from_db()
    assert comparison.slug == "flask-3-vs-django"
    assert FormerSlug.objects.filter(slug="flask").get().subject == flask


# Features


def test_group_saves_its_features_and_counts_them(admin_client):
    group = make_group()
    feature = make_feature(group=group, name="Routing", slug="routing")
    fields = open_form(admin_client, group)
    new = {
        "features-TOTAL_FORMS": "2",
        "features-0-slug": "routes",
        "features-1-name": "C++ templates",
        "features-1-meaning": "What it means.",
        "features-1-kind": "level",
    }
    assert save(admin_client, group, fields, **new).status_code == 302
    feature.refresh_from_db()
    assert (feature.slug, feature.version) == ("routes", 2)
    assert FormerSlug.objects.get().slug == "routing"
    assert Feature.objects.get(slug="cpp-templates").version == 1
    assert revisions.revisions_of(group).count() == 1


def test_group_form_is_stale_after_its_feature_was_saved(admin_client):
    feature = make_feature(meaning="Before")
    mine = open_form(admin_client, feature.group)
    save(admin_client, feature, open_form(admin_client, feature), meaning="Theirs")
    refused = save(admin_client, feature.group, mine, **{"features-0-meaning": "Mine"})
    (difference,) = refused.context["conflict"].differences
    assert (difference.theirs, difference.yours) == ("Theirs", "Mine")
    feature.refresh_from_db()
    assert feature.meaning == "Theirs"


def test_group_with_features_is_not_deleted(admin_client):
    feature = make_feature()
    html = admin_client.post(address(feature.group, "delete"), {"post": "yes"}).content.decode()
    assert "is in use, so it cannot be deleted" in html
    assert FeatureGroup.objects.exists()


# Comparisons


def test_comparison_gets_its_address_from_its_frameworks(admin_client):
    flask, django = make_framework(slug="flask"), make_framework(slug="django")
    reasons = {"entries-0-choose_if": "You want few parts.\r\n\r\n  You know them. \r\n"}
    response = add(
        admin_client, Comparison, title="Flask vs Django", **entries(flask, django, **reasons)
    )
    assert response.status_code == 302
    comparison = Comparison.objects.get()
    assert comparison.slug == "flask-vs-django"
    assert comparison.set_key
    first = comparison.entries.order_by("position").first()
    assert first.framework == flask
    assert first.choose_if == ["You want few parts.", "You know them."]
    assert "frameworks = [" in revisions.revisions_of(comparison).get().document


def test_comparison_save_without_a_change_counts_nothing(admin_client):
    comparison = make_comparison()
    comparison.entries.update(choose_if=["You want few parts."])
    fields = open_form(admin_client, comparison)
    assert save(admin_client, comparison, fields).status_code == 302
    comparison.refresh_from_db()
    assert comparison.version == 1


def test_comparison_that_changes_its_order_remembers_the_address(admin_client):
    flask, django = make_framework(slug="flask"), make_framework(slug="django")
    comparison = make_comparison(flask, django)
    fields = open_form(admin_client, comparison)
    swapped = {"entries-0-position": "1", "entries-1-position": "0"}
    assert save(admin_client, comparison, fields, **swapped).status_code == 302
    comparison.refresh_from_db()
    assert comparison.slug == "django-vs-flask"
    assert FormerSlug.objects.get().slug == "flask-vs-django"


@pytest.mark.parametrize("number", [0, 1, 6])
def test_comparison_of_fewer_than_two_or_more_than_five_is_refused(admin_client, number):
    frameworks = [make_framework() for _ in range(number)]
    response = add(admin_client, Comparison, title="Odd", **entries(*frameworks))
    assert f"A comparison has 2 to 5 frameworks, not {number}." in errors_of(response)
    assert not Comparison.objects.exists()


def test_comparison_of_a_framework_with_itself_is_refused(admin_client):
    flask = make_framework()
    response = add(admin_client, Comparison, title="Odd", **entries(flask, flask))
    assert response.status_code == 200
    assert not Comparison.objects.exists()


def test_rows_of_a_comparison_have_different_places(admin_client):
    data = entries(make_framework(), make_framework(), **{"entries-1-position": "0"})
    response = add(admin_client, Comparison, title="Odd", **data)
    assert "Two rows have the same place" in errors_of(response)


def test_second_comparison_of_the_same_order_is_refused(admin_client):
    frameworks = make_framework(), make_framework()
    make_comparison(*frameworks)
    response = add(admin_client, Comparison, title="Again", **entries(*frameworks))
    assert "already exists" in errors_of(response)


def test_second_published_comparison_of_the_same_set_is_refused(admin_client):
    flask, django = make_framework(), make_framework()
    make_comparison(flask, django)
    data = entries(django, flask, status="published")
    response = add(admin_client, Comparison, title="Again", **data)
    assert "already have a published comparison" in errors_of(response)


def test_reason_that_is_too_long_is_refused(admin_client):
    data = entries(
        make_framework(), make_framework(), **{"entries-0-choose_if": f"Short.\n{'x' * 91}"}
    )
    response = add(admin_client, Comparison, title="Long", **data)
    assert "1 to 90 characters" in errors_of(response)
    assert "Short." in response.content.decode()


def pick(**fields):
    data = {"picks-TOTAL_FORMS": "1", "picks-0-job": "A small API"}
    return {**data, **{f"picks-0-{name}": value for name, value in fields.items()}}


def test_pick_leans_between_two(admin_client):
    comparison = make_comparison()
    fields = open_form(admin_client, comparison)
    assert save(admin_client, comparison, fields, **pick(lean="-2")).status_code == 302
    assert comparison.picks.get().lean == -2
    html = admin_client.get(address(comparison)).content.decode()
    assert "Strongly the first" in html


def test_pick_cannot_lean_between_three(admin_client):
    comparison = make_comparison(make_framework(), make_framework(), make_framework())
    fields = open_form(admin_client, comparison)
    response = save(admin_client, comparison, fields, **pick(lean="0"))
    assert "Only two frameworks can lean" in errors_of(response)


def test_pick_takes_one_of_the_compared(admin_client):
    comparison = make_comparison(make_framework(), make_framework(), make_framework())
    fields = open_form(admin_client, comparison)
    response = save(admin_client, comparison, fields, **pick(framework=make_framework().pk))
    assert "Take one of the frameworks that are compared here" in errors_of(response)
    own = comparison.entries.first().framework_id
    assert save(admin_client, comparison, fields, **pick(framework=own)).status_code == 302
    assert comparison.picks.get().framework_id == own


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
