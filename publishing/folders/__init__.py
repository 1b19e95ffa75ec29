"""A whole publication as a folder of documents: the sample site, a backup, a reader's proposal."""

from publishing.folders.exporting import export_folder
from publishing.folders.importing import Outcome, Report, import_folder

__all__ = ["Outcome", "Report", "export_folder", "import_folder"]
