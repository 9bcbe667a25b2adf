"""Writes test/data/python/overlay/events.json, what a program's run under Python says: PYTHON test/python/overlay.py, after a build, with a Python that has
TensorFlow. test/unit/engine/overlay.test.ts holds the other engines against it."""
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDER = os.path.join(ROOT, "test", "data", "python", "overlay")
with tempfile.TemporaryDirectory() as folder:
    command = ["node", os.path.join(ROOT, "dist", "cli.js"), "train", os.path.join(FOLDER, "program.py"), "--json", "--run-dir", os.path.join(folder, "run")]
    shown = subprocess.run(
        [*command, "--engine", "python", "--python", sys.executable], capture_output=True, text=True, check=True, cwd=os.path.join(ROOT, "samples", "sections")
    )
    with open(os.path.join(folder, "run", "metrics.jsonl")) as file:
        events = [json.loads(line) for line in file]
for event in events:
    if "source" in event:
        event["source"]["path"] = "program.py"
with open(os.path.join(FOLDER, "events.json"), "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(event) for event in events) + "\n]\n")
