"""What each role gets on the pages for newcomers: the tour, and the quick start."""

from tests.web.permissions.expected import NO_GET, NO_POST, PUBLIC, Row, same
from tests.web.permissions.sent import nothing, of_assessment

START = (
    Row("tour", nothing, PUBLIC, NO_POST),
    Row("tour-page", lambda stage: [2], PUBLIC, NO_POST),
    Row("tour-end", nothing, NO_GET, same(302)),
    # The version of this assessment chooses no questions to begin with. With one that does:
    # tests/web/answering/test_quick_start.py
    Row("quick-start", of_assessment(), same(404, visitor=302), NO_POST),
)
