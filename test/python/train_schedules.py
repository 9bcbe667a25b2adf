"""Records learning rates of Keras's schedules for test/unit/train/model/optimizers/schedules.test.ts. Writes JSON to standard output."""
import json
import keras

STEPS = [0, 1, 2, 3, 4, 5, 7, 8, 10, 11, 15, 16, 24, 25, 40, 100]
CASES = [
    ["ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.9}],
    ["ExponentialDecay", {"initial_learning_rate": 0.1, "decay_steps": 4, "decay_rate": 0.5, "staircase": True}],
    ["InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5}],
    ["InverseTimeDecay", {"initial_learning_rate": 0.1, "decay_steps": 3, "decay_rate": 0.5, "staircase": True}],
    ["PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 10}],
    ["PolynomialDecay", {"initial_learning_rate": 0.1, "decay_steps": 8, "end_learning_rate": 0.01, "power": 2.0, "cycle": True}],
    ["PiecewiseConstantDecay", {"boundaries": [3, 10], "values": [0.1, 0.05, 0.001]}],
    ["CosineDecay", {"initial_learning_rate": 0.1, "decay_steps": 20, "alpha": 0.1}],
    ["CosineDecay", {"initial_learning_rate": 0.01, "decay_steps": 20, "warmup_target": 0.1, "warmup_steps": 5}],
    ["CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 5}],
    ["CosineDecayRestarts", {"initial_learning_rate": 0.1, "first_decay_steps": 8, "t_mul": 1.0, "m_mul": 0.5, "alpha": 0.05}],
]


def record(name, config):
    schedule = getattr(keras.optimizers.schedules, name)(**config)
    return {"name": f"keras.optimizers.schedules.{name}", "config": config, "rates": [float(f"{float(schedule(step)):.7g}") for step in STEPS]}


print(json.dumps({"steps": STEPS, "schedules": [record(*case) for case in CASES]}, separators=(",", ":")).replace('{"name"', '\n{"name"'))
