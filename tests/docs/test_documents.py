"""What the documents name exists: files, links, commands, modules, settings."""

import importlib.util
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

ROOT = settings.BASE_DIR
DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "fixtures" / "README.md"]
    if path.name != "CHANGELOG.md"
)
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]
# Made by whoever runs the site or its tools, so that a clone doesn't have them.
MADE = ("var", ".venv")
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(#[^)\s]*)?\)")
_QUOTED = re.compile(r"`([^`\n]+)`")
_TOP = "|".join(sorted(re.escape(path.name) for path in ROOT.iterdir() if path.is_dir()))
_PATH = re.compile(rf"(?:{_TOP}|\.ci)/[\w./-]+\Z")


def text(name: str) -> str:
    return (ROOT / name).read_text()


def outside_blocks(document: str) -> str:
    """A document without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", document, flags=re.MULTILINE | re.DOTALL)


def anchors(path: Path) -> set[str]:
    """The fragments that a document's headings can be linked by."""
    headings = re.findall(r"^#+ (.+)$", outside_blocks(path.read_text()), flags=re.MULTILINE)
    return {"#" + re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_to_something_that_is_there(name):
    for target, fragment in _LINK.findall(text(name)):
        path = (ROOT / name).parent / target
        assert path.exists(), f"{name} links to {target}"
        if fragment and path.suffix == ".md":
            assert fragment in anchors(path), f"{name} links to {target}{fragment}"


@pytest.mark.parametrize("name", NAMES)
def test_files_and_modules_that_are_named_are_there(name):
    # Decisions say what was true when they were made; recipes name files that they make.
    if name.startswith("docs/decisions/") or name == "docs/recipes.md":
        return
    missing = []
    for quoted in _QUOTED.findall(outside_blocks(text(name))):
        if not _PATH.match(quoted) or quoted.startswith(MADE):
            continue
        path = ROOT / quoted.rstrip("/")
        if not path.exists() and not path.with_suffix(".py").exists():
            missing.append(quoted)
    assert not missing


@pytest.mark.parametrize("name", NAMES)
def test_commands_that_are_named_exist(name):
    document = text(name)
    known = get_commands()
    commands = set(re.findall(r"manage\.py ([a-z_]{3,})", document))
    assert {command for command in commands if command not in known} == set()
    modules = set(re.findall(r"python -m ((?:tests|hdir)[\w.]*)", document))
    assert {module for module in modules if importlib.util.find_spec(module) is None} == set()
    scripts = set(re.findall(r"(?<![\w/])scripts/[a-z]+(?:\.sh)?", document))
    assert {script for script in scripts if not (ROOT / script).exists()} == set()


def test_every_room_is_named_where_newcomers_look():
    rooms = {f"hdir/{path.parent.name}" for path in ROOT.glob("hdir/*/__init__.py")} | {
        "directory",
        "strategy",
    }
    architecture, readme = text("docs/architecture.md"), text("README.md")
    assert {room for room in rooms if f"**{room}**" not in architecture} == set()
    assert {room for room in rooms if f"`{room}/`" not in readme} == set()


def test_every_environment_variable_of_the_settings_is_explained_to_operators():
    source = text("hdir/settings.py")
    names = set(re.findall(r"""(?:environ(?:\.get)?[\[(]|_flag\()["']([A-Z_]{4,})["']""", source))
    assert len(names) > 5
    operations = text("docs/operations.md")
    assert {name for name in names if f"`{name}`" not in operations} == set()
