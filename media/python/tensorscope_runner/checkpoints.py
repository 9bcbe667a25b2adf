"""Finished epochs on disk: CHECKPOINTS/stage-N/epoch-M, a stage being a call of `fit`. Each such folder is written aside and renamed, so it is whole."""
import json
import os
import re
import shutil

EPOCH = re.compile(r"epoch-(\d+)(-end)?$")


def link_or_copy(source, target):
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


class Checkpoints:
    """Those of a run, which has those of the run that it resumes."""

    def __init__(self, folder, resumed):
        self.folder = folder
        self.is_resumed = resumed is not None
        if self.is_resumed:
            aside = f"{folder}.partial"
            shutil.rmtree(aside, ignore_errors=True)
            shutil.copytree(resumed, aside, copy_function=link_or_copy, ignore=shutil.ignore_patterns("*.partial"))
            os.rename(aside, folder)

    def stage(self, number):
        return Stage(os.path.join(self.folder, f"stage-{number}"))


class Stage:
    """The last finished epoch of one `fit`, with `state`, which is JSON."""

    def __init__(self, folder):
        self.folder = folder

    def latest(self):
        """Folder of the last epoch, None where none is finished. One that the end of `fit` left comes after the epoch itself."""
        try:
            found = [(int(match[1]), bool(match[2]), match[0]) for match in map(EPOCH.match, os.listdir(self.folder)) if match]
        except OSError:
            return None
        return os.path.join(self.folder, max(found)[2]) if found else None

    def state(self):
        folder = self.latest()
        if folder is None:
            return None
        with open(os.path.join(folder, "state.json"), encoding="utf-8") as file:
            return json.load(file)

    def save(self, epoch, is_end, state, write):
        """Keeps an epoch, from 1, in place of those before; `write` fills the folder that it is given."""
        target = os.path.join(self.folder, f"epoch-{epoch}{'-end' if is_end else ''}")
        aside = f"{target}.partial"
        shutil.rmtree(aside, ignore_errors=True)
        os.makedirs(aside)
        write(aside)
        with open(os.path.join(aside, "state.json"), "w", encoding="utf-8") as file:
            json.dump(state, file)
        os.rename(aside, target)
        for name in os.listdir(self.folder):
            path = os.path.join(self.folder, name)
            if path != target:
                shutil.rmtree(path, ignore_errors=True)
