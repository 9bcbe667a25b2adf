import json
import os
import threading


class Events:
    """The messages. A reader that is gone is no error: the end of `commands` says so too."""

    def __init__(self, descriptor):
        os.set_inheritable(descriptor, False)
        self.descriptor = descriptor
        self.lock = threading.Lock()

    def send(self, event, **fields):
        line = json.dumps({"event": event, **fields}, allow_nan=False).encode() + b"\n"
        with self.lock:
            try:
                while line:
                    line = line[os.write(self.descriptor, line):]
            except OSError:
                pass

    def say(self, level, text):
        """Something for the user to read: "info" or "warning"."""
        self.send("message", level=level, text=text)
