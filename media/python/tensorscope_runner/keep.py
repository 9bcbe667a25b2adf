"""Keeps every finished epoch of a `fit` through Keras's own BackupAndRestore, and takes up a run where it was cut off."""
import sys

from tensorscope_runner.build import build
from tensorscope_runner.harmless import harmless
from tensorscope_runner.metrics import finite, plain
from tensorscope_runner.places import message_of

BACKUP = "BackupAndRestore"
# Keras 2 keeps the state of a backup at the model while it trains, and None otherwise; at the end of `fit` BackupAndRestore deletes it.
STATE = "_training_state"


def make_keeper(run, checkpoints, library):
    """The class of the callback that keeps a `fit`. It stands after those of the program and before the one that reports: what is reported as finished is kept."""
    backup_class = None
    name = library.__name__.partition(".")[0]

    def make_backup(folder, model):
        nonlocal backup_class
        backup_class = backup_class or getattr(sys.modules[name].callbacks, BACKUP)
        backup = backup_class(folder, delete_checkpoint=False)
        backup.set_model(model)
        return backup

    def write(folder, model, epoch):
        """Lets Keras write model, optimizer and the epoch's index into an empty folder. Keras 2 then has a state of its own at the model."""
        has_state, own = hasattr(model, STATE), getattr(model, STATE, None)
        backup = make_backup(folder, model)
        backup.on_train_begin()
        backup.on_epoch_begin(epoch)
        backup.on_epoch_end(epoch)
        backup.on_train_end()
        if has_state:
            setattr(model, STATE, own)

    class Keeper(library.Callback):
        async_safe = True
        _supports_tf_logs = True

        def __init__(self, report, callbacks):
            super().__init__()
            self.report = report
            # A program that keeps its epochs itself resumes by itself.
            self.keeps = not any(type(callback).__name__ == BACKUP for callback in callbacks)
            self.history = self.stage = self.backup = None
            self.logs, self.next = [], None
            self.is_filled = self.is_built = True
            # What is kept is the end of this `fit` already.
            self.is_kept = False

        def on_train_begin(self, logs=None):
            run.stages += 1
            self.report.offset = None
            if not self.keeps:
                return
            self.stage = checkpoints.stage(run.stages)
            state = self.stage.state()
            if state is None:
                return
            self.backup = make_backup(self.stage.latest(), self.model)
            built = build(self.model)
            # What Keras 2 restores waits for weights that are made later.
            self.is_built = built or hasattr(self.model, STATE)
            if self.is_built:
                self.backup.on_train_begin()
            else:
                self.model._initial_epoch = state["next"]
            self.take(state, built)

        def restore_built(self):
            """Some models are built by their first step only. What is restored then takes the place of all that the step did."""
            if not self.is_built:
                self.is_built = True
                self.backup.on_train_begin()
                self.model.reset_metrics()

        def take(self, state, built):
            epochs = int((self.params or {}).get("epochs") or 1)
            self.logs, self.next, self.is_filled = state["logs"], state["next"], False
            self.report.offset = state["offset"]
            run.epochs_finished = state["offset"] + state["next"]
            # A `fit` that ended before its last epoch, as by EarlyStopping, has no more of them.
            self.is_kept = state["ended"] and epochs <= state["epochs"]
            if not built and (self.is_kept or state["next"] >= epochs):
                raise RuntimeError("This fit had ended, but its model cannot be restored: it is built by a step of training only.")
            if self.is_kept:
                if hasattr(self.model, STATE):
                    getattr(self.model, STATE)._ckpt_saved_epoch.assign(epochs - 1)
                else:
                    self.model._initial_epoch = epochs
            run.events.send("resumed", epochs=run.epochs_finished, metrics=state["metrics"])

        @harmless
        def fill_history(self):
            """The History of `fit` has the epochs before the cut too."""
            if self.is_filled or self.history is None:
                return
            self.is_filled = True
            for index, logs in self.logs:
                self.history.epoch.append(index)
                for metric, value in logs.items():
                    self.history.history.setdefault(metric, []).append(value)

        def on_epoch_begin(self, epoch, logs=None):
            self.fill_history()

        @harmless
        def on_epoch_end(self, epoch, logs=None):
            self.restore_built()
            if not self.report.was_cut_in_epoch:
                self.is_kept = False
                self.next = int(epoch) + 1
                self.logs.append((int(epoch), plain(logs)))
                self.save(False)

        @harmless
        def on_train_end(self, logs=None):
            self.fill_history()
            if self.backup is not None:
                has_state = hasattr(self.model, STATE)
                self.backup.on_train_end()
                if has_state:
                    setattr(self.model, STATE, None)
                # Keras 3 would begin the next `fit` of this model there too.
                if hasattr(self.model, "_initial_epoch"):
                    self.model._initial_epoch = None
            if self.next is not None and not self.is_kept and not run.was_cut:
                # Callbacks may have gone back to better weights.
                self.save(True)

        def save(self, is_end):
            if not self.keeps:
                return
            state = {
                "offset": self.report.offset,
                "next": self.next,
                "epochs": int((self.params or {}).get("epochs") or 1),
                "ended": is_end,
                "logs": self.logs,
                "metrics": finite(self.logs[-1][1]),
            }
            try:
                self.stage.save(self.next, is_end, state, lambda folder: write(folder, self.model, self.next - 1))
            except Exception as error:
                self.keeps = False
                run.events.say("warning", f"The epochs of this run cannot be saved, so it cannot be resumed: {message_of(error)}")

    Keeper.__name__ = "Callback"
    return Keeper
