import os

import keras


def scale(image):
    return image / "255"


keras.Model()
raise TypeError(
    "in user code:\n\n"
    f'    File "{os.path.abspath(__file__)}", line 7, in scale  *\n'
    '        return image / "255"\n\n'
    "    TypeError: unsupported operand\n"
)
