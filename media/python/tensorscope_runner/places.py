import os
import re
import sys
import sysconfig
import traceback

HERE = os.path.dirname(os.path.dirname(os.path.realpath(__file__))) + os.sep


class Places:
    """Which files are the user's: those below the program's folder or the working directory that no package manager put there."""

    def __init__(self, script):
        self.folders = [os.path.realpath(folder) + os.sep for folder in (os.path.dirname(script) or ".", ".")]
        self.libraries = [os.path.realpath(path) + os.sep for path in {sysconfig.get_path(name) for name in ("stdlib", "platstdlib")}]

    def is_users(self, path):
        real = os.path.realpath(path)
        if not os.path.isfile(real) or real.startswith(HERE) or re.search(r"[\\/]((site|dist)-packages[\\/]|__autograph_generated_file)", real):
            return False
        return any(real.startswith(folder) for folder in self.folders) and not any(real.startswith(folder) for folder in self.libraries)

    def of_frames(self, frames):
        """Place of the last of some (path, line) that is the user's, or None."""
        own = [(path, line) for path, line in frames if self.is_users(path)]
        return {"path": os.path.abspath(own[-1][0]), "line": own[-1][1]} if own else None

    def of_caller(self):
        frame, frames = sys._getframe(1), []
        while frame:
            frames.insert(0, (frame.f_code.co_filename, frame.f_lineno))
            frame = frame.f_back
        return self.of_frames(frames)

    def of_error(self, error):
        frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
        if isinstance(error, SyntaxError) and error.filename and error.lineno:
            frames.append((error.filename, error.lineno))
        # AutoGraph tells in its text where in the program a traced function failed.
        frames += [(path, int(line)) for path, line in re.findall(r'File "(.+?)", line (\d+)', str(error))]
        return self.of_frames(frames)


def message_of(error):
    """An exception in one line. Keras and TensorFlow put their own traceback before what went wrong."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    said = lines[0] if lines else ""
    if said.startswith("in user code:"):
        errors = [line for line in lines if re.match(r"[\w.]*(Error|Exception)\b", line)]
        return errors[-1] if errors else lines[-1]
    if said.startswith("Graph execution error"):
        nodes = [index for index, line in enumerate(lines) if line.startswith("[[")]
        said = lines[nodes[0] - 1] if nodes and nodes[0] > 0 else lines[-1]
    name = type(error).__name__
    return f"{name}: {said}" if said else name
