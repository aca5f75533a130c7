"""The shape of the house: small files, one room with Qt, no address of a package index."""

from tests.house.source import ROOT, all_files, imported, room_files

LONGEST = 500
TEXT = {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".sh", ".cfg", ".spec", ".ts", ".json", ""}
# In pieces, so that this file does not name what it forbids.
INDEX_HOSTS = [
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
    )
]
TODO_WORDS = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]


def test_no_python_file_is_longer_than_a_guest_will_read():
    files = [file for file in all_files() if file.suffix == ".py"]
    assert len(files) > 30
    lines = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert [str(file.relative_to(ROOT)) for file, n in lines.items() if n > LONGEST] == []


def test_no_file_names_a_package_index():
    naming = [
        (str(file.relative_to(ROOT)), host)
        for file in all_files()
        if file.suffix in TEXT
        for host in INDEX_HOSTS
        if host in file.read_text(encoding="utf-8", errors="replace")
    ]
    assert naming == []


def test_only_the_window_knows_qt():
    rooms = room_files("jobassist", "speech", "storage", "central")
    knowing = [file for file in rooms if any(n.split(".")[0] == "PySide6" for n in imported(file))]
    assert knowing == []


def test_only_the_engine_room_opens_the_driver():
    knowing = {
        str(file.relative_to(ROOT))
        for file in room_files()
        if any(name.split(".")[0] == "sqlcipher3" for name in imported(file))
    }
    assert knowing == {"storage/engine.py"}


def test_nothing_is_left_for_later():
    left = [
        (str(file.relative_to(ROOT)), word)
        for file in room_files()
        for word in TODO_WORDS
        if word in file.read_text(encoding="utf-8").split()
    ]
    assert left == []
