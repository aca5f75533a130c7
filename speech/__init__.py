"""Speech to text: microphone or file, an engine in a child process, and written Danish.

`microphone` (over `sound_card`) and `sound_file` give sound, `meter` shows its level, `loudspeaker`
plays it; `recogniser` takes it to the child (`engine_process`, `ear`, `calls`, `answers`,
`heartbeat` are its parent's side) and `engine` is what runs there: endpointing and decoding, with
`names`, which tells which of a list was said. `models` knows which models there are and installs
them; `written` turns spoken Danish into written.
"""
