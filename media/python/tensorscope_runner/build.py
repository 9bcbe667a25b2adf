import sys


def first_batch(names):
    """A batch of the data that a `fit` is about to train on, by the names that it has in there: of Keras 3, or of Keras 2."""
    if "epoch_iterator" in names:
        iterator = names["epoch_iterator"]
        for _, _, batches in iterator:
            batch = next(batches)
            break
        iterator.reset()
        return batch
    return next(iter(names["data_handler"]._dataset))


def build(model):
    """Makes the weights of a model that would be built by its first step: calls it on a batch of the `fit` that is under way. Whether it is built then."""
    if getattr(model, "built", True):
        return True
    frame = sys._getframe(1)
    while frame and not (frame.f_code.co_name == "fit" and frame.f_locals.get("self") is model):
        frame = frame.f_back
    try:
        batch = first_batch(frame.f_locals)
        model(batch[0] if isinstance(batch, (list, tuple)) else batch)
        return True
    except Exception:
        # As of a model with a step of its own, which is not to be called as a whole.
        return False
