"""Runs a Python program unchanged and reports every `fit` of Keras in it: PYTHON run_program.py OPTIONS SCRIPT [ARGUMENT…]

OPTIONS is a JSON object: `events`, a file descriptor that messages are written to, one JSON object a line; `commands`, one that the word "stop" is read
from, and whose end means that whoever started this is gone; `seed`, a number or null. src/engine/python/messages.ts types the messages.
Standard library only, Python 3.8 or newer.
"""
import functools
import importlib.abc
import json
import math
import os
import re
import signal
import statistics
import sys
import sysconfig
import threading
import time
import traceback
import types

BATCH_INTERVAL_S = 0.1
# Once the starter is gone: how long a step may take, and how long the program may tidy up after its interrupt.
INTERRUPT_AFTER_S = 10
KILL_AFTER_S = 5
MAX_STEP_TIMES = 20_000


class Events:
    """The messages. A reader that is gone is no error: the end of `commands` says so too."""

    def __init__(self, descriptor):
        os.set_inheritable(descriptor, False)
        self.descriptor = descriptor
        self.lock = threading.Lock()

    def send(self, event, **fields):
        line = json.dumps({"event": event, **fields}, allow_nan=False).encode() + b"\n"
        with self.lock:
            try:
                while line:
                    line = line[os.write(self.descriptor, line):]
            except OSError:
                pass


class Places:
    """Which files are the user's: those below the program's folder or the working directory that no package manager put there."""

    def __init__(self, script):
        self.folders = [os.path.realpath(folder) + os.sep for folder in (os.path.dirname(script) or ".", ".")]
        self.libraries = [os.path.realpath(path) + os.sep for path in {sysconfig.get_path(name) for name in ("stdlib", "platstdlib")}]

    def is_users(self, path):
        real = os.path.realpath(path)
        if not os.path.isfile(real) or real == os.path.realpath(__file__) or re.search(r"[\\/](site|dist)-packages[\\/]", real):
            return False
        return any(real.startswith(folder) for folder in self.folders) and not any(real.startswith(folder) for folder in self.libraries)

    def of_frames(self, frames):
        """Place of the last of some (path, line) that is the user's, or None."""
        own = [(path, line) for path, line in frames if self.is_users(path)]
        return {"path": os.path.abspath(own[-1][0]), "line": own[-1][1]} if own else None

    def of_caller(self):
        frame, frames = sys._getframe(1), []
        while frame:
            frames.insert(0, (frame.f_code.co_filename, frame.f_lineno))
            frame = frame.f_back
        return self.of_frames(frames)

    def of_error(self, error):
        frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
        if isinstance(error, SyntaxError) and error.filename and error.lineno:
            frames.append((error.filename, error.lineno))
        # AutoGraph tells in its text where in the program a traced function failed.
        frames += [(path, int(line)) for path, line in re.findall(r'File "(.+?)", line (\d+)', str(error))]
        return self.of_frames(frames)


def message_of(error):
    """An exception in one line. Keras and TensorFlow put their own traceback before what went wrong."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    said = lines[0] if lines else ""
    if said.startswith("in user code:"):
        errors = [line for line in lines if re.match(r"[\w.]*(Error|Exception)\b", line)]
        return errors[-1] if errors else lines[-1]
    if said.startswith("Graph execution error"):
        nodes = [index for index, line in enumerate(lines) if line.startswith("[[")]
        said = lines[nodes[0] - 1] if nodes and nodes[0] > 0 else lines[-1]
    name = type(error).__name__
    return f"{name}: {said}" if said else name


def number_of(value):
    """A logged value as JSON has it: None where it is not finite. Raises for what is no single number."""
    number = float(value)
    return number if math.isfinite(number) else None


def metrics_of(logs):
    metrics = {}
    for name, value in (logs or {}).items():
        try:
            metrics[name] = number_of(value)
        except (TypeError, ValueError):
            continue  # A table or an image, which has no place in a curve.
    return metrics


class Run:
    """All that a program trains. Several calls of `fit` are one run: their epochs are counted on."""

    def __init__(self, events, places):
        self.events = events
        self.places = places
        self.stop_asked = False
        self.was_cut = False
        self.has_fitted = False
        self.epochs_finished = 0
        self.step_times = []
        self.keep_every = 1
        self.steps_seen = 0

    def step_took(self, milliseconds):
        """Keeps a sample of the step times; beyond the limit every second one is let go."""
        self.steps_seen += 1
        if self.steps_seen % self.keep_every:
            return
        self.step_times.append(milliseconds)
        if len(self.step_times) > MAX_STEP_TIMES:
            self.step_times = self.step_times[::2]
            self.keep_every *= 2

    def median(self):
        return statistics.median(self.step_times) if self.step_times else None

    def listen(self, descriptor):
        """Reads commands until their end, in a thread of its own."""
        os.set_inheritable(descriptor, False)
        with open(descriptor, encoding="utf-8") as commands:
            for command in commands:
                if command.strip() == "stop":
                    self.stop()
        self.stop()
        time.sleep(INTERRUPT_AFTER_S)
        interrupt()
        time.sleep(KILL_AFTER_S)
        if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
            os.killpg(os.getpid(), signal.SIGKILL)
        os._exit(1)

    def stop(self):
        self.stop_asked = True
        # Nothing is lost before the first step, and the next one may be far.
        if not self.has_fitted:
            interrupt()

    def versions(self, library):
        name = library.__name__.partition(".")[0]
        keras = sys.modules[name]
        backend = "tensorflow"
        if hasattr(keras, "backend") and hasattr(keras.backend, "backend"):
            backend = keras.backend.backend()
        version = getattr(sys.modules.get(backend), "__version__", None)
        title = f"{'Keras' if name == 'keras' else name} {getattr(keras, '__version__', '')}".strip()
        python = ".".join(map(str, sys.version_info[:3]))
        proper = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch"}.get(backend, backend)
        return f"{title}{f' on {proper} {version}' if version else ''} (Python {python})"


def interrupt():
    """Ctrl-C for the program, also where it waits in the operating system."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    else:
        import _thread

        _thread.interrupt_main()


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


def make_callback(run, library):
    """The class of the callback that every `fit` gets, for the Keras that `library`, a module with `Callback`, is of."""

    class Report(library.Callback):
        # Keras 3 may then call it beside the next step, and tf_keras hands tensors over without waiting for their values.
        async_safe = True
        _supports_tf_logs = True

        def __init__(self):
            super().__init__()
            self.lock = threading.Lock()
            self.is_fit = self.is_started = False
            self.place = self.offset = self.steps_per_epoch = self.trained = None
            self.epoch = self.steps = self.first = 0
            self.batch_begin = self.epoch_begin = self.reported = time.perf_counter()

        def on_train_begin(self, logs=None):
            self.is_fit = run.has_fitted = True
            self.is_started = False
            self.place = run.places.of_caller()
            self.offset = None
            steps = (self.params or {}).get("steps")
            self.steps_per_epoch = None if steps is None else int(steps)

        def start(self):
            """Reports the start once the number of parameters is known: some models are built by their first batch."""
            if self.is_started or self.model is None or not getattr(self.model, "built", True):
                return
            self.is_started = True
            run.events.send(
                "start",
                engineVersion=run.versions(library),
                model=str(self.model.name),
                parameters=int(self.model.count_params()),
                epochs=self.offset + int((self.params or {}).get("epochs") or 1),
                stepsPerEpoch=self.steps_per_epoch,
                source=self.place,
            )

        def on_epoch_begin(self, epoch, logs=None):
            if self.offset is None:
                self.offset = run.epochs_finished - int(epoch) if run.epochs_finished else 0
            self.epoch = self.offset + int(epoch) + 1
            self.steps = self.first = 0
            self.batch_begin = self.epoch_begin = self.reported = time.perf_counter()
            self.trained = None
            self.start()

        def on_train_batch_begin(self, batch, logs=None):
            self.batch_begin, self.first = time.perf_counter(), int(batch)
            self.cut()

        def on_train_batch_end(self, batch, logs=None):
            now = time.perf_counter()
            with self.lock:
                done, self.steps = int(batch) + 1 - self.first, max(self.steps, int(batch) + 1)
                if done > 0:
                    run.step_took((now - self.batch_begin) * 1000 / done)
                self.cut()
                if now - self.reported < BATCH_INTERVAL_S and self.is_started:
                    return
                self.reported = now
                self.start()
                if not self.is_started:
                    return
                metrics = metrics_of(logs)
                run.events.send(
                    "batch",
                    epoch=self.epoch,
                    step=self.steps,
                    stepsPerEpoch=self.steps_per_epoch,
                    loss=metrics.pop("loss", None),
                    metrics=metrics,
                    stepsPerSecond=self.steps / max(now - self.epoch_begin, 1e-9),
                )

        def on_test_begin(self, logs=None):
            # Validation within an epoch; what comes after it is no training time.
            if self.is_fit and self.trained is None:
                self.trained = time.perf_counter()

        def on_test_batch_end(self, batch, logs=None):
            if self.is_fit and run.stop_asked:
                self.model.stop_evaluating = True

        def on_epoch_end(self, epoch, logs=None):
            seconds = (self.trained or time.perf_counter()) - self.epoch_begin
            if self.was_cut_in_epoch():
                return
            run.epochs_finished = self.epoch
            self.steps_per_epoch = self.steps_per_epoch or self.steps
            run.events.send(
                "epoch",
                epoch=self.epoch,
                metrics=metrics_of(logs),
                seconds=seconds,
                steps=self.steps,
                stepsPerSecond=self.steps / max(seconds, 1e-9),
            )
            self.cut()

        def on_train_end(self, logs=None):
            self.is_fit = False

        def cut(self):
            """Ends this `fit` where a stop was asked for."""
            if run.stop_asked and self.model is not None:
                run.was_cut = True
                self.model.stop_training = True

        def was_cut_in_epoch(self):
            """Whether the epoch lacks steps: it is not finished then."""
            return run.stop_asked and not (self.steps_per_epoch and self.steps >= self.steps_per_epoch)

    for name, hook in list(vars(Report).items()):
        if name.startswith("on_"):
            setattr(Report, name, harmless(hook))
    # tf_keras times the hooks of callbacks whose name it does not know, and warns where a step is quick.
    Report.__name__ = "Callback"
    return Report


def report_fits(run, library):
    """Gives every list of callbacks one more. Lists for evaluate and predict never call what `fit` does."""
    callback_list = getattr(library, "CallbackList", None)
    if callback_list is None or getattr(callback_list, "reports_to_tensorscope", False) or not hasattr(library, "Callback"):
        return
    callback_list.reports_to_tensorscope = True
    report = make_callback(run, library)
    original = callback_list.__init__

    def __init__(self, callbacks=None, *args, **kwargs):
        original(self, [*([callbacks] if callbacks else []), report()], *args, **kwargs)

    __init__.__wrapped__ = original
    callback_list.__init__ = __init__


def set_seed(keras, seed):
    """Seeds Python, NumPy and the backend before the program makes its first layer; a seed that it sets itself comes later and counts."""
    keras.utils.set_random_seed(seed)


class AfterImport(importlib.abc.MetaPathFinder):
    """Calls a function with a module right after it was loaded."""

    def __init__(self, actions):
        self.actions = actions

    def find_spec(self, name, path=None, target=None):
        action = self.actions.get(name)
        if action is None:
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
            harmless(action)(module)

        spec.loader.exec_module = exec_module
        return spec


# Modules that define CallbackList: Keras 3, tf_keras, and Keras 2 where `keras` was its name.
CALLBACK_MODULES = ("keras.src.callbacks.callback_list", "tf_keras.src.callbacks", "keras.src.callbacks", "keras.callbacks")
# Once these are there as a whole, a seed can be set.
SEED_MODULES = ("keras", "tf_keras")


def run_script(script, arguments):
    """Runs the program as `python SCRIPT ARGUMENT…` does."""
    sys.argv = [script, *arguments]
    if not getattr(sys.flags, "safe_path", False):
        sys.path[0] = os.path.dirname(os.path.abspath(script))
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=script, __builtins__=__builtins__, __spec__=None, __cached__=None)
    sys.modules["__main__"] = main
    with open(script, "rb") as file:
        source = file.read()
    exec(compile(source, script, "exec", dont_inherit=True), main.__dict__)


def main():
    options = json.loads(sys.argv[1])
    script = sys.argv[2]
    events = Events(options["events"])
    places = Places(script)
    run = Run(events, places)
    actions = {name: lambda library: report_fits(run, library) for name in CALLBACK_MODULES}
    if options["seed"] is not None:
        actions.update({name: lambda keras: set_seed(keras, options["seed"]) for name in SEED_MODULES})
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
        finish("failed", message=message_of(error), site=places.of_error(error))
        sys.exit(1)
    finish("stopped" if run.was_cut else "done")


if __name__ == "__main__":
    main()
