"""How much may be sent at once: refused by its announced length, before it is read."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = 20 * 1024 * 1024
# What the other fields of a form and the seams between them may take.
ROOM = 5 * 1024 * 1024
TOO_LONG = "This file has more than 20 MB. Save it smaller and send that."


class BoundedUploadHandler(FileUploadHandler):
    """Stand before the handlers that keep what is sent, and let pass what is short enough."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > MOST_BYTES + ROOM:
            raise RequestDataTooBig(TOO_LONG)

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None
