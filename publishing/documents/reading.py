"""Documents → rows. Each mistake is noted with its key; after the first, nothing more is saved."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model, ProtectedError

from publishing.documents.names import Names, UnknownName
from publishing.documents.pictures import Pictures
from publishing.documents.problems import allowed
from publishing.documents.schema import Children, File, Named, Record, Reference
from publishing.documents.values import WrongValue, column_value, list_of_names
from publishing.documents.writing import columns_of, named_of
from publishing.models import Versioned
from publishing.saving import save_accepted


def join(*parts: str) -> str:
    return ".".join(part for part in parts if part)


class Reader:
    """Bring the rows of one document to what it says.

    `problems` are (where, message); `changed` tells whether a row was written; `left_out` are
    rows that the document no longer has: (row, name of their parent's column, where).
    """

    def __init__(self, names: Names, pictures: Pictures):
        self.names = names
        self.pictures = pictures
        self.problems: list[tuple[str, str]] = []
        self.left_out: list[tuple[Model, str, str]] = []
        self.changed = False

    def note(self, where: str, error: Exception | str) -> None:
        if isinstance(error, ValidationError):
            error = " ".join(error.messages)
        self.problems.append((where, str(error)))

    def bring(
        self,
        record: Record,
        data: Any,
        obj: Model,
        *,
        where: str = "",
        given: dict[str, Any] | None = None,
    ) -> None:
        """Bring a row and all that belongs to it to the data; `given` sets columns without a key."""
        if not self.known_keys(record, data, where):
            return
        given = given or {}
        before = columns_of(record, obj) if obj.pk else {}
        moved = any(getattr(obj, name, None) != value for name, value in given.items())
        for name, value in given.items():
            setattr(obj, name, value)
        many = self.set_columns(record, data, obj, where)
        repainted = self.set_picture(record, data, obj, where)
        self.validate(obj, where)
        if not self.problems:
            if moved or repainted or columns_of(record, obj) != before or obj.pk is None:
                self.save(obj)
            self.set_many(obj, many)
        self.names.add(obj)
        for named in record.named:
            self.bring_named(named, data, obj, where)
        # Backwards, because what a document writes first rests on what it writes last: a fact
        # names an extension.
        for children in reversed(record.children):
            self.bring_children(children, data.get(children.name), obj, join(where, children.name))

    def known_keys(self, record: Record, data: Any, where: str) -> bool:
        if not isinstance(data, dict):
            self.note(where, "must be a table of keys and values.")
            return False
        for key in data:
            if key not in record.names:
                self.note(join(where, key), f"unknown key. {allowed(key, record.names)}")
        return True

    def set_columns(self, record: Record, data, obj: Model, where: str) -> dict[str, list[Model]]:
        """Set the row's own columns; return the rows that its many-to-many columns shall have."""
        many: dict[str, list[Model]] = {}
        for key in record.columns:
            if isinstance(key, File):
                continue
            name = key if isinstance(key, str) else key.name
            field = obj._meta.get_field(name)
            try:
                if isinstance(key, str):
                    setattr(obj, name, column_value(field, data.get(name)))
                elif field.many_to_many:
                    names = list_of_names(data.get(name))
                    many[name] = [self.named(key, field, one, obj) for one in names]
                else:
                    one = data.get(name)
                    setattr(obj, name, self.named(key, field, one, obj) if one else None)
            except (WrongValue, UnknownName) as error:
                self.note(join(where, name), error)
        return many

    def named(self, key: Reference, field, name: Any, obj: Model) -> Model:
        if not isinstance(name, str):
            raise WrongValue("must be a name in quotation marks.")
        if key.within:
            return self.names.find_child(field.related_model, getattr(obj, key.within), name)
        return self.names.find(field.related_model, key.by, name)

    def set_picture(self, record: Record, data, obj: Model, where: str) -> bool:
        for key in record.columns:
            if isinstance(key, File):
                try:
                    return self.pictures.bring(obj, data.get(key.name))
                except (ValidationError, WrongValue) as error:
                    self.note(join(where, key.name), error)
        return False

    def validate(self, obj: Model, where: str) -> None:
        """Note what the row's own rules refuse, once for each key."""
        noted = {place for place, _message in self.problems}
        unsaved = {
            field.name
            for field in obj._meta.concrete_fields
            if field.is_relation
            and field.is_cached(obj)
            and getattr(obj, field.name)
            and getattr(obj, field.name).pk is None
        }
        try:
            obj.full_clean(exclude=unsaved)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                at = where if name == NON_FIELD_ERRORS else join(where, name)
                if at not in noted:
                    self.note(at, self.worded(obj, name, messages))

    def worded(self, obj: Model, name: str, messages: list[str]) -> str:
        """Name the choices where a choice was wrong; Django's own words say only that it was."""
        choices = [] if name == NON_FIELD_ERRORS else obj._meta.get_field(name).choices or []
        value = getattr(obj, name, None)
        if choices and value not in (None, "") and value not in dict(choices):
            return allowed(str(value), [str(choice) for choice, _label in choices])
        return " ".join(messages)

    def save(self, obj: Model) -> None:
        self.changed = True
        if isinstance(obj, Versioned):
            save_accepted(obj)
        else:
            obj.save()

    def set_many(self, obj: Model, many: dict[str, list[Model]]) -> None:
        for name, rows in many.items():
            if {row.pk for row in getattr(obj, name).all()} != {row.pk for row in rows}:
                self.changed = True
                getattr(obj, name).set(rows)

    def bring_named(self, key: Named, data, obj: Model, where: str) -> None:
        """Bring the ordered names between this row and others to the list of the data."""
        target = key.through._meta.get_field(key.target.name).related_model
        extras = (data.get(key.extra) or {}) if key.extra else {}
        try:
            names = list_of_names(data.get(key.name))
            rows = [self.names.find(target, key.target.by, name) for name in names]
        except (WrongValue, UnknownName) as error:
            self.note(join(where, key.name), error)
            return
        for name in set(extras) - set(names):
            self.note(join(where, key.extra, name), f"stands not in {key.name}.")
        says = {key.name: names, **({key.extra: extras} if key.extra else {})}
        if obj.pk and says == named_of(key, obj):
            return
        entries = [
            key.through(**{key.parent: obj, key.target.name: row, "position": position})
            for position, row in enumerate(rows)
        ]
        for entry, name in zip(entries, names, strict=True):
            if key.extra:
                setattr(entry, key.extra, extras.get(name, []))
        self.replace(key, obj, entries, where)

    def replace(self, key: Named, obj: Model, entries: list[Model], where: str) -> None:
        if obj.pk and not self.problems:
            key.through._default_manager.filter(**{key.parent: obj}).delete()
        for entry in entries:
            name = getattr(getattr(entry, key.target.name), key.target.by)
            self.validate(entry, join(where, key.extra or key.name, name))
            if not self.problems:
                self.save(entry)

    def bring_children(self, key: Children, value: Any, parent: Model, where: str) -> None:
        rows = (
            key.record.model._default_manager.filter(**{key.parent: parent}) if parent.pk else ()
        )
        existing = {self.identity(key, row): row for row in rows}
        for position, (name, data) in enumerate(self.items(key, value, where)):
            row = existing.pop(name, None) or self.elsewhere(key, name)
            given: dict[str, Any] = {key.parent: parent}
            if key.position:
                given[key.position] = position
            if key.keyed:
                try:
                    field = key.record.model._meta.get_field(key.keyed.name)
                    given[key.keyed.name] = self.named(key.keyed, field, name, row)
                except UnknownName as error:
                    self.note(join(where, name), error)
                    continue
            self.bring(key.record, data, row, where=join(where, name), given=given)
            self.names.add_child(parent, name, row)
        self.left_out += [(row, key.parent, where) for row in existing.values()]

    def identity(self, key: Children, row: Model) -> str:
        if key.keyed:
            return str(getattr(getattr(row, key.keyed.name), key.keyed.by))
        return str(getattr(row, key.record.identity))

    def items(self, key: Children, value: Any, where: str) -> Iterator[tuple[str, Any]]:
        """Yield name and data of each child; a nameless one is called by its number."""
        if value is None:
            return
        if not isinstance(value, dict if key.keyed else list):
            self.note(
                where, f"must be {'a table of tables' if key.keyed else 'a list of tables'}."
            )
            return
        if key.keyed:
            yield from value.items()
            return
        seen: set[str] = set()
        for number, data in enumerate(value, 1):
            name = data.get(key.record.identity) if isinstance(data, dict) else None
            name = name if isinstance(name, str) and name else f"[{number}]"
            if name in seen:
                self.note(join(where, name), "stands here twice.")
                continue
            seen.add(name)
            yield name, data

    def elsewhere(self, key: Children, name: str) -> Model:
        """Return the row of a name that belongs to another parent still, or a new row."""
        model = key.record.model
        if not key.keyed and getattr(model._meta.get_field(key.record.identity), "unique", False):
            row = model._default_manager.filter(**{key.record.identity: name}).first()
            return row or model()
        return model()

    def drop_left_out(self) -> None:
        """Delete what the document no longer has, unless it found another parent meanwhile."""
        for row, parent, where in self.left_out:
            at_home = {"pk": row.pk, f"{parent}_id": getattr(row, f"{parent}_id")}
            if type(row)._default_manager.filter(**at_home).exists():
                try:
                    row.delete()
                    self.changed = True
                except ProtectedError as error:
                    names = ", ".join(sorted(str(one) for one in error.protected_objects)[:3])
                    self.note(where, f"“{row}” is missing here, but others rest on it: {names}.")
