"""Records losses, metrics and optimizers of Keras for test/unit/train/model/stepper.test.ts. Writes JSON to standard output."""
import json
import numpy as np
import keras

random = np.random.RandomState(3)
X = random.uniform(-1, 1, [6, 4]).astype("float32").round(3)
KERNEL = random.uniform(-1, 1, [4, 3]).astype("float32").round(3)
BIAS = random.uniform(-0.5, 0.5, [3]).astype("float32").round(3)
SPARSE = [0, 2, 1, 1, 0, 2]
ONE_HOT = np.eye(3)[SPARSE].tolist()
BINARY = [[0], [1], [1], [0], [1], [0]]
MULTI = [[0, 1, 1], [1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 1, 0], [1, 1, 1]]
REAL = random.uniform(0.1, 1, [6, 3]).round(3).tolist()
WEIGHTS = [1.0, 0.5, 2.0, 0.0, 1.5, 1.0]
C = "keras.losses."
M = "keras.metrics."
O = "keras.optimizers."

# loss, metrics, optimizer, activation, units, labels, sample weights, and what the inputs are multiplied with
CASES = [
    ["sparse_categorical_crossentropy", {}, ["accuracy"], ["adam", {}], "softmax", 3, SPARSE, None],
    [C + "SparseCategoricalCrossentropy", {"from_logits": True}, ["accuracy", M + "SparseTopKCategoricalAccuracy:k=2"], [O + "Adam", {"learning_rate": 0.05}], "linear", 3, SPARSE, None],
    ["sparse_categorical_crossentropy", {}, ["acc"], ["sgd", {}], "softmax", 3, [[v] for v in SPARSE], WEIGHTS],
    ["categorical_crossentropy", {}, ["accuracy"], ["rmsprop", {}], "softmax", 3, ONE_HOT, None],
    [C + "CategoricalCrossentropy", {"label_smoothing": 0.1, "from_logits": True}, [M + "TopKCategoricalAccuracy:k=2"], [O + "SGD", {"learning_rate": 0.1, "momentum": 0.9}], "linear", 3, ONE_HOT, WEIGHTS],
    ["binary_crossentropy", {}, ["accuracy", M + "Precision", M + "Recall"], [O + "SGD", {"learning_rate": 0.1, "momentum": 0.8, "nesterov": True}], "sigmoid", 1, BINARY, None],
    ["binary_crossentropy", {}, ["accuracy"], ["adagrad", {}], "sigmoid", 1, [v[0] for v in BINARY], WEIGHTS],
    [C + "BinaryCrossentropy", {"from_logits": True, "label_smoothing": 0.2}, ["mae"], ["adamax", {}], "linear", 3, MULTI, None],
    ["binary_crossentropy", {}, ["binary_accuracy"], ["adadelta", {}], "sigmoid", 3, MULTI, None],
    ["mse", {}, ["mae", M + "RootMeanSquaredError"], ["adam", {}], "linear", 3, REAL, WEIGHTS],
    ["mean_absolute_error", {}, ["mse"], [O + "RMSprop", {"learning_rate": 0.01, "momentum": 0.5}], "linear", 3, REAL, None],
    ["mse", {}, [], [O + "RMSprop", {"learning_rate": 0.01, "centered": True}], "linear", 3, REAL, None],
    ["mape", {}, [], [O + "SGD", {"clipnorm": 0.1}], "linear", 3, REAL, None],
    ["msle", {}, [], [O + "SGD", {"clipvalue": 0.02, "learning_rate": 0.5}], "softplus", 3, REAL, None],
    [C + "Huber", {"delta": 0.3}, [], [O + "SGD", {"global_clipnorm": 0.05, "learning_rate": 0.5}], "linear", 3, REAL, None],
    ["hinge", {}, [], ["sgd", {}], "tanh", 3, MULTI, None],
    ["squared_hinge", {}, [], ["sgd", {}], "tanh", 3, MULTI, None],
    ["poisson", {}, [], ["sgd", {}], "softplus", 3, REAL, None],
    ["kl_divergence", {}, [], ["sgd", {}], "softmax", 3, REAL, None],
    ["log_cosh", {}, [], ["sgd", {}], "linear", 3, REAL, None],
    # A model that is sure of wrong classes: crossentropies from the logits of the last softmax or sigmoid, whichever it is.
    ["sparse_categorical_crossentropy", {}, ["accuracy"], ["sgd", {}], "softmax", 3, SPARSE, None, 60],
    ["categorical_crossentropy", {}, ["categorical_crossentropy"], ["sgd", {}], "softmax", 3, ONE_HOT, None, 60],
    ["binary_crossentropy", {}, ["binary_crossentropy"], ["sgd", {}], "sigmoid", 1, BINARY, None, 60],
    ["mse", {}, ["binary_crossentropy"], ["sgd", {}], "sigmoid", 1, BINARY, None, 60],
    ["binary_crossentropy", {}, [], ["sgd", {}], "softmax", 3, MULTI, None, 4],
    ["categorical_crossentropy", {}, [], ["sgd", {}], "sigmoid", 3, ONE_HOT, None, 4],
    ["categorical_crossentropy", {}, [], ["sgd", {}], "softmax", 3, MULTI, None, 4],
    ["sparse_categorical_crossentropy", {}, [], ["sgd", {}], "softplus", 3, SPARSE, None, 4],
    ["categorical_crossentropy", {}, [], ["sgd", {}], "softplus", 3, ONE_HOT, None, 4],
]


def split(text):
    name, _, arguments = text.partition(":")
    config = {k: json.loads(v) for k, v in (part.split("=") for part in arguments.split(",") if part)}
    return {"name": name, "config": config}


def build(space, name, config):
    return getattr(space, name.split(".")[-1])(**config) if name.startswith("keras.") else name


def record(loss, config, metrics, optimizer, activation, units, labels, weights, scale=1):
    dense = keras.layers.Dense(units, activation=activation)
    model = keras.Sequential([keras.Input([4]), dense])
    dense.set_weights([KERNEL[:, :units], BIAS[:units]])
    metrics = [split(metric) for metric in metrics]
    model.compile(optimizer=build(keras.optimizers, *optimizer), loss=build(keras.losses, loss, config), metrics=[build(keras.metrics, m["name"], m["config"]) for m in metrics], weighted_metrics=[])
    y = np.asarray(labels, "int32" if isinstance(np.asarray(labels).flat[0], (int, np.integer)) else "float32")
    w = None if weights is None else np.asarray(weights, "float32")
    logs = []
    for _ in range(4):
        model.reset_metrics()
        logs.append({k: float(f"{v:.6g}") for k, v in model.train_on_batch(X * scale, y, sample_weight=w, return_dict=True).items()})
    return {"loss": {"name": loss, "config": config}, "metrics": metrics, "optimizer": {"name": optimizer[0], "config": optimizer[1]}, "activation": activation, "units": units, "labels": labels, "weights": weights, "scale": scale, "logs": logs}


result = {"x": X.ravel().tolist(), "kernel": KERNEL.ravel().tolist(), "bias": BIAS.tolist(), "cases": [record(*case) for case in CASES]}
print(json.dumps(result, separators=(",", ":")).replace('{"loss":{', '\n{"loss":{'))
