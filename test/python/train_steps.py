"""Records losses, metrics and optimizers of Keras for test/unit/train/model/stepper.test.ts. Writes JSON to standard output."""
import json
import re
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
    [C + "CosineSimilarity", {}, [M + "CosineSimilarity"], [O + "AdamW", {"learning_rate": 0.05}], "linear", 3, REAL, None],
    [C + "CosineSimilarity", {"axis": 0}, ["cosine_similarity", M + "PearsonCorrelation"], [O + "AdamW", {"weight_decay": 0.3, "amsgrad": True}], "linear", 3, REAL, None],
    ["categorical_hinge", {}, ["categorical_hinge", M + "ConcordanceCorrelation"], [O + "Nadam", {"learning_rate": 0.05}], "softmax", 3, ONE_HOT, WEIGHTS],
    [C + "BinaryFocalCrossentropy", {"gamma": 1.5, "label_smoothing": 0.1}, [M + "AUC:num_thresholds=9", M + "AUC:curve=\"PR\",name=\"pr\""], [O + "Lamb", {"learning_rate": 0.05}], "sigmoid", 1, BINARY, None],
    [C + "BinaryFocalCrossentropy", {"apply_class_balancing": True, "from_logits": True}, [M + "AUC:from_logits=true,multi_label=true"], [O + "Lion", {"learning_rate": 0.02}], "linear", 3, MULTI, WEIGHTS],
    [C + "CategoricalFocalCrossentropy", {"alpha": [0.2, 0.5, 0.9], "label_smoothing": 0.1}, ["AUC"], [O + "Adafactor", {"learning_rate": 0.05}], "softmax", 3, ONE_HOT, None],
    [C + "CategoricalFocalCrossentropy", {"from_logits": True, "gamma": 3.0}, [M + "F1Score:average=\"macro\"", M + "F1Score:average=\"micro\",name=\"f\""], [O + "Adafactor", {"relative_step": False, "clip_threshold": 0.5}], "linear", 3, ONE_HOT, None],
    [C + "SparseCategoricalCrossentropy", {"ignore_class": 2}, ["accuracy"], [O + "Ftrl", {"learning_rate": 0.2}], "softmax", 3, SPARSE, None],
    [C + "SparseCategoricalCrossentropy", {"ignore_class": 0, "from_logits": True}, [], [O + "Ftrl", {"learning_rate": 0.1, "l1_regularization_strength": 0.01, "l2_regularization_strength": 0.1, "beta": 0.2, "l2_shrinkage_regularization_strength": 0.1, "learning_rate_power": -0.7}], "linear", 3, SPARSE, WEIGHTS],
    [C + "CategoricalGeneralizedCrossEntropy", {"q": 0.3}, [], [O + "SGD", {"weight_decay": 0.1, "learning_rate": 0.3}], "softmax", 3, SPARSE, None],
    [C + "Dice", {}, [M + "BinaryIoU", M + "IoU:num_classes=2,target_class_ids=[1],name=\"one\""], [O + "Adam", {"gradient_accumulation_steps": 2, "learning_rate": 0.1}], "sigmoid", 3, MULTI, None],
    [C + "Dice", {"axis": 1}, [M + "OneHotMeanIoU:num_classes=3", M + "OneHotIoU:num_classes=3,target_class_ids=[0,2]"], [O + "Adam", {"use_ema": True, "ema_momentum": 0.5, "ema_overwrite_frequency": 2, "learning_rate": 0.1}], "softmax", 3, ONE_HOT, None],
    [C + "Tversky", {"alpha": 0.3, "beta": 0.7}, [M + "FBetaScore:beta=2.0,threshold=0.4", M + "F1Score:average=\"weighted\""], [O + "SGD", {"gradient_accumulation_steps": 2, "momentum": 0.9, "clipnorm": 0.01}], "sigmoid", 3, MULTI, None],
    [C + "MeanSquaredError", {"reduction": "sum"}, [M + "R2Score", M + "R2Score:class_aggregation=\"variance_weighted_average\",name=\"adjusted\""], ["adamw", {}], "linear", 3, REAL, WEIGHTS],
    [C + "MeanSquaredError", {"reduction": "mean_with_sample_weight"}, [M + "LogCoshError", M + "Accuracy", "squared_hinge"], ["nadam", {}], "linear", 3, REAL, WEIGHTS],
    ["binary_crossentropy", {}, [M + "Precision:top_k=2", M + "Recall:class_id=1,thresholds=0.3", M + "TruePositives", M + "FalseNegatives:thresholds=[0.2,0.6,0.7]", M + "TrueNegatives", M + "FalsePositives:thresholds=[0.0,0.5,1.0]"], ["lion", {}], "sigmoid", 3, MULTI, None],
    ["binary_crossentropy", {}, [M + "SensitivityAtSpecificity:specificity=0.6", M + "SpecificityAtSensitivity:sensitivity=0.5,num_thresholds=7", M + "PrecisionAtRecall:recall=0.4", M + "RecallAtPrecision:precision=0.6,class_id=2"], ["adafactor", {}], "sigmoid", 3, MULTI, None],
    ["binary_crossentropy", {}, [M + "AUC:thresholds=[0.2,0.5,0.55]", M + "AUC:summation_method=\"minoring\",name=\"b\"", M + "AUC:summation_method=\"majoring\",curve=\"PR\",name=\"c\"", M + "AUC:curve=\"PRGAIN\",name=\"d\"", M + "AUC:multi_label=true,label_weights=[0.2,0.5,0.9],name=\"e\"", M + "AUC:label_weights=[0.2,0.5,0.9],name=\"f\""], ["ftrl", {}], "sigmoid", 3, MULTI, None],
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
    config = {k: json.loads(v) for k, v in re.findall(r"(\w+)=(\[[^\]]*\]|[^,]+)", arguments)}
    return {"name": name, "config": config}


def build(space, name, config):
    return getattr(space, name.split(".")[-1])(**config) if name.startswith("keras.") else name


def record(loss, config, metrics, optimizer, activation, units, labels, weights, scale=1):
    keras.backend.clear_session()
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
        logs.append({k: float(f"{np.mean(v):.6g}") for k, v in model.train_on_batch(X * scale, y, sample_weight=w, return_dict=True).items()})
    return {"loss": {"name": loss, "config": config}, "metrics": metrics, "optimizer": {"name": optimizer[0], "config": optimizer[1]}, "activation": activation, "units": units, "labels": labels, "weights": weights, "scale": scale, "logs": logs}


result = {"x": X.ravel().tolist(), "kernel": KERNEL.ravel().tolist(), "bias": BIAS.tolist(), "cases": [record(*case) for case in CASES]}
print(json.dumps(result, separators=(",", ":")).replace('{"loss":{', '\n{"loss":{'))
