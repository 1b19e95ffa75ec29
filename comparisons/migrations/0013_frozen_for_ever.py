"""The database itself refuses another text for what was frozen, whoever asks.

SQLite forgets triggers when a later migration makes the table anew; `tests/comparisons/
test_freezing.py` fails then, and the later migration has to make this one again.
"""

from django.db import migrations

TABLE = "comparisons_frozencomparison"
TRIGGER = "comparisons_frozen_for_ever"
MESSAGE = "What was frozen stays as it was."
FIXED = (
    "key",
    "slug",
    "frozen_on",
    "frozen_at",
    "title",
    "note",
    "page",
    "page_digest",
    "data_json",
    "data_json_digest",
    "data_csv",
    "data_csv_digest",
)
MAKE = {
    "sqlite": [
        """
        CREATE TRIGGER {trigger} BEFORE UPDATE ON {table} WHEN {differs}
        BEGIN SELECT RAISE(ABORT, '{message}'); END
        """,
    ],
    "postgresql": [
        """
        CREATE FUNCTION {trigger}() RETURNS trigger AS $$
        BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; END
        $$ LANGUAGE plpgsql
        """,
        """
        CREATE TRIGGER {trigger} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({differs})
        EXECUTE FUNCTION {trigger}()
        """,
    ],
}
DROP = {
    "sqlite": ["DROP TRIGGER {trigger}"],
    "postgresql": ["DROP TRIGGER {trigger} ON {table}", "DROP FUNCTION {trigger}()"],
}
DIFFERS = {"sqlite": "OLD.{0} IS NOT NEW.{0}", "postgresql": "OLD.{0} IS DISTINCT FROM NEW.{0}"}


def run(statements, schema_editor):
    vendor = schema_editor.connection.vendor
    quote = schema_editor.quote_name
    differs = " OR ".join(DIFFERS[vendor].format(quote(name)) for name in FIXED)
    for statement in statements[vendor]:
        schema_editor.execute(
            statement.format(trigger=TRIGGER, table=TABLE, differs=differs, message=MESSAGE)
        )


def make(apps, schema_editor):
    run(MAKE, schema_editor)


def drop(apps, schema_editor):
    run(DROP, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("comparisons", "0012_frozen_groups")]

    operations = [migrations.RunPython(make, drop)]
