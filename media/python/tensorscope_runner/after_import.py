import importlib.abc
import sys

from tensorscope_runner.harmless import harmless


class AfterImport(importlib.abc.MetaPathFinder):
    """Calls functions with a module right after it was loaded: `actions` are pairs of a name and a function."""

    def __init__(self, actions):
        self.actions = actions

    def find_spec(self, name, path=None, target=None):
        actions = [action for wanted, action in self.actions if wanted == name]
        if not actions:
            return None
        for finder in sys.meta_path:
            find_spec = getattr(finder, "find_spec", None)
            spec = find_spec(name, path, target) if find_spec and finder is not self else None
            if spec is not None:
                break
        else:
            return None
        execute = getattr(spec.loader, "exec_module", None)
        if execute is None:
            return spec

        def exec_module(module):
            execute(module)
            for action in actions:
                harmless(action)(module)

        spec.loader.exec_module = exec_module
        return spec
