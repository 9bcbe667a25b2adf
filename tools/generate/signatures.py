"""Writes the call signatures of TensorFlow's and Keras's public names as src/rules/data/signatures.json:

    python3 tools/generate/signatures.py > src/rules/data/signatures.json

Needs a Python with the TensorFlow and Keras that the rules are to follow; their versions are written too. Lists of parameters and sets of methods that
several names share are written once, so each name has: whether it is a class, the number of its parameters, and that of its methods.
"""

import enum
import inspect
import json
import math
import os
import types

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import tensorflow as tf

# Public under another name (tf.keras is keras), of an older interface, or no part of the documented one.
LEFT_OUT = {
    "keras.legacy",
    "keras.optimizers.legacy",
    "keras.src",
    "keras.utils.legacy",
    "tf.compat",
    "tf.core",
    "tf.dtensor",
    "tf.experimental.numpy",
    "tf.keras",
    "tf.optimizers.legacy",
    "tf.optimizers.schedules",
    "tf.python",
    "tf.raw_ops",
    "tf.security",
    "tf.tools",
}

# Classes whose objects are handed over, so that no rule needs their methods; of a layer only what it is called with matters.
HANDED_OVER = (
    "keras.callbacks.",
    "keras.constraints.",
    "keras.initializers.",
    "keras.losses.",
    "keras.metrics.",
    "keras.optimizers.",
    "keras.regularizers.",
)


def default_of(value):
    """A default as JSON; what cannot be written so is described."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if value is None or isinstance(value, (bool, int, float, str)) and not isinstance(value, enum.Enum):
        return value
    if isinstance(value, (list, tuple)):
        return [default_of(item) for item in value]
    if isinstance(value, tf.DType):
        return {"dtype": value.name}
    if isinstance(value, bytes):
        return repr(value)
    return {"other": getattr(value, "__name__", type(value).__name__)}


KINDS = {
    inspect.Parameter.POSITIONAL_ONLY: "positional",
    inspect.Parameter.VAR_POSITIONAL: "*",
    inspect.Parameter.KEYWORD_ONLY: "keyword",
    inspect.Parameter.VAR_KEYWORD: "**",
}


def parameters_of(function, bound):
    """The parameters of a function, without that of the object where it is bound to one; None where Python does not know them."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return None
    if bound and parameters and parameters[0].name == "self":
        parameters = parameters[1:]
    described = []
    for parameter in parameters:
        one = {"name": parameter.name}
        if parameter.default is not inspect.Parameter.empty:
            one["default"] = default_of(parameter.default)
        if parameter.kind in KINDS:
            one["kind"] = KINDS[parameter.kind]
        described.append(one)
    return described


def methods_of(name, cls):
    if name.startswith(HANDED_OVER):
        return {}
    methods = {}
    for method in dir(cls):
        if method.startswith("_") or (name.startswith("keras.layers.") and method != "call"):
            continue
        value = getattr(cls, method, None)
        if not inspect.isfunction(value):
            continue
        parameters = parameters_of(value, True)
        if parameters is not None:
            methods[method] = parameters
    return methods


def public_names(module, path, found, seen):
    """Every public class and function below a module, by its dotted name."""
    if path in LEFT_OUT or id(module) in seen:
        return
    seen.add(id(module))
    for name in sorted(dir(module)):
        if name.startswith("_"):
            continue
        try:
            value = getattr(module, name)
        except Exception:  # A part that this installation does not have.
            continue
        dotted = f"{path}.{name}"
        if isinstance(value, types.ModuleType):
            if value.__name__.split(".")[0] in ("tensorflow", "keras"):
                public_names(value, dotted, found, seen)
        elif inspect.isclass(value) or callable(value):
            found[dotted] = value


def main():
    found = {}
    for module, path in ((keras, "keras"), (tf, "tf")):
        public_names(module, path, found, set())
    parameters, methods, api = {}, {}, {}

    def number(table, value):
        return table.setdefault(json.dumps(value, separators=(",", ":")), len(table))

    for name, value in sorted(found.items()):
        is_class = inspect.isclass(value)
        own = parameters_of(value.__init__ if is_class else value, is_class)
        if own is None:
            continue
        row = [1 if is_class else 0, number(parameters, own)]
        table = methods_of(name, value) if is_class else {}
        if table:
            row.append(number(methods, {method: number(parameters, own) for method, own in sorted(table.items())}))
        api[name] = row
    versions = {"keras": keras.__version__, "tensorflow": tf.__version__}
    print('{"versions":' + json.dumps(versions, separators=(",", ":")) + ",")
    print('"parameters":[\n' + ",\n".join(parameters) + "\n],")
    print('"methods":[\n' + ",\n".join(methods) + "\n],")
    print('"api":{\n' + ",\n".join(f"{json.dumps(name)}:{json.dumps(row, separators=(',', ':'))}" for name, row in api.items()) + "\n}}")


main()
