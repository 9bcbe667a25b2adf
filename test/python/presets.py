"""Small presets of KerasHub and the programs that use them.

    python test/python/presets.py     # writes test/data/presets/*/config.json and the programs of test/data/rules/presets.jsonl
    python test/python/answers.py test/data/rules/presets.jsonl     # records what Keras answers

Needs keras-hub and TensorFlow."""

import json
import os
import shutil
import tempfile

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

from keras_hub import models

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
TEXT = {"vocabulary_size": 50, "num_layers": 1, "num_heads": 2, "intermediate_dim": 16}
PRESETS = {
    "bert": models.BertBackbone(**TEXT, hidden_dim=12, max_sequence_length=20),
    "gpt2": models.GPT2Backbone(**TEXT, hidden_dim=10, max_sequence_length=20),
    "xlm": models.XLMRobertaBackbone(**TEXT, hidden_dim=14, max_sequence_length=20),
    "t5": models.T5Backbone(**TEXT, hidden_dim=12),
    "half": models.BertBackbone(**TEXT, hidden_dim=12, dtype="mixed_float16"),
    "vit": models.ViTBackbone(image_shape=(32, 32, 3), patch_size=16, num_layers=1, num_heads=2, hidden_dim=8, mlp_dim=16),
    "resnet": models.ResNetBackbone(
        input_conv_filters=[64], input_conv_kernel_sizes=[7], stackwise_num_filters=[64, 128], stackwise_num_blocks=[1, 1], stackwise_num_strides=[1, 2], block_type="basic_block"
    ),
}

HEAD = """import keras
import keras_hub
import numpy as np
i = np.ones((2, 7), "int32")
tokens = {"token_ids": i, "padding_mask": i}
words = {**tokens, "segment_ids": i}
images = np.ones((2, 32, 32, 3), "float32")
"""
LOAD = 'keras_hub.models.{}.from_preset("test/data/presets/{}", load_weights=False{})'
BERT, GPT2, VIT, RESNET, T5 = [LOAD.format(*pair, "") for pair in [("BertBackbone", "bert"), ("GPT2Backbone", "gpt2"), ("ViTBackbone", "vit"), ("ResNetBackbone", "resnet"), ("T5Backbone", "t5")]]
PROGRAMS = {
    "calls": [
        f"y = {BERT}(words)", f"y = {BERT}(words)['pooled_output']", f"y = {GPT2}(tokens)", f"y = {VIT}(images)", f"y = {RESNET}(images)",
        f"y = {T5}({{f'{{end}}_{{name}}': i for end in ('encoder', 'decoder') for name in ('token_ids', 'padding_mask')}})",
        "y = " + LOAD.format("Backbone", "bert", "") + "(words)['sequence_output']", "y = " + LOAD.format("RobertaBackbone", "xlm", "") + "(tokens)",
        "y = " + LOAD.format("BertBackbone", "half", "") + "(words)", "y = " + LOAD.format("BertBackbone", "bert", ", dtype='bfloat16'") + "(words)",
        "y = " + LOAD.format("GPT2Backbone", "gpt2", ", hidden_dim=6") + "(tokens)", "y = " + LOAD.format("GPT2Backbone", "gpt2", ", trainable=False") + "(tokens)",
    ],
    "models": [
        f"b = {BERT}\ny = keras.layers.Dense(3)(b.output['pooled_output'])", f"b = {BERT}\nm = keras.Model(b.inputs, keras.layers.Dense(3)(b.output['pooled_output']))\ny = m.output",
        f"b = {GPT2}\nx = {{name: keras.Input((16,), dtype='int32', name=name) for name in ('token_ids', 'padding_mask')}}\ny = keras.layers.GlobalAveragePooling1D()(b(x))",
        f"b = {GPT2}\nb.trainable = False\nx = {{name: keras.Input((16,), dtype='int32', name=name) for name in ('token_ids', 'padding_mask')}}\nh = b(x)\nm = keras.Model(x, keras.layers.Dense(4)(h[:, -1, :]))\ny = m(tokens16 := {{name: np.ones((3, 16), 'int32') for name in x}})",
        f"b = {VIT}\ny = keras.layers.Dense(3)(b(keras.Input((32, 32, 3)))[:, 0])", f"b = {RESNET}\ny = keras.layers.GlobalAveragePooling2D()(b.output)", f"b = {BERT}\ny = b.input",
    ],
}
MISTAKES = {
    "y = " + LOAD.format("GPT2Backbone", "bert", ""): "layer-argument",
    "y = " + LOAD.format("XLMRobertaBackbone", "bert", ""): "layer-argument",
    f"y = {BERT}(tokens)": "model-input-data",
    f"y = {GPT2}(i)": "model-input-data",
    f"b = {VIT}\ny = b(np.ones((2, 64, 64, 3), 'float32'))": "model-input-data",
    f"b = {BERT}\ny = keras.layers.Conv2D(3, 3)(b.output['sequence_output'])": "layer-input-rank",
    f"b = {BERT}\ny = keras.layers.GlobalAveragePooling1D()(b.output['pooled_output'])": "layer-input-rank",
}

for name, backbone in PRESETS.items():
    folder = os.path.join(tempfile.mkdtemp(), name)
    backbone.save_to_preset(folder)
    os.makedirs(os.path.join(HERE, "presets", name), exist_ok=True)
    shutil.copy(os.path.join(folder, "config.json"), os.path.join(HERE, "presets", name))
with open(os.path.join(HERE, "rules", "presets.jsonl"), "w") as file:
    for group, programs in PROGRAMS.items():
        for program in programs:
            file.write(json.dumps({"group": group, "source": HEAD + program + "\n"}) + "\n")
    for program, rule in MISTAKES.items():
        file.write(json.dumps({"group": "mistakes", "source": HEAD + program + "\n", "rule": rule}) + "\n")
