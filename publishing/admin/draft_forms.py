"""What a form says of drafts beside its text, in names that begin with “_”."""

# Under this name the session keeps the keys of the forms that were saved.
SAVED_FORMS = "saved_forms"


def moment(at):
    """Return a moment as scripts count it."""
    return int(at.timestamp() * 1000)


def numbers(values):
    """Return the keys of rows among what was sent."""
    return [int(one) for one in values if one.isascii() and one.isdigit() and len(one) < 19]


def opened_by(request):
    """Return the drafts that the submitted form was opened with, or has made of its text."""
    return numbers([request.POST.get("_draft", ""), request.POST.get("_autosave", "")])


def form_key(text):
    """Return a key that a form may have, empty for anything else."""
    return text if text.isascii() and text.isalnum() and len(text) <= 32 else ""
