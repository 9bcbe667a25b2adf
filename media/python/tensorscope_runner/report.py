import threading
import time

from tensorscope_runner.harmless import harmless_hooks
from tensorscope_runner.metrics import metrics_of
from tensorscope_runner.places import message_of

BATCH_INTERVAL_S = 0.1


def make_report(run, library):
    """The class of the callback that reports a `fit`, for the Keras that `library`, a module with `Callback`, is of."""

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
            steps = (self.params or {}).get("steps")
            self.steps_per_epoch = None if steps is None else int(steps)

        def start(self):
            """Reports the start once the number of parameters is known: some models are built by their first batch."""
            if self.is_started or self.model is None or not getattr(self.model, "built", True):
                return
            self.is_started = True
            run.events.send(
                "start",
                engineVersion=run.versions(library, self.model),
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
            if self.was_cut_in_epoch:
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

        def between_steps(self):
            """In the program's own thread, unlike the hooks of steps: waits while the run is paused, then takes a new learning rate up."""
            waited = run.wait()
            if waited:
                with self.lock:
                    self.epoch_begin += waited
            rate, run.learning_rate = run.learning_rate, None
            if rate is None or self.model is None:
                return
            try:
                optimizer = self.model.optimizer
                getattr(optimizer, "inner_optimizer", optimizer).learning_rate = rate
                run.events.say("info", f"Learning rate {rate:g} from epoch {self.epoch}, step {self.steps + 1} on.")
            except Exception as error:
                run.events.say("warning", f"The learning rate was not changed: {message_of(error)}")

        def cut(self):
            """Ends this `fit` where a stop was asked for."""
            if run.stop_asked and self.model is not None:
                run.was_cut = True
                self.model.stop_training = True

        @property
        def was_cut_in_epoch(self):
            """Whether the epoch lacks steps: it is not finished then."""
            return run.stop_asked and not (self.steps_per_epoch and self.steps >= self.steps_per_epoch)

    return harmless_hooks(Report)
