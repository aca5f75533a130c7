"""The timeline, the editor of a draft, dictation into it, and search in all notes."""
