"""The editors' desk: bases that every app's admin builds on, and the admins of this floor."""

from publishing.admin import people, site  # noqa: F401
from publishing.admin.author import AuthorAdmin
from publishing.admin.base import VersionedAdmin
from publishing.admin.draft_list import DraftAdmin
from publishing.admin.forms import AddressForm, PublishableForm, VersionedForm
from publishing.admin.image import ImageAdmin
from publishing.admin.inlines import GuardedFormSet, OrderedFormSet, StackedInline, TabularInline
from publishing.admin.links import linked_list, list_address
from publishing.admin.markdown_field import register_builder
from publishing.admin.notice import NoticeAdmin
from publishing.admin.page import PageAdmin
from publishing.admin.publishable import PUBLICATION, SEARCH_ENGINES, PublishableAdmin
from publishing.admin.revision import FormerSlugAdmin, RevisionAdmin

__all__ = [
    "PUBLICATION",
    "SEARCH_ENGINES",
    "AddressForm",
    "AuthorAdmin",
    "DraftAdmin",
    "FormerSlugAdmin",
    "GuardedFormSet",
    "ImageAdmin",
    "NoticeAdmin",
    "OrderedFormSet",
    "PageAdmin",
    "PublishableAdmin",
    "PublishableForm",
    "RevisionAdmin",
    "StackedInline",
    "TabularInline",
    "VersionedAdmin",
    "VersionedForm",
    "linked_list",
    "list_address",
    "register_builder",
]
