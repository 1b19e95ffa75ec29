"""Documents → rows. Each mistake is noted with its key; after the first, nothing more is saved."""

from collections.abc import Collection, Iterator
from typing import Any, cast

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Field, Model, ProtectedError, RestrictedError

from publishing.documents.names import Names, RestsOnBroken, UnknownName
from publishing.documents.pictures import COLUMNS, Pictures
from publishing.documents.problems import allowed
from publishing.documents.schema import (
    Children,
    File,
    Named,
    Record,
    Reference,
    TextFile,
    column,
)
from publishing.documents.values import WrongValue, column_value, list_of_names
from publishing.documents.writing import columns_of, named_of, rows_of
from publishing.models import Image, Versioned
from publishing.saving import followed, save_accepted


def join(*parts: str) -> str:
    return ".".join(part for part in parts if part)


def differing(obj: Model, many: dict[str, list[Model]]) -> list[str]:
    """Return the many-to-many columns that do not hold these rows yet."""
    return [
        name
        for name, rows in many.items()
        if {row.pk for row in (getattr(obj, name).all() if obj.pk else ())}
        != {row.pk for row in rows}
    ]


class Reader:
    """Bring the rows of one document to what it says.

    `problems` are (where, message); `rests_on_broken` tells of a name whose own document is at
    fault; with either, nothing more is saved. `changed` tells whether a row was written;
    `left_out` are rows that the document no longer has: (row, name of their parent's column,
    where).
    """

    def __init__(self, names: Names, pictures: Pictures):
        self.names = names
        self.pictures = pictures
        self.problems: list[tuple[str, str]] = []
        self.left_out: list[tuple[Model, str, str]] = []
        self.rests_on_broken = False
        self.changed = False

    @property
    def sound(self) -> bool:
        return not self.problems and not self.rests_on_broken

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
        """Bring a row and all that is its own to the data; `given` sets columns without a key."""
        if not isinstance(data, dict):
            self.note(where, "must be a table of keys and values.")
            return
        for key in data:
            if key not in record.names:
                self.note(join(where, key), f"unknown key. {allowed(key, record.names)}")
        self.bring_columns(record, data, obj, where, given or {})
        if obj.pk:
            self.names.add(obj)
        for named in record.named:
            self.bring_named(named, data, obj, where)
        # Backwards, because what a document writes first rests on what it writes last: a fact
        # names an extension.
        for children in reversed(record.children):
            self.bring_children(children, data.get(children.name), obj, join(where, children.name))

    def bring_columns(
        self, record: Record, data: dict[str, Any], obj: Model, where: str, given: dict[str, Any]
    ) -> None:
        """Bring the row itself to the data, and save it if it is new or differs."""
        before = columns_of(record, obj) if obj.pk else None
        moved = any(getattr(obj, name, None) != value for name, value in given.items())
        for name, value in given.items():
            setattr(obj, name, value)
        wrong: set[str] = set()
        many: dict[str, list[Model]] = {}
        for key in record.columns:
            try:
                if isinstance(key, File):
                    moved |= self.pictures.bring(cast(Image, obj), data.get(key.name))
                elif isinstance(key, TextFile):
                    moved |= self.pictures.bring_text(obj, key.name, data.get(key.name))
                else:
                    self.set_column(key, data, obj, many)
            except RestsOnBroken:
                self.rests_on_broken = True
                wrong.add(key if isinstance(key, str) else key.name)
            except (ValidationError, WrongValue, UnknownName) as error:
                name = key if isinstance(key, str) else key.name
                self.note(join(where, name), error)
                wrong |= COLUMNS if isinstance(key, File) else {name}
        self.validate(obj, where, wrong)
        if self.sound:
            if moved or columns_of(record, obj) != before or differing(obj, many):
                self.save(obj)
            for name in differing(obj, many):
                getattr(obj, name).set(many[name])

    def set_column(self, key: str | Reference, data, obj: Model, many: dict) -> None:
        """Set one column; a many-to-many column's rows are put into `many` for later."""
        name = key if isinstance(key, str) else key.name
        field, value = column(type(obj), name), data.get(name)
        if isinstance(key, str):
            setattr(obj, name, column_value(field, value))
        elif field.many_to_many:
            many[name] = [self.named(key, field, one, obj) for one in list_of_names(value)]
        else:
            setattr(obj, name, None if value is None else self.named(key, field, value, obj))

    def named(self, key: Reference, field: Field, name: Any, obj: Model) -> Model:
        """Return the row that a name means; raise UnknownName, WrongValue or RestsOnBroken."""
        if not isinstance(name, str):
            raise WrongValue("must be a name in quotation marks.")
        model = cast(type[Model], field.related_model)
        if key.within:
            return self.names.find_child(model, getattr(obj, key.within), name)
        return self.names.find(model, key.by, name)

    def validate(self, obj: Model, where: str, wrong: Collection[str] = ()) -> None:
        """Note what the row's own rules refuse, but for columns that are known to be wrong."""
        unsaved = {
            field.name
            for field in obj._meta.concrete_fields
            if field.is_relation
            and field.name in obj._state.fields_cache
            and getattr(obj, field.name)
            and getattr(obj, field.name).pk is None
        }
        try:
            obj.full_clean(exclude=unsaved.union(wrong))
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                if name not in wrong:
                    at = where if name == NON_FIELD_ERRORS else join(where, name)
                    self.note(at, self.worded(obj, name, messages))

    def worded(self, obj: Model, name: str, messages: list[str]) -> str:
        """Name the choices where a choice was wrong; Django's own words say only that it was."""
        field = None if name == NON_FIELD_ERRORS else column(type(obj), name)
        choices = [str(choice) for choice, _label in (field and field.flatchoices) or []]
        value = getattr(obj, name, None)
        if choices and value not in (None, "", *choices):
            return allowed(str(value), choices)
        return " ".join(messages)

    def save(self, obj: Model) -> None:
        self.changed = True
        if isinstance(obj, Versioned):
            save_accepted(obj)
        else:
            obj.save()

    def bring_named(self, key: Named, data: dict[str, Any], obj: Model, where: str) -> None:
        """Bring the ordered names between this row and others to the list of the data."""
        field = column(key.through, key.target.name)
        try:
            names = list_of_names(data.get(key.name))
            rows = [self.named(key.target, field, name, obj) for name in names]
        except RestsOnBroken:
            self.rests_on_broken = True
            return
        except (WrongValue, UnknownName) as error:
            self.note(join(where, key.name), error)
            return
        extras = self.extras_of(key, data, names, where)
        says = {key.name: names, **({key.extra: extras} if key.extra else {})}
        if obj.pk and says == named_of(key, obj):
            return
        if obj.pk and self.sound:
            self.changed = True
            key.through._default_manager.filter(**{key.parent: obj}).delete()
        for position, (name, row) in enumerate(zip(names, rows, strict=True)):
            entry = key.through(**{key.parent: obj, key.target.name: row, "position": position})
            if name in extras:
                setattr(entry, key.extra, extras[name])
            self.validate(entry, join(where, key.name, name), {key.extra})
            if self.sound:
                self.save(entry)

    def extras_of(
        self, key: Named, data: dict[str, Any], names: list[str], where: str
    ) -> dict[str, Any]:
        """Return what the table beside the list says of the names in it; note what is wrong."""
        table = data.get(key.extra, {}) if key.extra else {}
        if not isinstance(table, dict):
            self.note(join(where, key.extra), "must be a table of names and values.")
            return {}
        extras = {}
        for name, value in table.items():
            try:
                if name not in names:
                    raise WrongValue(f"is not among {key.name}.")
                field = column(key.through, key.extra)
                field.run_validators(column_value(field, value))
                extras[name] = value
            except (ValidationError, WrongValue) as error:
                self.note(join(where, key.extra, name), error)
        return extras

    def bring_children(self, key: Children, value: Any, parent: Model, where: str) -> None:
        existing = {
            self.identity(key, row): row for row in (rows_of(key, parent) if parent.pk else ())
        }
        for position, (name, data) in enumerate(self.items(key, value, where)):
            row = existing.pop(name, None) or self.elsewhere(key, name)
            given: dict[str, Any] = {key.parent: parent}
            if key.position:
                given[key.position] = position
            if key.keyed:
                try:
                    field = column(key.record.model, key.keyed.name)
                    given[key.keyed.name] = self.named(key.keyed, field, name, row)
                except RestsOnBroken:
                    self.rests_on_broken = True
                    continue
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
        if isinstance(value, dict):
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
        # Backwards again: facts go before the extensions that they rest on.
        for row, parent, where in reversed(self.left_out):
            at_home = {"pk": row.pk, f"{parent}_id": getattr(row, f"{parent}_id")}
            if type(row)._default_manager.filter(**at_home).exists():
                try:
                    with followed([row], gone=True):
                        row.delete()
                    self.changed = True
                except (ProtectedError, RestrictedError) as error:
                    names = ", ".join(sorted(str(one) for one in error.args[1])[:3])
                    self.note(where, f"“{row}” is missing here, but others rest on it: {names}.")
