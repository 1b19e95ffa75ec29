"""The questions of the decision helper, and the answers that an address gives to them."""

from collections.abc import Sequence

from django import forms
from django.db.models import Prefetch
from django.http import QueryDict
from django.urls import reverse

from comparisons.decision import Criterion
from comparisons.models import DecisionCriterion, DecisionOption, DecisionQuestion, Strength

STEP = "step"


def load_questions(*, criteria: bool = False) -> list[DecisionQuestion]:
    """Read the questions that are asked, with their answers: two queries, three with criteria."""
    options = DecisionOption.objects.order_by("position", "pk")
    if criteria:
        ordered = DecisionCriterion.objects.select_related("feature").order_by(
            "feature__group__position", "feature__group__name", "feature__position"
        )
        options = options.prefetch_related(Prefetch("criteria", ordered))
    return list(DecisionQuestion.objects.asked().prefetch_related(Prefetch("options", options)))


def criterion_of(row: DecisionCriterion) -> Criterion:
    return Criterion(
        feature=row.feature.slug,
        must=row.strength == Strength.MUST,
        at_least=row.at_least,
        at_most=row.at_most,
        weight=row.weight or 0,
    )


class AnswersForm(forms.Form):
    """Read ?building=api&data=none&step=3: answers by the names of their questions.

    Errors are what no page of ours leads to. `outdated` tells of names that are not ours, or are
    not ours any more: somebody may have kept the address for a year, and the rest still counts.
    """

    step = forms.IntegerField(required=False, min_value=1)

    def __init__(self, data: QueryDict, *, questions: Sequence[DecisionQuestion]):
        super().__init__(data)
        self.questions = questions
        for question in questions:
            self.fields[question.slug] = forms.CharField(required=False)

    def clean(self):
        if self.errors:
            self.add_error(None, "Something in this address is not as it should be.")
        if any(len(self.data.getlist(name)) > 1 for name in self.fields):
            self.add_error(None, "This address answers a question twice.")

    @property
    def number(self) -> int:
        """Return which question is asked, counted from 1; one too many when all were."""
        return self.cleaned_data["step"] or 1

    @property
    def answers(self) -> dict[DecisionQuestion, DecisionOption]:
        answers = {}
        for question in self.questions:
            slug = self.cleaned_data.get(question.slug, "")
            options = {option.slug: option for option in question.options.all()}
            if slug in options:
                answers[question] = options[slug]
        return answers

    @property
    def outdated(self) -> bool:
        given = {name for name in self.data if name != STEP and self.data[name]}
        return given != {question.slug for question in self.answers}


def query_of(answers: dict[DecisionQuestion, DecisionOption]) -> dict[str, str]:
    return {question.slug: option.slug for question, option in answers.items()}


def step_address(number: int, answers: dict[DecisionQuestion, DecisionOption]) -> str:
    """Return the address of a question, with all that is answered already, itself included."""
    return reverse("comparisons:choose", query={STEP: number, **query_of(answers)})


def result_address(answers: dict[DecisionQuestion, DecisionOption]) -> str:
    return reverse("comparisons:choose-result", query=query_of(answers))
