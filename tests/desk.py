"""The desk as an editor uses it: open a form, type, press a button."""

from html.parser import HTMLParser
from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse

from publishing import roles
from publishing.roles import Role


class FormReader(HTMLParser):
    """Collect what a browser would send of a page's form, as it stands."""

    def __init__(self):
        super().__init__()
        self.fields = {}
        self.textarea = self.select = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name", "")
        if tag == "textarea":
            self.textarea = name
            self.fields[name] = ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in attrs:
            self.fields.setdefault(self.select, []).append(attrs["value"])
        elif tag == "input" and name and self.is_sent(attrs):
            self.fields[name] = attrs.get("value", "on" if "checked" in attrs else "")

    def is_sent(self, attrs):
        kind = attrs.get("type", "text")
        if kind in ("checkbox", "radio"):
            return "checked" in attrs
        return kind not in ("submit", "file", "search", "button")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.textarea = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.textarea:
            # Browsers drop the first line break of a textarea, and send the others as CRLF.
            self.fields[self.textarea] += data

    def close(self):
        super().close()
        for name, value in self.fields.items():
            if isinstance(value, str) and "\n" in value:
                lines = value.replace("\r\n", "\n").removeprefix("\n")
                self.fields[name] = lines.replace("\n", "\r\n")


def address(obj_or_model, page="change"):
    opts = obj_or_model._meta
    args = [obj_or_model.pk] if page in ("change", "delete", "history") else []
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=args)


def read_form(response):
    """Return the fields of the main form of a page, without the empty rows kept for scripts."""
    reader = FormReader()
    html = response.content.decode()
    reader.feed(html[html.index('<div id="content-main">') :])
    reader.close()
    return {
        name: value
        for name, value in reader.fields.items()
        if name != "csrfmiddlewaretoken" and "__prefix__" not in name
    }


def open_form(client, obj):
    return read_form(client.get(address(obj)))


def save(client, obj, fields, **typed):
    return client.post(address(obj), {**fields, **typed, "_save": "Save"})


def add(client, model, **typed):
    fields = read_form(client.get(address(model, "add")))
    return client.post(address(model, "add"), {**fields, **typed, "_save": "Save"})


def press(client, obj, step, fields=None, **typed):
    """Press the button of a step at the foot of an object's form."""
    fields = open_form(client, obj) if fields is None else fields
    return client.post(address(obj), {**fields, **typed, "_step": step})


def make_user(role=None, name=None, **fields):
    """Make somebody of the desk; without a role, somebody who may only sign in."""
    user = User.objects.create_user(name or (role.value if role else "clerk"), **fields)
    user.is_staff = True
    user.save()
    if role:
        user.groups.add(group_of(role))
    return user


def group_of(role: Role):
    """Return the group as the migrations made it; a test that empties the database takes it."""
    if not Group.objects.filter(name=role.value).exists():
        for (label, name), migration in MigrationLoader(None).disk_migrations.items():
            if name.endswith("_groups"):
                roles.grant(apps, label, import_module(migration.__module__).KINDS)
    return Group.objects.get(name=role.value)


def errors_of(response):
    """Return every error of a refused form and of its rows as one text."""
    return " ".join(str(error) for error in response.context["errors"])
