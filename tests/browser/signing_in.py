"""Signing in as somebody of the desk does."""

from playwright.sync_api import expect

from tests.desk import make_user

PASSWORD = "long enough to pass"


def sign_in(page, role=None, name="editor", *, path="/admin/", **fields):
    """Make somebody with this role, without one a superuser; sign them in and go to the path."""
    fields = fields if role else {"is_superuser": True, **fields}
    user = make_user(role, name, password=PASSWORD, **fields)
    page.goto(f"/admin/login/?next={path}")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    return user
