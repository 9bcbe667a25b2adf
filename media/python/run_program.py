"""Runs a Python program unchanged and reports every `fit` of Keras in it: PYTHON run_program.py OPTIONS SCRIPT [ARGUMENT…]

OPTIONS is a JSON object: `events`, a file descriptor that messages are written to, one JSON object a line; `commands`, one that commands are read from, one a
line, and whose end means that whoever started this is gone; `seed`, a number or null; `checkpoints`, the folder that finished epochs are kept in; `resume`, that
of the run to resume, or null; `devices`, "all" or "own". src/engine/python/messages.ts types options, messages and commands.
Standard library only, Python 3.8 or newer.
"""
import json
import os
import sys
import threading
import traceback
import types

# The folder of this file is no place to write into, and none for the program to import from.
HERE = os.path.dirname(os.path.abspath(__file__))
writes_bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
sys.path.insert(0, HERE)
from tensorscope_runner.after_import import AfterImport
from tensorscope_runner.checkpoints import Checkpoints
from tensorscope_runner.devices import AllDevices
from tensorscope_runner.events import Events
from tensorscope_runner.follow import follow_fits
from tensorscope_runner.notebook import place_in, run_notebook
from tensorscope_runner.places import Places, message_of
from tensorscope_runner.run import Run

sys.path.remove(HERE)
sys.dont_write_bytecode = writes_bytecode

# Modules that define CallbackList: Keras 3, tf_keras, and Keras 2 where `keras` was its name.
CALLBACK_MODULES = ("keras.src.callbacks.callback_list", "tf_keras.src.callbacks", "keras.src.callbacks", "keras.callbacks")
# Once these are there as a whole, a seed can be set.
SEED_MODULES = ("keras", "tf_keras")


def set_seed(keras, seed):
    """Seeds Python, NumPy and the backend before the program makes its first layer; a seed that it sets itself comes later and counts."""
    keras.utils.set_random_seed(seed)


def run_script(script, arguments):
    """Runs the program as `python SCRIPT ARGUMENT…` does."""
    sys.argv = [script, *arguments]
    if not getattr(sys.flags, "safe_path", False):
        sys.path[0] = os.path.dirname(os.path.abspath(script))
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=script, __builtins__=__builtins__, __spec__=None, __cached__=None)
    sys.modules["__main__"] = main
    if script.endswith(".ipynb"):
        return run_notebook(script, main.__dict__)
    with open(script, "rb") as file:
        source = file.read()
    exec(compile(source, script, "exec", dont_inherit=True), main.__dict__)


def main():
    options = json.loads(sys.argv[1])
    script = sys.argv[2]
    events = Events(options["events"])
    places = Places(script)
    run = Run(events, places)
    checkpoints = Checkpoints(options["checkpoints"], options["resume"])
    actions = [(name, lambda library: follow_fits(run, checkpoints, library)) for name in CALLBACK_MODULES]
    if options["devices"] == "all":
        actions += AllDevices(events).actions()
    if options["seed"] is not None:
        actions += [(name, lambda keras: set_seed(keras, options["seed"])) for name in SEED_MODULES]
    sys.meta_path.insert(0, AfterImport(actions))
    threading.Thread(target=run.listen, args=(options["commands"],), daemon=True).start()

    def finish(status, **fields):
        events.send("finished", status=status, msPerStepMedian=run.median(), **fields)

    try:
        run_script(script, sys.argv[3:])
    except SystemExit as exit:
        if exit.code in (None, 0):
            finish("stopped" if run.was_cut else "done")
        else:
            said = f"the program ended with exit code {exit.code}" if isinstance(exit.code, int) else str(exit.code)
            finish("failed", message=said, site=places.of_error(exit))
        raise
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt) and run.stop_asked:
            finish("stopped")
            sys.exit(0)
        # Without the frames of this file, as Python itself would show it.
        shown = error.__traceback__
        while shown and shown.tb_frame.f_code.co_filename == __file__:
            shown = shown.tb_next
        traceback.print_exception(type(error), error, shown)
        site, said = places.of_error(error), message_of(error)
        if site and site["path"].endswith(".ipynb"):
            said = f"{said} ({place_in(site['path'], site['line'])})"
        finish("failed", message=said, site=site)
        sys.exit(1)
    finish("stopped" if run.was_cut else "done")


if __name__ == "__main__":
    main()
