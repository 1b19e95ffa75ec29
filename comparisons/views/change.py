from django.http import HttpResponsePermanentRedirect
from django.urls import reverse
from django.views.generic import TemplateView

from comparisons import change_list
from comparisons.change_filter import ChangeFilter
from comparisons.feeds import ChangeFeed, ComparisonChangeFeed, FrameworkChangeFeed
from comparisons.models import FactChange, Feature, Framework
from publishing.views import PageMixin

MOST_IN_A_LIST = 30


class ChangeListView(PageMixin, TemplateView):
    """List the changes of facts, newest first: of all, or of what the address names.

    Later pages of all changes have an address of their own; of some, they belong to the filter.
    """

    template_name = "comparisons/change_list.html"
    page_description = (
        "Every answer that changed, with what it was before, why, and who checked it."
    )

    def get(self, request, before=None):
        asked = request.GET if before is None else {"before": before}
        self.frameworks = list(Framework.objects.published().order_by("name"))
        self.features = list(Feature.objects.order_by("name"))
        self.form = ChangeFilter(asked, frameworks=self.frameworks, features=self.features)
        found = self.form.is_valid()
        if found and before is None and (last := self.form.only_later()):
            return HttpResponsePermanentRedirect(later_address({}, last))
        self.noindex = not found or self.form.is_narrowed
        context = self.get_context_data(**(self.page() if found else {}))
        return self.render_to_response(context, status=200 if found else 404)

    def get_page_title(self):
        if not self.form.is_valid():
            return "Changes"
        head = "Corrections" if self.form.cleaned_data["corrections"] else "Changes"
        subject = self.form.subject()
        return f"{head}: {subject}" if subject else head

    def get_feeds(self):
        feeds = [ChangeFeed().announce()]
        asked = self.form.cleaned_data
        if asked.get("framework"):
            feeds.insert(0, FrameworkChangeFeed().announce(asked["framework"]))
        if asked.get("comparison"):
            feeds.insert(0, ComparisonChangeFeed().announce(asked["comparison"]))
        return feeds

    def page(self):
        """Return one page of changes and where the next begins; one query."""
        changes = self.form.narrowed(FactChange.objects.published())
        found = list(changes.newest()[: MOST_IN_A_LIST + 1])
        shown = found[:MOST_IN_A_LIST]
        state = self.form.state()
        address = reverse("comparisons:change-list")
        return {
            "changes": change_list.rows(shown),
            "older_url": later_address(state, shown[-1]) if len(found) > len(shown) else "",
            "newest_url": reverse("comparisons:change-list", query=state) if state else address,
            "is_later_page": self.form.cleaned_data["before"] is not None,
            "subject": self.form.subject(),
            "is_narrowed": bool(state),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            form=self.form,
            frameworks=self.frameworks,
            features=self.features,
            asked={name: self.form.data.get(name, "") for name in self.form.fields},
            **kwargs,
        )


def later_address(state, last):
    """Return the address of the page that follows a change, with a filter if there is one."""
    if state:
        return reverse("comparisons:change-list", query={**state, "before": last.pk})
    return reverse("comparisons:change-list", kwargs={"before": last.pk})
