"""The frame around the pages: the rail of sections, the tabs of open cases."""
