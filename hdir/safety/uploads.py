"""Files that are sent with a form: the site takes none, and reads none to its end."""

from django.core.exceptions import SuspiciousMultipartForm
from django.core.files.uploadhandler import FileUploadHandler


class NoUploads(FileUploadHandler):
    """Refuses the whole request (400) at the first file in it."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        raise SuspiciousMultipartForm("No form of this site takes files.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never reached."""

    def file_complete(self, file_size: int) -> None:
        """Never reached."""
