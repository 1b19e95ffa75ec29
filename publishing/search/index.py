"""The index: a row for each object that can be found, kept in the transaction of its change.

`revisions.record` calls `refresh` for every accepted change, whichever way it came.
"""

from collections.abc import Iterable, Iterator
from itertools import batched
from unicodedata import normalize

from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet

from publishing.models import SearchEntry
from publishing.search import words
from publishing.search.searchables import Said, Searchable, registered

AT_ONCE = 500
# Two changes at once that touch one entry, such as a comparison's by both of its frameworks,
# would each miss the other. SQLite has one writer at a time anyway.
LOCK = 0x5EA2C4
WRITTEN = (
    "whole_id",
    "published_at",
    "unpublish_at",
    "name",
    "address",
    "lead",
    "text",
    "words",
)
# Where a word stands: in the name, in the lead or before it, anywhere.
NAME, LEAD, TEXT = "n", "l", "t"


@transaction.atomic
def refresh(whole: Model) -> None:
    """Bring the entries to what the object, its rows and what rests on it are by now.

    To be called once they are saved or deleted; costs two queries for each kind that is reached.
    """
    reached = [(one, lookup) for one in registered() if (lookup := lookup_of(one, whole))]
    if reached:
        hold_back_others()
    for searchable, lookup in reached:
        rows = list(searchable.rows().filter(**{lookup: whole.pk}))
        known = Q(object_id__in=[row.pk for row in rows])
        if type(whole) is searchable.whole_model:
            known |= Q(whole_id=whole.pk)
        of_kind = SearchEntry.objects.filter(kind=searchable.kind)
        bring(entries_of(searchable, rows), of_kind.filter(known))


def lookup_of(searchable: Searchable, whole: Model) -> str:
    if type(whole) is searchable.whole_model:
        return searchable.whole or "pk"
    return searchable.rests_on.get(type(whole), "")


def hold_back_others() -> None:
    """Let no other transaction refresh until this one has ended."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def bring(fresh: Iterable[SearchEntry], known: QuerySet[SearchEntry]) -> None:
    """Write only what differs: most saves change one entry of many."""
    entries = {entry.object_id: entry for entry in fresh}
    gone, changed = [], []
    for old in known:
        new = entries.pop(old.object_id, None)
        if new is None:
            gone.append(old.pk)
        elif values_of(new) != values_of(old):
            new.pk = old.pk
            changed.append(new)
    SearchEntry.objects.filter(pk__in=gone).delete()
    SearchEntry.objects.bulk_update(changed, WRITTEN, batch_size=AT_ONCE)
    SearchEntry.objects.bulk_create(entries.values(), batch_size=AT_ONCE)


def values_of(entry: SearchEntry) -> list:
    return [getattr(entry, name) for name in WRITTEN]


@transaction.atomic
def rebuild() -> int:
    """Make the whole index anew from the content, and return how many entries it has."""
    hold_back_others()
    SearchEntry.objects.all().delete()
    count = 0
    for searchable in registered():
        # The oldest first: where there are too many hits, the last to come in are looked at.
        rows = searchable.rows().order_by("pk").iterator(chunk_size=AT_ONCE)
        for entries in batched(entries_of(searchable, rows), AT_ONCE):
            count += len(SearchEntry.objects.bulk_create(entries))
    return count


def entries_of(searchable: Searchable, rows: Iterable[Model]) -> Iterator[SearchEntry]:
    for row in rows:
        said = searchable.say(row)
        if said is not None:
            yield entry_of(searchable, row, said)


def entry_of(searchable: Searchable, row: Model, said: Said) -> SearchEntry:
    # A letter with its accent is one character, so that both keep their place when compared.
    name, lead, text = (normalize("NFC", part) for part in (said.name, said.lead, said.text))
    return SearchEntry(
        kind=searchable.kind,
        object_id=row.pk,
        whole_id=getattr(row, searchable.whole_column),
        published_at=said.window.start,
        unpublish_at=said.window.end,
        name=name,
        address=said.address,
        lead=lead,
        text=text,
        words=" ".join(
            marked_words(searchable.mark, f"{name} {words.last_part(said.address)}", lead, text)
        ),
    )


def marked_words(mark: str, name: str, lead: str, text: str) -> list[str]:
    """Return each word with the marks of its kind and place: “an” for an article's name.

    A word in the name stands there for the other places too, so that the words of a query may be
    spread over them.
    """
    in_name = words.forms(name)
    in_lead = in_name | words.forms(lead)
    places = {NAME: in_name, LEAD: in_lead, TEXT: in_lead | words.forms(text)}
    return sorted(f"{mark}{place}{word}" for place, found in places.items() for word in found)
