"""What an editor says of a change while saving a fact: why, and whether it corrects a mistake."""

from django import forms

from comparisons.models import Fact, FactChange
from comparisons.models.fact_change import LONGEST_REASON, SAID

NOTHING_CHANGED = "This belongs to a change, and nothing that readers see is changed here."
REASON = FactChange._meta.get_field("reason")
CORRECTION = FactChange._meta.get_field("is_correction")


class RemarkForm(forms.ModelForm):
    """Hand what is said of the change over to the fact, whose save writes the change down."""

    reason = forms.CharField(
        label="Why", max_length=LONGEST_REASON, required=False, help_text=REASON.help_text
    )
    is_correction = forms.BooleanField(
        label="This corrects a mistake", required=False, help_text=CORRECTION.help_text
    )

    class Meta:
        model = Fact
        fields: list[str] = []

    def clean(self):
        super().clean()
        data = self.cleaned_data
        remarks = [name for name in ("reason", "is_correction") if data.get(name)]
        if remarks and not {*SAID, "checked_on"} & {*self.changed_data}:
            self.add_error(remarks[0], NOTHING_CHANGED)
        self.instance.reason = data.get("reason", "")
        self.instance.is_correction = data.get("is_correction", False)
