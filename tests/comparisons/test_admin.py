"""The desk for facts and features."""

from datetime import date

import pytest

from comparisons import attention
from comparisons.models import (
    Fact,
    Feature,
    FeatureGroup,
    FeatureKind,
)
from publishing import revisions
from publishing.models import FormerSlug
from publishing.roles import Role
from tests.desk import add, address, errors_of, make_user, open_form, read_form, save
from tests.factories import (
    make_extension,
    make_fact,
    make_feature,
    make_framework,
    make_group,
    make_release,
)

pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]


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
    assert (difference.theirs, difference.yours) == ("Partly built in", "Official add-on")
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
    writer = make_user(Role.WRITER)
    client.force_login(writer)
    live, draft = make_framework(), make_framework(status="draft", published_at=None)
    theirs = make_framework(status="draft", published_at=None)
    revisions.record(draft, user=writer)
    feature = make_feature()
    fact = make_fact(live, feature, level="none")
    assert 'name="_save"' not in client.get(address(fact)).content.decode()
    assert save(client, fact, {"version": "1"}, level="built-in").status_code == 403
    assert client.post(address(fact, "delete"), {"post": "yes"}).status_code == 403
    other = make_feature()
    for framework in (live, theirs):
        refused = add(client, Fact, framework=framework.pk, feature=other.pk, level="none")
        assert "not one of the available choices" in errors_of(refused)
    assert (
        add(client, Fact, framework=draft.pk, feature=feature.pk, level="none").status_code == 302
    )
    assert Fact.objects.filter(framework=live).get().level == "none"


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
