"""What goes with a step or a proposal beside the text itself."""

from django import forms
from django.contrib.auth.models import User

from publishing import decisions, reviews


class ReviewForm(forms.Form):
    """What goes with a step: of whom a review is asked, and what has to change."""

    # Names that begin so are controls of the form, which no draft keeps.
    prefix = "_review"
    asked_of: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Who reviews it",
        queryset=User.objects.none(),
        required=False,
        empty_label="Any reviewer",
    )
    note = forms.CharField(
        label="Note for the writer",
        required=False,
        max_length=decisions.LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}),
        help_text="What has to change. Needed to send it back.",
    )

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["asked_of"].queryset = reviews.reviewers().exclude(pk=user.pk)
