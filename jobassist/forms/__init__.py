"""Forms as data and rules as dated data: read, checked, filled in and judged, without a store.

`source` reads YAML safely, `definition` says what a form is, `reading` makes one of a file,
`linting` finds what is wrong with it, `filling` is a form while it is filled in, `rules` judges
what was filled in by the law of the event's date. docs/forms.md says how to write one.
"""
