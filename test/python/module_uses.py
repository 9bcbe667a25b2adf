"""Runs the programs that the page of a module offers ("Use in a model") and records what they give.

Usage: python module_uses.py PROGRAMS.jsonl > test/data/modules/uses.jsonl

Each line of the input is {"file", "name", "keras", "code"}. Run it in a folder in which the programs' paths lead to the modules with their variables.
"""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"


def described(value):
    """Shapes and dtypes of tensors, in the structure that they come in."""
    if isinstance(value, dict):
        return {key: described(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [described(item) for item in value]
    dtype = value.dtype if isinstance(value.dtype, str) else value.dtype.name
    return {"shape": list(value.shape), "dtype": dtype}


for line in open(sys.argv[1]):
    use = json.loads(line)
    names = {}
    exec(use["code"], names)
    outputs = names.get("outputs")
    print(json.dumps({**use, "outputs": None if outputs is None else described(outputs)}), flush=True)
