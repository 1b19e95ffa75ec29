"""The ```short fence: the answer of a long article, in a box before everything else."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from publishing.markdown import rendering


def check(source: str) -> list[str]:
    """Say what an editor must mend: the box holds a few lines, and its heading is given."""
    if not source.strip():
        return ["the short fence is empty: write the answer, best as a list."]
    found = [problem.partition(": ")[2] for problem in rendering.problems(source)]
    if rendering.render(source).contents:
        found.append("the short fence has its heading already: write none inside.")
    return found


def render(source: str) -> SafeString:
    return render_to_string("publishing/_in_short.html", {"text": source})
