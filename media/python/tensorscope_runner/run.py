import os
import signal
import statistics
import sys
import threading
import time

# Once the starter is gone: how long a step may take, and how long the program may tidy up after its interrupt.
INTERRUPT_AFTER_S = 10
KILL_AFTER_S = 5
MAX_STEP_TIMES = 20_000


class Run:
    """All that a program trains. Several calls of `fit` are one run: their epochs are counted on."""

    def __init__(self, events, places):
        self.events = events
        self.places = places
        self.stop_asked = False
        self.was_cut = False
        self.has_fitted = False
        self.stages = 0
        self.epochs_finished = 0
        self.learning_rate = None
        self.runs_on = threading.Event()
        self.runs_on.set()
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
            for line in commands:
                self.obey(*line.split())
        self.stop()
        time.sleep(INTERRUPT_AFTER_S)
        interrupt()
        time.sleep(KILL_AFTER_S)
        if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
            os.killpg(os.getpid(), signal.SIGKILL)
        os._exit(1)

    def obey(self, command, *values):
        if command == "stop":
            self.stop()
        elif command == "pause":
            self.runs_on.clear()
        elif command == "continue":
            self.runs_on.set()
        elif command == "learning-rate":
            self.learning_rate = float(values[0])

    def wait(self):
        """Waits while the run is paused; the seconds that it took."""
        if self.runs_on.is_set():
            return 0
        begin = time.perf_counter()
        self.runs_on.wait()
        return time.perf_counter() - begin

    def stop(self):
        self.stop_asked = True
        self.runs_on.set()
        # Nothing is lost before the first step, and the next one may be far.
        if not self.has_fitted:
            interrupt()

    def versions(self, library, model):
        name = library.__name__.partition(".")[0]
        keras = sys.modules[name]
        backend = "tensorflow"
        if hasattr(keras, "backend") and hasattr(keras.backend, "backend"):
            backend = keras.backend.backend()
        version = getattr(sys.modules.get(backend), "__version__", None)
        title = f"{'Keras' if name == 'keras' else name} {getattr(keras, '__version__', '')}".strip()
        python = ".".join(map(str, sys.version_info[:3]))
        proper = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch"}.get(backend, backend)
        return f"{title}{f' on {proper} {version}' if version else ''} (Python {python}){replicas(model)}"


def replicas(model):
    """", 2 devices" where a batch is split among several."""
    count = getattr(getattr(model, "distribute_strategy", None), "num_replicas_in_sync", 1)
    return f", {count} devices" if count > 1 else ""


def interrupt():
    """Ctrl-C for the program, also where it waits in the operating system."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    else:
        import _thread

        _thread.interrupt_main()
