import pytest

from tests.publication import (
    COMPARISON,
    FEATURES,
    PAGE,
    edit,
    framework_document,
    problems_of,
    put,
    written,
)

# An import checks and saves row by row, on purpose: each row passes the rules that the desk has.
pytestmark = [pytest.mark.django_db, pytest.mark.allow_n_plus_one]
ANT = "frameworks/ant.toml"
PAIR = "comparisons/ant-vs-bee.md"
ABOUT = "pages/about.md"
# Per file: the mistake, what stands there, what stands there instead, how the report begins.
MISTAKES = {
    "topics.toml": [
        ("syntax", 'name = "', "name = ", "Invalid value (at line 3"),
        ("unknown key of a list", "[[topics]]", "x = 1\n[[topics]]", "x: unknown key."),
        ("no list", "[[topics]]", "[topics]", "topics: must be a list of tables."),
    ],
    "pages/about.md": [
        ("syntax in front matter", 'title = "A', "title = A", "Invalid value (at line 2"),
        ("no front matter", PAGE, "Who we are.\n", "line 1: the file must open"),
        ("open front matter", "+++\n\nWho", "\n\nWho", "the front matter is not cl"),
        ("no text", 'title = "About"', "title = 1", "title: must be text"),
        (
            "no moment",
            "2026-11-20T09:00:00Z",
            "2026-11-20",
            "published_at: must be a date with time",
        ),
        ("no zone", "09:00:00Z", "09:00:00", "published_at: must name its zone"),
        ("unknown status", '"published"', '"publik"', "status: “publik” is not known."),
        ("NUL", 'title = "About"', 'title = "A\\u0000"', "title: holds the character NUL"),
    ],
    "notices.toml": [
        (
            "unknown key",
            "placement =",
            "placment =",
            "notices.support.placment: unknown key. “placment” is not known. Did you "
            "mean “placement”? Allowed: slug,",
        ),
        (
            "no switch",
            'placement = "inline"',
            'enabled = "no"',
            "notices.support.enabled: must be true or false.",
        ),
        (
            "item without identity",
            'slug = "support"',
            "",
            "notices.[1].slug: This field cannot be blank.",
        ),
    ],
    "frameworks/ant.toml": [
        ("unknown key of a child", "note =", "noet =", "facts.mapper.noet: unknown key."),
        (
            "no transcript",
            'code = "print()"',
            'code = "print()"\ntranscript = "GET /"',
            "snippets.hello-world.transcript: Every line begins with > or <: “GET /”.",
        ),
        (
            "no date",
            "released_on = 2025-11-13",
            'released_on = "2025"',
            "releases.3.1.released_on: must be a date, such as",
        ),
        (
            "no table",
            "[facts.licence]\nvalue =",
            "[facts]\nlicence =",
            "facts.licence: must be a table",
        ),
        (
            "no tables",
            '[[releases]]\nversion = "3.1"\nreleased_on = 2025-11-13',
            "[releases]",
            "releases: must be a list of tables.",
        ),
        (
            "too long",
            "Usually with an add-on.",
            "n" * 91,
            "facts.mapper.note: Ensure this value has at most 90 characters",
        ),
        (
            "unknown level",
            '"third-party"',
            '"3rd-party"',
            "facts.mapper.level: “3rd-party” is not known. Did you mean “third-party”? "
            "Allowed: built-in,",
        ),
        (
            "unknown kind",
            '"micro"',
            '"mikro"',
            "kind: “mikro” is not known. Did you mean “micro”?",
        ),
        (
            "unknown feature",
            "[facts.licence]",
            "[facts.license]",
            "facts.license: “license” is not known. Did you mean “licence”?",
        ),
        (
            "extension of another framework",
            'extension = "Ant-Mapper"',
            'extension = "Bee-Mapper"',
            "facts.mapper.extension: “Bee-Mapper” is not known. Did you mean "
            "“Ant-Mapper”? Allowed: Ant-Mapper.",
        ),
        (
            "child twice",
            "[[extensions]]",
            '[[extensions]]\nname = "Ant-Mapper"\n[[extensions]]',
            "extensions.Ant-Mapper: stands here twice.",
        ),
        (
            "child without identity",
            'title = "Few batteries"',
            "",
            "drawbacks.[1].title: This field cannot be blank.",
        ),
        (
            "neither level nor value",
            'value = "MIT"',
            "",
            "facts.licence.value: This feature asks for a value.",
        ),
        (
            "level and value",
            'level = "third-party"',
            'level = "none"\nvalue = "1"',
            "facts.mapper: A fact has either a level or a value.",
        ),
    ],
    "articles/queries.md": [
        ("no list of names", '[\n    "orm",\n]', '"orm"', "topics: must be a list of names"),
        ("unknown image", 'cover = "cover"', 'cover = "cove"', "cover: “cove” is not known."),
    ],
    "comparisons/ant-vs-bee.md": [
        (
            "no number",
            "lean = -1",
            'lean = "-1"',
            "picks.A small site.lean: must be a whole number.",
        ),
        (
            "no list of reasons",
            '[\n    "You want little.",\n]',
            '"Little."',
            "choose_if.ant: must be a list.",
        ),
        (
            "no table of reasons",
            '[choose_if]\nant = [\n    "You want little.",\n]',
            "[[choose_if]]",
            "choose_if: must be a table",
        ),
        ("no name", 'author = "Ann"', "author = 1", "author: must be a name"),
        (
            "too long a reason",
            "You want little.",
            "n" * 91,
            "choose_if.ant: Each reason has 1 to 90 characters",
        ),
        (
            "unknown author",
            '"Ann"',
            '"Anna"',
            "author: “Anna” is not known. Did you mean “Ann”? Allowed: Ann.",
        ),
        ("unknown framework", '    "bee",', '    "wasp",', "frameworks: “wasp” is not known."),
        ("name twice", '    "bee",', '    "bee",\n    "bee",', "frameworks: names “bee” twice."),
        (
            "file that does not fit",
            '    "ant",\n    "bee",',
            '    "bee",\n    "ant",',
            "what it holds belongs into a file called comparisons/bee-vs-ant.md.",
        ),
        ("reason for another", "ant = [", "cat = [", "choose_if.cat: is not among frameworks."),
        (
            "lean and framework",
            "lean = -1",
            'lean = -1\nframework = "ant"',
            "picks.A small site: Give either",
        ),
        (
            "pick of another",
            'framework = "bee"',
            'framework = "cat"',
            "picks.A large site: Take one",
        ),
        ("NUL in a list", "You want little.", "\\u0000", "choose_if.ant: holds the character NUL"),
    ],
    "authors.toml": [
        (
            "item twice",
            'name = "Ann"',
            'name = "Ann"\n[[authors]]\nslug = "ann"\nname = "Bob"',
            "authors.ann: stands here twice.",
        ),
    ],
    "images.toml": [
        (
            "missing picture",
            "images/cover",
            "images/cove",
            "images.cover.file: There is no file “images/cove.webp” in",
        ),
        (
            "picture outside",
            "images/cover",
            "../secret",
            "images.cover.file: There is no file “../secret.webp” in",
        ),
        (
            "no picture named",
            'file = "images/cover.webp"',
            "",
            "images.cover.file: must name the picture's file",
        ),
        (
            "picture name with NUL",
            "images/cover",
            "images/\\u0000",
            "images.cover.file: holds the character NUL",
        ),
    ],
}


@pytest.mark.parametrize(
    ("path", "old", "new", "begins"),
    [
        pytest.param(path, *mistake, id=name)
        for path, mistakes in MISTAKES.items()
        for name, *mistake in mistakes
    ],
)
def test_mistake_is_located_once_and_nothing_is_written(folder, path, old, new, begins):
    edit(folder, path, old, new)
    (folder.parent / "secret.webp").write_bytes((folder / "images/cover.webp").read_bytes())
    (problem,) = problems_of(folder)
    assert problem.startswith(f"{path}: {begins}")
    assert written() == ({}, [])


def test_file_that_is_not_utf8_is_located_by_its_line(folder):
    put(folder, "topics.toml", b'[[topics]]\nslug = "orm"\nname = "Caf\xe9"\n')
    assert problems_of(folder) == ["topics.toml: line 3: this is not UTF-8."]
    assert written() == ({}, [])


@pytest.mark.parametrize("content", [b"no picture", b"", b"RIFF\x10\0\0\0WEBPVP8L"])
def test_broken_picture_is_located_and_nothing_is_written(folder, content):
    put(folder, "images/cover.webp", content)
    (problem,) = problems_of(folder)
    assert problem.startswith("images.toml: images.cover.file: This ")
    assert written() == ({}, [])


def test_two_published_comparisons_of_the_same_frameworks_are_refused(folder):
    turned = COMPARISON.replace('    "ant",\n    "bee",', '    "bee",\n    "ant",')
    put(folder, "comparisons/bee-vs-ant.md", turned)
    assert problems_of(folder) == [
        "comparisons/bee-vs-ant.md: These frameworks already have a published comparison."
    ]
    assert written() == ({}, [])


@pytest.mark.parametrize("names", [["ant"], ["ant", "bee", "cat", "dog", "elk", "fox"]])
def test_comparison_of_too_few_or_too_many_is_refused(folder, names):
    for name in names[3:]:
        put(folder, f"frameworks/{name}.toml", framework_document(name.title()))
    listed = ", ".join(f'"{name}"' for name in names)
    picked = COMPARISON.partition("[[picks]]")[0] + "+++\n"
    text = picked.replace('[\n    "ant",\n    "bee",\n]', f"[{listed}]")
    (folder / PAIR).unlink()
    put(folder, f"comparisons/{'-vs-'.join(names)}.md", text)
    (problem,) = problems_of(folder)
    assert problem.endswith(f"A comparison has 2 to 5 frameworks, not {len(names)}.")
    assert written() == ({}, [])


def test_lean_among_three_is_refused(folder):
    edit(folder, PAIR, '    "bee",', '    "bee",\n    "cat",')
    (folder / PAIR).rename(folder / "comparisons/ant-vs-bee-vs-cat.md")
    assert problems_of(folder) == [
        "comparisons/ant-vs-bee-vs-cat.md: picks.A small site: "
        "Only two frameworks can lean: name the one to take instead."
    ]
    assert written() == ({}, [])


def test_unknown_file_is_a_problem(folder):
    put(folder, "framework/dog.toml", framework_document("Dog"))
    (problem,) = problems_of(folder)
    assert problem.startswith("framework/dog.toml: no such document.")
    assert "Did you mean “frameworks/….toml”?" in problem
    assert written() == ({}, [])


def test_folder_without_documents_is_a_problem(tmp_path):
    assert "holds no documents" in problems_of(tmp_path)[0]


def test_mistakes_in_three_files_are_listed_at_once(folder):
    edit(folder, "features.toml", 'kind = "value"', 'kind = "valu"')
    edit(folder, ANT, 'kind = "micro"', 'kind = "mikro"')
    edit(folder, ABOUT, "title", "titel")
    found = [problem.split(": ")[:2] for problem in problems_of(folder)]
    assert sorted(found) == [
        ["features.toml", "groups.data.features.licence.kind"],
        [ANT, "kind"],
        [ABOUT, "titel"],
        [ABOUT, "title"],
    ]
    assert written() == ({}, [])


def test_three_mistakes_in_one_new_file_are_listed_at_once(folder):
    edit(folder, ANT, '"third-party"', '"3rd-party"')
    edit(folder, ANT, "2025-11-13", '"2025"')
    edit(folder, ANT, 'severity = "moderate"', 'severity = "mild"')
    found = [problem.split(": ")[:2] for problem in problems_of(folder)]
    assert sorted(found) == [
        [ANT, "drawbacks.Few batteries.severity"],
        [ANT, "facts.mapper.level"],
        [ANT, "releases.3.1.released_on"],
    ]
    assert written() == ({}, [])


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("authors.toml", "[[authors]]", "[[authors]"),
        ("authors.toml", 'name = "Ann"', 'name = "Ann"\nphoto = "me"'),
        ("features.toml", FEATURES, "groups = 1\n"),
        ("features.toml", '"The terms of use."', "1"),
        ("images.toml", "images/cover", "images/cove"),
        ("topics.toml", 'name = "O', 'nam = "O'),
        (ANT, 'name = "Ant"', "name = Ant"),
        (ANT, 'kind = "micro"', 'kind = "mikro"'),
    ],
)
def test_what_rests_on_a_broken_document_is_no_second_mistake(folder, path, old, new):
    edit(folder, path, old, new)
    found = problems_of(folder)
    assert {problem.partition(":")[0] for problem in found} == {path}
    assert written() == ({}, [])
