import functools
import sys
import traceback


def harmless(hook):
    """A report that fails must not end the program: it is said in the program's log, once."""
    failed = []

    @functools.wraps(hook)
    def safe(*args, **kwargs):
        try:
            return hook(*args, **kwargs)
        except Exception:
            if not failed:
                failed.append(True)
                print("Tensorscope could not follow this training:", file=sys.stderr)
                traceback.print_exc()

    return safe


def harmless_hooks(callback):
    """The class of a callback whose hooks do no harm."""
    for name, hook in list(vars(callback).items()):
        if name.startswith("on_"):
            setattr(callback, name, harmless(hook))
    # tf_keras times the hooks of callbacks whose name it does not know, and warns where a step is quick.
    callback.__name__ = "Callback"
    return callback
