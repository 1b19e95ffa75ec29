from django import forms

from comparisons import pairs
from comparisons.models.comparison import FEWEST_FRAMEWORKS, MOST_FRAMEWORKS


class PickerForm(forms.Form):
    """Read the frameworks of ?f=flask&f=django; `names` maps slugs to names."""

    f = forms.MultipleChoiceField()

    def __init__(self, slugs, *, names):
        super().__init__({"f": slugs})
        self.names = names
        self.fields["f"].choices = list(names.items())

    def clean(self):
        slugs = self.data["f"]
        for slug in slugs:
            if slug not in self.names:
                self.add_error(None, f"There is no framework “{slug}” here.")
            elif slugs.count(slug) > 1:
                name = self.names[slug]
                self.add_error(None, f"You picked {name} twice. Choose a second framework.")
                break
        if len(slugs) > MOST_FRAMEWORKS:
            beyond = [self.names.get(slug, slug) for slug in slugs[MOST_FRAMEWORKS:]]
            self.add_error(
                None,
                f"Five is the most that fits. Take one out to add {' and '.join(beyond)}.",
            )
        elif not self.errors and len(slugs) < FEWEST_FRAMEWORKS:
            self.add_error(None, "Choose a second framework.")
        self.errors.pop("f", None)

    def address(self):
        return pairs.join(self.data["f"])
