"""An image row → the markup that lets each browser choose the file that suits it."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from publishing.models import Image
from publishing.renditions import focus_class, renditions


def picture(image: Image, *, sizes: str, alt: str = "", loading: str = "lazy") -> SafeString:
    """Render a picture; `alt` takes the place of the image's own where a text says it better.

    Give `loading="eager"` to the one picture that a page opens with.
    """
    return render_to_string(
        "components/picture.html",
        {
            "renditions": renditions(image),
            "alt": alt or image.alt,
            "sizes": sizes,
            "loading": loading,
            "focus": focus_class(image),
        },
    )
