import json

import keras


def parse(text):
    return json.loads(text)


keras.Model().fit(epochs=1)
parse("{")
