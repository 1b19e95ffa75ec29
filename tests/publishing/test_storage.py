import pytest
from django.core.files.base import ContentFile

from publishing.storage import WholeFileStorage


class FullDisk(ContentFile):
    def chunks(self, chunk_size=None):
        yield b"first half"
        raise OSError("No space left on device")


@pytest.fixture
def storage(tmp_path):
    return WholeFileStorage(location=tmp_path)


def test_file_stands_under_its_name(storage, tmp_path):
    assert storage.save("a/b.webp", ContentFile(b"pixels")) == "a/b.webp"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.webp"]
    assert (tmp_path / "a/b.webp").read_bytes() == b"pixels"


def test_file_that_was_cut_short_has_no_name(storage):
    with pytest.raises(OSError, match="No space"):
        storage.save("b.webp", FullDisk(b""))
    assert not storage.exists("b.webp")


def test_second_save_makes_no_second_file(storage, tmp_path):
    storage.save("b.webp", ContentFile(b"pixels"))
    assert storage.save("b.webp", ContentFile(b"pixels")) == "b.webp"
    assert [path.name for path in tmp_path.iterdir()] == ["b.webp"]
