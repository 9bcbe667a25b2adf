"""Records what Keras does with one layer: output, and the losses of four steps of SGD, for test/unit/train/model/build-model.test.ts. Writes JSON to standard output."""
import json
import numpy as np
import keras

# class, config, input shape (without the batch)
CASES = [
    ("Dense", {"units": 3, "activation": "relu"}, [4]),
    ("Dense", {"units": 3, "activation": "gelu", "use_bias": False}, [2, 4]),
    ("Dense", {"units": 4, "activation": "softmax", "kernel_regularizer": {"name": "keras.regularizers.L2", "config": {"l2": 0.05}}}, [4]),
    ("Activation", {"activation": "silu"}, [5]),
    ("Conv1D", {"filters": 3, "kernel_size": 3, "padding": "same", "activation": "relu"}, [6, 2]),
    ("Conv1D", {"filters": 3, "kernel_size": 2, "strides": 2}, [7, 2]),
    ("Conv1D", {"filters": 2, "kernel_size": 3, "padding": "causal"}, [6, 2]),
    ("Conv2D", {"filters": 3, "kernel_size": 3, "padding": "same", "strides": 2}, [6, 5, 2]),
    ("Conv2D", {"filters": 2, "kernel_size": [2, 3], "activation": "tanh"}, [5, 5, 2]),
    ("Conv2D", {"filters": 2, "kernel_size": 1, "strides": 2}, [4, 4, 3]),
    ("Conv1D", {"filters": 2, "kernel_size": 2, "padding": "causal", "dilation_rate": 2, "activation": "relu"}, [7, 2]),
    ("Conv1D", {"filters": 4, "kernel_size": 3, "padding": "same", "groups": 2}, [6, 4]),
    ("Conv1D", {"filters": 4, "kernel_size": 3, "padding": "causal", "strides": 2, "groups": 2}, [6, 4]),
    ("Conv2D", {"filters": 3, "kernel_size": 3, "padding": "same", "dilation_rate": [2, 3]}, [6, 7, 2]),
    ("Conv2D", {"filters": 4, "kernel_size": [3, 2], "dilation_rate": 2, "groups": 2, "use_bias": False}, [7, 6, 4]),
    ("Conv3D", {"filters": 2, "kernel_size": 2, "padding": "same", "dilation_rate": 2, "groups": 2}, [4, 5, 4, 2]),
    ("Conv1DTranspose", {"filters": 3, "kernel_size": 3, "strides": 2, "padding": "same", "activation": "tanh"}, [4, 2]),
    ("Conv1DTranspose", {"filters": 2, "kernel_size": 2, "strides": 3}, [4, 2]),
    ("SeparableConv1D", {"filters": 3, "kernel_size": 3, "strides": 2, "depth_multiplier": 2, "padding": "same", "activation": "relu"}, [7, 2]),
    ("DepthwiseConv1D", {"kernel_size": 3, "depth_multiplier": 2, "strides": 2}, [7, 2]),
    ("DepthwiseConv2D", {"kernel_size": 3, "depth_multiplier": 2, "padding": "same"}, [5, 5, 2]),
    ("SeparableConv2D", {"filters": 3, "kernel_size": 3}, [5, 5, 2]),
    ("Conv2DTranspose", {"filters": 2, "kernel_size": 3, "strides": 2, "padding": "same"}, [3, 3, 2]),
    ("MaxPooling1D", {"pool_size": 2}, [7, 2]),
    ("AveragePooling1D", {"pool_size": 3, "strides": 2, "padding": "same"}, [7, 2]),
    ("MaxPooling2D", {"pool_size": 2, "padding": "same"}, [5, 5, 2]),
    ("AveragePooling2D", {"pool_size": [2, 3]}, [5, 6, 2]),
    ("GlobalMaxPooling1D", {}, [5, 3]),
    ("GlobalAveragePooling1D", {}, [5, 3]),
    ("GlobalMaxPooling2D", {}, [4, 4, 3]),
    ("GlobalAveragePooling2D", {}, [4, 4, 3]),
    ("GlobalMaxPooling3D", {}, [3, 2, 4, 2]),
    ("GlobalAveragePooling3D", {"keepdims": True}, [3, 2, 4, 2]),
    ("GlobalMaxPooling1D", {"keepdims": True}, [5, 3]),
    ("GlobalAveragePooling2D", {"keepdims": True}, [4, 4, 3]),
    ("Flatten", {}, [2, 3, 2]),
    ("Reshape", {"target_shape": [3, -1]}, [2, 6]),
    ("Permute", {"dims": [2, 1]}, [2, 3]),
    ("RepeatVector", {"n": 3}, [4]),
    ("BatchNormalization", {}, [4]),
    ("BatchNormalization", {"momentum": 0.5, "epsilon": 0.01, "scale": False}, [4, 3]),
    ("LayerNormalization", {}, [5]),
    ("LayerNormalization", {"epsilon": 1e-5, "center": False}, [3, 5]),
    ("GroupNormalization", {"groups": 2}, [4, 4]),
    ("GroupNormalization", {"groups": -1, "epsilon": 0.01, "scale": False}, [3, 2, 4]),
    ("GroupNormalization", {"groups": 1, "center": False}, [3, 4]),
    ("UnitNormalization", {}, [5]),
    ("UnitNormalization", {"axis": [1, 2]}, [3, 4]),
    ("ReLU", {"max_value": 0.5}, [6]),
    ("LeakyReLU", {}, [6]),
    ("LeakyReLU", {"negative_slope": 0.1}, [6]),
    ("ELU", {"alpha": 0.7}, [6]),
    ("PReLU", {}, [6]),
    ("Softmax", {}, [6]),
    ("SimpleRNN", {"units": 3}, [4, 2]),
    ("LSTM", {"units": 3}, [4, 2]),
    ("LSTM", {"units": 3, "return_sequences": True, "unit_forget_bias": False}, [4, 2]),
    ("LSTM", {"units": 2, "go_backwards": True}, [4, 2]),
    ("GRU", {"units": 3}, [4, 2]),
    ("GRU", {"units": 3, "reset_after": False}, [4, 2]),
    ("GRU", {"units": 3, "return_sequences": True}, [4, 2]),
    ("Bidirectional", {"layer": {"class": "LSTM", "config": {"units": 2}}}, [4, 2]),
    ("Bidirectional", {"layer": {"class": "GRU", "config": {"units": 2, "return_sequences": True}}, "merge_mode": "sum"}, [4, 2]),
    ("TimeDistributed", {"layer": {"class": "Dense", "config": {"units": 2}}}, [4, 3]),
    ("ZeroPadding1D", {"padding": [1, 2]}, [3, 2]),
    ("ZeroPadding2D", {"padding": 1}, [3, 3, 2]),
    ("Cropping1D", {"cropping": 1}, [5, 2]),
    ("Cropping2D", {"cropping": [[1, 0], [0, 1]]}, [4, 4, 2]),
    ("UpSampling1D", {"size": 3}, [3, 2]),
    ("UpSampling2D", {"size": 2}, [3, 3, 2]),
    ("Rescaling", {"scale": 0.1, "offset": 1.0}, [4]),
    ("Resizing", {"height": 3, "width": 7}, [5, 4, 2]),
    ("Resizing", {"height": 8, "width": 3, "interpolation": "nearest"}, [5, 4, 2]),
    ("CenterCrop", {"height": 2, "width": 3}, [5, 6, 2]),
    ("CenterCrop", {"height": 6, "width": 3}, [5, 4, 2]),
    ("RandomCrop", {"height": 5, "width": 4}, [4, 4, 2]),
    ("RandomFlip", {"mode": "horizontal"}, [4, 5, 2]),
    ("RandomRotation", {"factor": [0.07, 0.07]}, [6, 5, 2]),
    ("RandomRotation", {"factor": [-0.2, -0.2], "fill_mode": "constant", "fill_value": 0.5, "interpolation": "nearest"}, [5, 5, 1]),
    ("RandomZoom", {"height_factor": [0.3, 0.3], "fill_mode": "nearest"}, [6, 5, 2]),
    ("RandomZoom", {"height_factor": [-0.3, -0.3], "width_factor": [0.2, 0.2], "fill_mode": "wrap"}, [6, 5, 2]),
    ("RandomTranslation", {"height_factor": [0.3, 0.3], "width_factor": [-0.2, -0.2]}, [6, 5, 2]),
    ("RandomContrast", {"factor": [0.3, 0.0], "value_range": [-0.5, 1]}, [4, 5, 2]),
    ("RandomBrightness", {"factor": [0.2, 0.2], "value_range": [-1, 1]}, [4, 5, 2]),
    ("Dropout", {"rate": 0.5}, [4]),
    ("SpatialDropout2D", {"rate": 0.5}, [3, 3, 2]),
]


def make(name, config):
    config = dict(config)
    if "layer" in config:
        config["layer"] = make(config["layer"]["class"], config["layer"]["config"])
    for key in list(config):
        if isinstance(config[key], dict) and "name" in config[key]:
            config[key] = getattr(keras.regularizers, config[key]["name"].split(".")[-1])(**config[key]["config"])
    return getattr(keras.layers, name)(**config)


def rounded(array):
    return [float(f"{value:.6g}") for value in np.asarray(array, "float64").ravel()]


def record(name, config, shape):
    random = np.random.RandomState(7)
    inputs = keras.Input(shape=shape)
    model = keras.Model(inputs, make(name, config)(inputs))
    weights = [random.uniform(0.05, 0.6, w.shape).astype("float32") * np.where(random.rand(*w.shape) < 0.4, -1, 1) * (1 if "variance" not in w.path else 1) for w in model.weights]
    weights = [np.abs(value) if "variance" in w.path else value for w, value in zip(model.weights, weights)]
    weights = [value.astype("float32").round(4) for value in weights]
    model.set_weights(weights)
    x = random.uniform(-1, 1, [3, *shape]).astype("float32").round(4)
    output = model(x, training=False)
    y = random.uniform(0, 1, output.shape).astype("float32").round(4)
    case = {"class": name, "config": config, "shape": shape, "weights": [{"shape": list(w.shape), "values": rounded(w)} for w in weights], "x": rounded(x), "outputShape": list(output.shape), "output": rounded(output), "y": rounded(y)}
    if name.startswith("Random"):
        # Ends that are equal leave nothing to chance; a flip and a contrast are what they are outside of training.
        trained = not name.endswith(("Flip", "Contrast"))
        output = model(x, training=trained)
        return {**case, "training": trained, "outputShape": list(output.shape), "output": rounded(output)}
    if "Dropout" not in name:
        model.compile(optimizer=keras.optimizers.SGD(0.2), loss="mse")
        case["losses"] = [float(model.train_on_batch(x, y)) for _ in range(4)] if model.trainable_weights else [float(model.test_on_batch(x, y))]
        case["losses"] = rounded(case["losses"])
    return case


print(json.dumps([record(*case) for case in CASES], separators=(",", ":")).replace('{"class"', '\n{"class"'))
