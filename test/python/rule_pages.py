"""Holds the pages of the rules against Keras and TensorFlow, from the root of the project.

    python test/python/rule_pages.py

The program of a page must raise what the page quotes, or run where it says that nothing is raised; the mended one must run. Programs that load a
module of TensorFlow Hub are left out.
"""

import contextlib
import io
import os
import re
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras


def error_of(program):
    """What running a program raises; None where it runs. Of a dataset that it does not use the first element is read."""
    keras.backend.clear_session()
    names = {"__name__": "__main__"}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(program, "page.py", "exec"), names)
            if "data" in names and "model" not in names:
                next(iter(names["data"]))
    except Exception as error:
        return str(error)
    return None


def main(folder):
    wrong = 0
    os.chdir("samples")
    for page in sorted(folder.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        programs = re.findall(r"```python\n(.+?)```", text, re.DOTALL)
        if not programs or "tensorflow_hub" in text:
            continue
        quote = re.search(r"^> (.+)$", text, re.MULTILINE)
        error, after = (error_of(program) for program in programs)
        agrees = (error is None if quote is None else quote[1] in (error or "")) and after is None
        wrong += not agrees
        print(page.stem, "agrees" if agrees else f"differs: {error} / mended: {after}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path("docs/rules").resolve()))
