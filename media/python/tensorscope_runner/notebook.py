"""A notebook as a program: its code cells in their order. What only IPython understands is left out; lines are counted through all code cells."""
import ast
import json
import linecache
import re
import sys
import traceback

# Cell magics whose body is Python that runs in the notebook, and line magics that run the statement behind them.
RUNS_CELL = re.compile(r"\s*%%(time|timeit|capture|prun|memit|mprun|lprun)\b[^\n]*\n?")
RUNS_LINE = re.compile(r"(\s*)%(?:time|prun|memit)\s+(?:-\w+\s+)*(\S.*)")
MAGIC = re.compile(r"(\s*)(?:%{1,2}[A-Za-z]|!|\?|%?%?[\w.]+\?{1,2}\s*$)")
ASSIGNED = re.compile(r"(\s*[A-Za-z_]\w*\s*=\s*)(?:!|%[A-Za-z]).*")


def is_python(text):
    try:
        ast.parse(text)
        return True
    except SyntaxError:
        return False


def without_magics(text):
    """The Python of a cell, with as many lines."""
    if is_python(text):
        return text
    runs = RUNS_CELL.match(text)
    if runs:
        return "\n" * runs[0].count("\n") + without_magics(text[runs.end():])
    if re.match(r"\s*%%\w", text):
        return "\n" * text.count("\n")
    lines, continues, quote = [], False, None
    for line in text.split("\n"):
        within, quote = quote is not None, open_quote(line, quote)
        if within:
            lines.append(line)
            continue
        assigned, runs, magic = ASSIGNED.match(line), RUNS_LINE.match(line), MAGIC.match(line)
        python = f"{assigned[1]}None" if assigned else runs[1] + runs[2] if runs else f"{magic[1]}pass" if magic else line
        is_command = continues or (magic or assigned) and not runs
        lines.append("" if continues else python)
        continues = bool(is_command) and line.endswith("\\")
    return "\n".join(lines)


def open_quote(line, quote):
    """The triple quote that is open after a line."""
    for mark in re.findall(r"'''|\"\"\"", line):
        quote = mark if quote is None else None if quote == mark else quote
    return quote


def cells_of(path):
    """Code cells: the first line of each, from 1, its Python, and whether it is expected to raise."""
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    line, cells = 1, []
    for cell in document["cells"]:
        if cell.get("cell_type") != "code":
            continue
        source = cell.get("source", "")
        text = without_magics("".join(source))
        cells.append((line, text, "raises-exception" in cell.get("metadata", {}).get("tags", [])))
        line += text.count("\n") + 1
    return cells


def run_notebook(path, namespace):
    cells = cells_of(path)
    lines = "\n".join(text for _, text, _ in cells).splitlines(keepends=True)
    linecache.cache[path] = (sum(map(len, lines)), None, lines, path)
    namespace.update(display=print, get_ipython=lambda: None)
    for first, text, raises in cells:
        try:
            exec(compile("\n" * (first - 1) + text, path, "exec", dont_inherit=True), namespace)
        except Exception:
            if not raises:
                raise
            traceback.print_exc(file=sys.stdout)


def place_in(path, line):
    """Where a line of the program stands in the notebook, in words: "cell 2, line 3"."""
    cells = [(number, first) for number, (first, _, _) in enumerate(cells_of(path), 1) if first <= line]
    return f"cell {cells[-1][0]}, line {line - cells[-1][1] + 1}"
