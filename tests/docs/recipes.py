"""Reads docs/recipes.md and does what it says."""

import re
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(
    r"^```(?P<language>[a-z]+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)


class RecipeError(Exception):
    """A block that can't be done as it stands."""


@dataclass(frozen=True)
class Block:
    """A block of code: a change to a file, a new file, or commands."""

    language: str
    file: str
    body: str

    @property
    def commands(self) -> list[list[str]]:
        """The commands of a block for the shell, word by word."""
        return [line.split() for line in self.body.splitlines() if line] if self.language == "sh" else []

    def change(self, folder: Path) -> None:
        """Makes or changes the file in a folder."""
        path = folder / self.file
        if self.language != "diff":
            if path.exists():
                raise RecipeError(f"{self.file} is there already: show what changes in it as a diff")
            path.write_text(self.body)
            return
        lines = self.body.splitlines(keepends=True)
        if wrong := [line for line in lines if line[0] not in " +-\n"]:
            raise RecipeError(f"{self.file}: {wrong[0]!r} begins neither with + nor - nor a blank")
        before = "".join(line[1:] for line in lines if line[0] in " -")
        after = "".join(line[1:] for line in lines if line[0] in " +")
        text = path.read_text()
        if text.count(before) != 1:
            raise RecipeError(f"{self.file} has {text.count(before)} places that look like this:\n{before}")
        path.write_text(text.replace(before, after))


def recipes(document: str) -> dict[str, list[Block]]:
    """The blocks below each heading."""
    sections = re.split(r"^## (.+)$", document, flags=re.MULTILINE)[1:]
    return {
        title: [
            Block(found["language"], found["file"] or "", found["body"]) for found in _FENCE.finditer(text)
        ]
        for title, text in zip(sections[::2], sections[1::2], strict=True)
    }
