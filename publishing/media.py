"""The files of pictures, as readers get them; nothing else in the storage is served."""

import re

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

RENDITION = re.compile(r"images/([0-9a-f]{64})/([0-9]{1,4})\.(avif|webp|jpg)")
CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def serve(request, name):
    rendition = RENDITION.fullmatch(name)
    if rendition is None:
        raise Http404
    digest, width, ending = rendition.groups()
    try:
        with default_storage.open(name) as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=CONTENT_TYPES[ending], headers=HEADERS)
    # The name says the content, so it serves as the tag of it.
    etag = f'"{digest}-{width}-{ending}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)
