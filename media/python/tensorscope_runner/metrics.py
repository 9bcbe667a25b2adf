import math


def plain(logs):
    """The logged values that are single numbers, as such: a table or an image has no place in a curve."""
    metrics = {}
    for name, value in (logs or {}).items():
        try:
            metrics[name] = float(value)
        except (TypeError, ValueError):
            continue
    return metrics


def finite(metrics):
    """As JSON has them: None where a number is not finite."""
    return {name: value if math.isfinite(value) else None for name, value in metrics.items()}


def metrics_of(logs):
    return finite(plain(logs))
