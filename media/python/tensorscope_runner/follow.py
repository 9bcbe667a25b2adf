from tensorscope_runner.keep import make_keeper
from tensorscope_runner.report import make_report


def follow_fits(run, checkpoints, library):
    """Gives every list of callbacks two more, for the Keras that `library`, a module with `Callback`, is of. Lists for evaluate and predict never call what `fit` does."""
    callback_list = getattr(library, "CallbackList", None)
    if callback_list is None or getattr(callback_list, "reports_to_tensorscope", False) or not hasattr(library, "Callback"):
        return
    callback_list.reports_to_tensorscope = True
    report_class, keeper_class = make_report(run, library), make_keeper(run, checkpoints, library)
    original = callback_list.__init__

    def __init__(self, callbacks=None, *args, **kwargs):
        report = report_class()
        keeper = keeper_class(report, flat(callbacks))
        original(self, [*([callbacks] if callbacks else []), keeper, report], *args, **kwargs)
        keeper.history = getattr(self, "_history", None)
        self.tensorscope = keeper, report

    step_begins = callback_list.on_train_batch_begin

    def on_train_batch_begin(self, batch, *args, **kwargs):
        keeper, report = self.tensorscope
        if batch > 0:
            keeper.restore_built()
        report.between_steps()
        return step_begins(self, batch, *args, **kwargs)

    __init__.__wrapped__ = original
    callback_list.__init__ = __init__
    callback_list.on_train_batch_begin = on_train_batch_begin


def flat(callbacks):
    """The callbacks in any nest of lists."""
    if isinstance(callbacks, (list, tuple)):
        return [callback for nested in callbacks for callback in flat(nested)]
    return [] if callbacks is None else [callbacks]
