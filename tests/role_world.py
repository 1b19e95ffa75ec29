"""Who comes to the desk, what they find there, and what a visit writes."""

from contextlib import contextmanager

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client

from articles.models import Article
from comparisons.models import Fact
from publishing import documents, revisions
from publishing.models import Draft, DraftKind, FormerSlug, Versioned
from publishing.roles import Role
from tests import factories as make
from tests.desk import make_user
from tests.role_table import PARTS, PUBLICATIONS

# The name of what somebody else is writing.
SECRET = "Zyxwv"
IMAGE_TEXT = "![It](image:shown)"


class World:
    """What there is: for each model and each of WHOSE, an object that a role finds there."""

    def __init__(self, role):
        self.role = role
        self.somebody = make_user(Role.WRITER, "somebody")
        self.superuser = User.objects.create_superuser("root")
        self.user = self.make_visitor(role)
        self.image = make.make_image(slug="shown")
        self.author = make.make_author()
        self.feature = make.make_feature()

    def make_visitor(self, role):
        if role == "anonymous":
            return None
        if role == "superuser":
            return User.objects.create_superuser("visitor")
        return make_user(None if role == "clerk" else Role(role), "visitor")

    def client(self):
        client = Client()
        if self.user:
            client.force_login(self.user)
        return client

    def fields_of(self, whose, name="title"):
        """Return the fields of a publication; nobody reads the name of another's by chance."""
        names = {"own": "Mine", "other": SECRET, "live": "Public"}
        slug = names[whose].lower()
        state = {} if whose == "live" else {"status": "draft", "published_at": None}
        return {name: names[whose], "slug": slug, **state}

    def make(self, model, whose):
        maker = getattr(self, f"make_{model._meta.model_name}", None)
        obj = maker(whose) if maker else self.make_plain(model)
        root = obj.framework if isinstance(obj, Fact) else obj
        if model in (*PUBLICATIONS, *PARTS):
            self.sign(root, whose)
        elif isinstance(obj, Versioned):
            revisions.record(documents.root_of(obj))
        return obj

    def hide(self):
        """Make what somebody else is writing, using all that others may use."""
        fields = {"slug": "hidden", "status": "draft", "published_at": None}
        make.make_article(title=SECRET, authors=[self.author], body=IMAGE_TEXT, **fields)
        hidden = make.make_framework(name=f"{SECRET} too", logo=self.image, **fields)
        make.make_fact(hidden, self.feature)
        make.make_drawback(hidden, feature=self.feature)
        make.make_extension(hidden, name=SECRET).adds.add(self.feature)
        for text in (*Article.objects.all(), hidden):
            self.sign(text, "other")

    def sign(self, root, whose):
        user = self.user if whose == "own" else self.somebody
        revisions.record(root, user=user)

    def make_plain(self, model):
        return {
            "author": make.make_author,
            "decisionoption": lambda: make.make_option(make.make_question()),
            "decisionquestion": make.make_question,
            "factchange": lambda: make.make_change(make.make_framework(), self.feature),
            "feature": make.make_feature,
            "featuregroup": make.make_group,
            "image": lambda: self.image,
            "notice": make.make_notice,
            "topic": make.make_topic,
            "group": lambda: Group.objects.create(name="Some"),
            "user": lambda: self.somebody,
        }[model._meta.model_name]()

    def make_article(self, whose):
        fields = self.fields_of(whose)
        return make.make_article(authors=[self.author], cover=self.image, **fields)

    def make_page(self, whose):
        return make.make_page(body=IMAGE_TEXT, **self.fields_of(whose))

    def make_framework(self, whose):
        return make.make_framework(**self.fields_of(whose, "name"))

    def make_fact(self, whose):
        return make.make_fact(self.make_framework(whose), self.feature)

    def make_comparison(self, whose):
        fields = self.fields_of(whose)
        pair = [make.make_framework(), make.make_framework()]
        return make.make_comparison(*pair, author=self.author, **fields)

    def make_frozencomparison(self, whose):
        pair = [make.make_framework(), make.make_framework()]
        return make.make_frozen(make.make_comparison(*pair), *pair)

    def make_revision(self, whose):
        return revisions.record(self.make_page(whose))

    def make_formerslug(self, whose):
        page = self.make_page(whose)
        return FormerSlug.objects.create(subject=page, slug=f"former-{page.slug}")

    def make_draft(self, whose, obj=None, model=Article):
        user = self.user if whose == "own" else self.somebody
        title = SECRET if whose == "other" else "Mine"
        return Draft.objects.create(
            content_type=ContentType.objects.get_for_model(model),
            object_id=obj.pk if obj else None,
            user=user,
            kind=DraftKind.KEPT,
            title=title,
            data=[["title", title]],
        )


@contextmanager
def undone():
    """Yield what is written to any table but that of the sessions; all of it is undone."""
    written = []

    def notice(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            written.append(sql)
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(notice):
            yield written
        transaction.set_rollback(True)
