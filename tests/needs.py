"""What an analyst's installation lacks on purpose; it says so, and is not tested there."""

from importlib.util import find_spec

import pytest

typesetter = pytest.mark.skipif(
    find_spec("typst") is None or find_spec("docx") is None,
    reason="PDF and DOCX come with the packages of the site",
)
