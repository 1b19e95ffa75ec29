"""The pages of the decision helper. They only read: the address is the answer."""

from django.utils.timezone import localdate
from django.views.generic import TemplateView

from comparisons import levels
from comparisons.models import DecisionQuestion, Framework, Level
from comparisons.questionnaire import (
    AnswersForm,
    criterion_of,
    load_questions,
    query_of,
    result_address,
    step_address,
)
from comparisons.recommendation import recommend
from comparisons.result_words import asked_in_words
from publishing.revisions import last_change
from publishing.views import PageMixin

WEIGHED_LEVELS = [*levels.WEIGHTS, Level.NONE]


class ChooseView(PageMixin, TemplateView):
    """Ask one question; its form leads to the next, and the last one's to the result."""

    template_name = "comparisons/choose.html"
    section = "choose"
    page_title = "Help me choose"
    page_description = (
        "A few questions about your project, and a short list of web frameworks with the facts "
        "behind it."
    )

    def get(self, request, *args, **kwargs):
        self.questions = load_questions()
        form = AnswersForm(request.GET, questions=self.questions)
        number, answers = 1, {}
        if form.is_valid():
            number, answers = min(form.number, len(self.questions)), form.answers
        context = self.get_context_data(
            errors=form.non_field_errors(),
            count=len(self.questions),
            **(self.asking(number, answers) if self.questions else {}),
        )
        return self.render_to_response(context, status=400 if form.errors else 200)

    def asking(self, number, answers):
        """Return what the page of a question shows; other answers travel with its form."""
        question = self.questions[number - 1]
        others = {one: option for one, option in answers.items() if one != question}
        is_last = number == len(self.questions)
        return {
            "question": question,
            "options": question.options.all(),
            "chosen": answers.get(question),
            "number": number,
            "is_last": is_last,
            "kept": query_of(others).items(),
            "next_step": number + 1,
            "back_url": step_address(number - 1, answers) if number > 1 else "",
            "skip_url": result_address(others) if is_last else step_address(number + 1, others),
        }


class ChooseResultView(PageMixin, TemplateView):
    """Say which frameworks fit the answers of the address, and why."""

    template_name = "comparisons/choose_result.html"
    section = "choose"
    page_title = "What fits your answers"
    page_description = (
        "Web frameworks that fit some answers, with the facts, sources and weights behind the "
        "order."
    )
    noindex = True

    def get(self, request, *args, **kwargs):
        self.questions = load_questions(criteria=True)
        form = AnswersForm(request.GET, questions=self.questions)
        if not form.is_valid():
            context = self.get_context_data(errors=form.non_field_errors())
            return self.render_to_response(context, status=400)
        answers = form.answers
        frameworks = list(Framework.objects.published().with_newest_release().order_by("name"))
        return self.render_to_response(
            self.get_context_data(
                outdated=form.outdated,
                given=self.given(answers),
                count=len(self.questions),
                **recommend(answers, frameworks, today=localdate()),
            )
        )

    def given(self, answers):
        """Return each question with its answer, if there is one, and where to change it."""
        return [
            {
                "question": question.text,
                "answer": answers[question].label if question in answers else "",
                "url": step_address(number, answers),
            }
            for number, question in enumerate(self.questions, 1)
        ]


class ChooseWeightsView(PageMixin, TemplateView):
    """Show every question with what each answer asks for: the rules are public."""

    template_name = "comparisons/choose_weights.html"
    section = "choose"
    page_title = "What each answer weighs"
    page_description = (
        "Every question of the decision helper, with what each answer asks of a framework and how "
        "much it counts."
    )

    def get_context_data(self, **kwargs):
        points = [(Level(level), levels.WEIGHTS.get(level, 0)) for level in WEIGHED_LEVELS]
        return super().get_context_data(
            questions=[rules_of(question) for question in load_questions(criteria=True)],
            levels=[{"level": one, "label": one.label, "points": count} for one, count in points],
            changed_at=last_change(DecisionQuestion),
            **kwargs,
        )


def rules_of(question):
    return {
        "text": question.text,
        "slug": question.slug,
        "options": [
            {
                "label": option.label,
                "explanation": option.explanation,
                "criteria": [rule_of(row) for row in option.criteria.all()],
            }
            for option in question.options.all()
        ],
    }


def rule_of(row):
    return {
        "feature": row.feature.name,
        "url": row.feature.get_absolute_url(),
        "asked": asked_in_words(criterion_of(row)),
        "weight": row.weight,
        "reason": row.reason,
    }
