"""How the documentation is built: `python3 dev.py docs`."""

import logging

from sz_assess import __version__

project = "sz_assess"
author = "the sz_assess project"
copyright = "the sz_assess project"
version = release = __version__

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = "sz_assess"
html_copy_source = False
html_show_sourcelink = False
html_last_updated_fmt = None

# The contents take in pages as they are written, so a pattern may find none yet. This warning has a subtype but
# no type, so suppress_warnings cannot name it.
logging.getLogger("sphinx.sphinx.directives.other").addFilter(
    lambda record: getattr(record, "subtype", "") != "empty_glob"
)
