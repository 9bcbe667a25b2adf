"""Writes what the backbones of KerasHub take and give as src/hub/backbones.json:

    python3 tools/generate/backbones.py > src/hub/backbones.json

Needs a Python with keras-hub and TensorFlow; no weights are loaded. Every class is built small, twice, with other numbers: an axis of its inputs and outputs
that follows a parameter of the class has that parameter's name in the file ("image_shape.0" is the first number of a list), a number stands where it stays the
same, and null where it is open or follows from several. A class that cannot be built from these parameters alone is left out.
"""

import inspect
import json
import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import keras_hub

# Numbers of a first and a second building, all of them different.
NUMBERS = {
    "vocabulary_size": (1009, 1013), "vocab_size": (1009, 1013), "hidden_dim": (58, 74), "hidden_size": (62, 78), "embedding_dim": (46, 94),
    "intermediate_dim": (67, 83), "mlp_dim": (67, 83), "max_sequence_length": (71, 89), "max_position_embeddings": (71, 89), "head_dim": (26, 34),
    "num_mels": (80, 128), "moe_intermediate_dim": (37, 41), "shared_expert_intermediate_dim": (43, 47), "shared_expert_intermediate_size": (43, 47),
}
FIXED = {
    "num_layers": 1, "num_heads": 2, "num_query_heads": 2, "num_key_value_heads": 1, "num_attention_heads": 2, "num_segments": 2, "bucket_size": 16,
    "sliding_window": 8, "num_experts": 2, "top_k": 1, "head_size": 2, "patch_size": 16, "embed_dim": 24, "depths": [1, 1], "window_size": 4,
}
# Parameters of classes whose own are not among these.
MORE = {
    "ResNetBackbone": {"input_conv_filters": [8], "input_conv_kernel_sizes": [7], "stackwise_num_filters": [64, 128], "stackwise_num_blocks": [1, 1], "stackwise_num_strides": [1, 2], "block_type": "basic_block"},
    "VGGBackbone": {"stackwise_num_repeats": [1, 1], "stackwise_num_filters": [8, 16]},
    "DenseNetBackbone": {"stackwise_num_repeats": [1, 1]},
    "DeiTBackbone": {"image_shape": (32, 32, 3)},
    "ViTBackbone": {"image_shape": (32, 32, 3)},
    "XceptionBackbone": {"stackwise_conv_filters": [[8, 8], [16, 16]], "stackwise_pooling": [True, False]},
}


def built(cls, building):
    keras.backend.clear_session()
    arguments = {}
    for parameter in list(inspect.signature(cls.__init__).parameters.values())[1:]:
        more = MORE.get(cls.__name__, {})
        if parameter.name in more:
            arguments[parameter.name] = more[parameter.name]
        elif parameter.name in NUMBERS:
            arguments[parameter.name] = NUMBERS[parameter.name][building]
        elif parameter.name in FIXED and (parameter.default is parameter.empty or parameter.name.startswith("num_")):
            arguments[parameter.name] = FIXED[parameter.name]
    return cls(**arguments), {**arguments, "class": cls}


def axis(first, second, one, two, is_input):
    """What an axis is that has these sizes in two buildings with the arguments `one` and `two`."""
    if first is None or second is None:
        return None
    names = [name for name in one if one[name] == first and two[name] == second and name in NUMBERS]
    return names[0] if names else first if is_input and first == second else None


def ends(first, second, one, two, is_input):
    if isinstance(first, dict):
        return {name: ends(tensor, second[name], one, two, is_input) for name, tensor in first.items()}
    if isinstance(first, (list, tuple)):
        raise ValueError("a list of tensors")
    if is_input and "image_shape" in inspect.signature(one["class"].__init__).parameters and len(first.shape) == 4:
        return {"dtype": first.dtype, "shape": [None, "image_shape.0", "image_shape.1", "image_shape.2"]}
    return {"dtype": first.dtype, "shape": [axis(a, b, one, two, is_input) for a, b in zip(first.shape, second.shape)]}


# Many classes take and give the same: each pair is written once.
pairs, classes = [], {}
for name, cls in sorted(vars(keras_hub.models).items()):
    if not name.endswith("Backbone") or name == "Backbone":
        continue
    try:
        (first, one), (second, two) = built(cls, 0), built(cls, 1)
        pair = {"takes": ends(first.input, second.input, one, two, True), "gives": ends(first.output, second.output, one, two, False)}
        if pair not in pairs:
            pairs.append(pair)
        bases = [base.__name__ for base in cls.__mro__[1:] if base.__name__ != "Backbone" and hasattr(keras_hub.models, base.__name__)]
        classes[name] = [pairs.index(pair), *bases]
    except Exception as error:
        print(name, "is left out:", str(error).splitlines()[0][:100], file=sys.stderr)
rows = lambda items: ",\n".join(items)
print(f'{{"version": {json.dumps(keras_hub.__version__)}, "pairs": [\n{rows(map(json.dumps, pairs))}\n],')
print(f'"classes": {{\n{rows(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in classes.items())}\n}}}}')
