"""The recipes of docs/recipes.md: each is followed to the letter in a copy of the project."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.docs.recipes import Block, RecipeError, recipes

RECIPES = recipes((settings.BASE_DIR / "docs" / "recipes.md").read_text())
# What a clone doesn't have, and what a browser would be needed for.
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", ".*_cache", "node_modules")


@pytest.fixture
def copy(tmp_path):
    """The project in a folder of its own."""
    return Path(shutil.copytree(settings.BASE_DIR, tmp_path / "copy", ignore=NOT_COPIED))


@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_works_as_it_is_written(title, copy):
    assert any(block.commands for block in RECIPES[title])
    for block in RECIPES[title]:
        if not block.commands:
            block.change(copy)
        for program, *words in block.commands:
            assert program == "python"
            ran = subprocess.run(
                [sys.executable, *words],
                cwd=copy,
                env={
                    "PATH": os.environ["PATH"],
                    "HOME": str(copy),
                    "DEBUG": "1",
                    "DATABASE_URL": f"sqlite:///{copy}/recipe.sqlite3",
                    "PYTEST_ADDOPTS": "-p no:cacheprovider",
                },
                capture_output=True,
                text=True,
                check=False,
            )
            assert ran.returncode == 0, f"{' '.join(words)}\n{ran.stdout[-4000:]}\n{ran.stderr[-4000:]}"


def test_a_recipe_that_no_longer_fits_the_code_is_told(tmp_path):
    (tmp_path / "one.py").write_text("a\nb\na\n")
    Block("diff", "one.py", " b\n+c\n").change(tmp_path)
    assert (tmp_path / "one.py").read_text() == "a\nb\nc\na\n"
    for body in (" a\n+c\n", " z\n+c\n", "b\n+c\n"):
        with pytest.raises(RecipeError, match=r"one\.py"):
            Block("diff", "one.py", body).change(tmp_path)
    with pytest.raises(RecipeError, match="is there already"):
        Block("python", "one.py", "x\n").change(tmp_path)
