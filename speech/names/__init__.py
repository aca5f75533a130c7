"""Which of the given names was said: standard texts, spoken commands, the choices of a field.

`likeness` compares what was heard with the names as text and draws up a shortlist; `forced` asks
the model how probable each name's tokens are given the sound; `hearings` does so once, or three
times at other speeds where it is in doubt; `acceptance` turns all that into a probability and says
whether it is enough; `matcher` does one after the other.
"""
