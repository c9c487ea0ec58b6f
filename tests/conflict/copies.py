"""A copy of the house in which some text reads otherwise, for as long as a test looks at it.

All our modules, those of the tests among them, are imported a second time, so nothing that the copy has worked out
is kept by the house itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType


@dataclass(frozen=True)
class Change:
    """Text of a module that reads otherwise. It must be there once, or the change means something else by now."""

    module: str
    old: str
    new: str


@contextmanager
def copy_of_the_house(changes: Sequence[Change]) -> Iterator[None]:
    """While this lasts, to import any of our modules is to import the copy."""
    kept = {name: module for name, module in sys.modules.items() if _ours(name)}
    tests = sys.modules["tests"]
    known_to_tests = dict(vars(tests))
    finder = _Finder(changes)
    sys.meta_path.insert(0, finder)
    for name in kept:
        del sys.modules[name]
    try:
        yield
        unread = {change.module for change in changes} - finder.found
        assert not unread, f"nothing imported {', '.join(sorted(unread))}, so nothing was changed"
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if _ours(name)]:
            del sys.modules[name]
        sys.modules.update(kept)
        vars(tests).clear()
        vars(tests).update(known_to_tests)


def _ours(name: str) -> bool:
    return name.split(".")[0] == "overture" or name.startswith("tests.")


class _Finder(MetaPathFinder):
    def __init__(self, changes: Sequence[Change]) -> None:
        self.changes = changes
        self.found: set[str] = set()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        changes = [change for change in self.changes if change.module == fullname]
        if not changes:
            return None
        self.found.add(fullname)
        spec = PathFinder.find_spec(fullname, path, target)
        assert spec is not None and spec.origin is not None, fullname
        return spec_from_file_location(fullname, spec.origin, loader=_Loader(fullname, spec.origin, changes))


class _Loader(SourceFileLoader):
    """Compiles the changed text, and leaves no trace of it on the disk."""

    def __init__(self, fullname: str, path: str, changes: Sequence[Change]) -> None:
        super().__init__(fullname, path)
        self.changes = changes

    def get_code(self, fullname: str) -> CodeType:
        text = Path(self.path).read_text(encoding="utf-8")
        for change in self.changes:
            assert text.count(change.old) == 1, f"{fullname} has {text.count(change.old)} times: {change.old}"
            text = text.replace(change.old, change.new)
        code = compile(text, self.path, "exec", dont_inherit=True)
        assert isinstance(code, CodeType)
        return code
