import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from publishing.models import Page, Revision

pytestmark = pytest.mark.django_db
ABOUT = """+++
title = "About"
status = "published"
published_at = 2026-11-18T08:00:00Z
+++

Who we are.
"""


@pytest.fixture
def content(settings, tmp_path):
    settings.CONTENT_ROOT = tmp_path / "content"
    pages = settings.CONTENT_ROOT / "pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text(ABOUT)
    return settings.CONTENT_ROOT


def prepare():
    output = StringIO()
    call_command("prepare", stdout=output)
    return output.getvalue()


def test_first_run_loads_the_content(content):
    prepare()
    assert [page.title for page in Page.objects.all()] == ["About"]


def test_first_run_prints_a_password_that_signs_in(content):
    (password,) = re.findall(r"as editor with the password (\S+)", prepare())
    user = authenticate(username="editor", password=password)
    assert (user.is_superuser, user.is_staff) == (True, True)


def test_second_run_changes_nothing_and_prints_nothing(content):
    prepare()
    Page.objects.update(title="Changed by an editor")
    before = list(Revision.objects.values()), list(get_user_model().objects.values())
    assert prepare() == ""
    assert Page.objects.get().title == "Changed by an editor"
    assert before == (list(Revision.objects.values()), list(get_user_model().objects.values()))


def test_no_editor_is_made_where_somebody_can_sign_in(content):
    get_user_model().objects.create_user("ann")
    assert "password" not in prepare()
    assert [user.username for user in get_user_model().objects.all()] == ["ann"]


def test_mistake_in_the_content_is_named_and_nothing_is_written(content):
    (content / "pages" / "broken.md").write_text(ABOUT.replace("title", "titel"))
    with pytest.raises(CommandError, match=r"broken\.md"):
        prepare()
    assert not Page.objects.exists()
    assert not get_user_model().objects.exists()
