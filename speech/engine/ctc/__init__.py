"""Models that name a letter for each fiftieth of a second (Wav2Vec2 with CTC), behind `Model`.

`acoustics` gives the probabilities of the letters, `alphabet` knows the letters, `paths` reads
words out of them, `likelihood` weighs a given text, `names` tells which of a list was said.
"""
