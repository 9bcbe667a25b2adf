print("nothing to train")
