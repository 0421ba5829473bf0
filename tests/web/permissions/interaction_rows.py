"""What each role gets on the pages of interactions: one row an address name."""

from tests.web.permissions.conftest import TOKEN
from tests.web.permissions.expected import (
    MANAGERS,
    NO_GET,
    NO_POST,
    PUBLIC,
    RATERS,
    READ,
    Row,
    only,
    same,
)
from tests.web.permissions.sent import (
    matrix_sent,
    of_matrix,
    of_territory,
    rated_row,
    rating_sent,
)

INTERACTIONS = (
    Row("interactions", of_territory(), READ, NO_POST),
    Row(
        "matrix-new",
        of_territory(),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
        matrix_sent,
    ),
    Row("matrix", of_matrix(), READ, NO_POST),
    Row("matrix-edit", of_matrix(), only(*MANAGERS), only(*MANAGERS, status=302), matrix_sent),
    Row(
        "matrix-state",
        of_matrix(),
        NO_GET,
        only(*MANAGERS, status=302),
        lambda stage: {"state": "closed"},
    ),
    *(
        Row(f"matrix-{name}", of_matrix(), READ, NO_POST)
        for name in ("picture", "influence", "synergies", "ways", "agreement", "what-if")
    ),
    Row("matrix-follows", of_matrix(), READ, NO_POST),
    Row(
        "matrix-use",
        of_matrix(),
        NO_GET,
        only(*MANAGERS, status=302),
        lambda stage: {"take-back": "1"},
    ),
    Row("matrix-item", of_matrix(lambda stage: 1), READ, NO_POST),
    Row("matrix-pair", of_matrix(lambda stage: 1, lambda stage: 2), READ, NO_POST),
    Row("matrix-remove", of_matrix(), only(*MANAGERS), only(*MANAGERS, status=302)),
    Row(
        "matrix-link",
        of_matrix(),
        NO_GET,
        only(*MANAGERS, status=302),
        lambda stage: {"group": "academia"},
    ),
    Row(
        "matrix-link-revoke",
        of_matrix(lambda stage: stage.matrix_link.pk),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
    ),
    Row(
        "matrix-rate",
        of_matrix(),
        only(*RATERS),
        only(*RATERS, status=302),
        rating_sent,
        lambda stage: "?from=i1&to=i2",
    ),
    Row("matrix-table", of_matrix(), only(*RATERS), only(*RATERS, status=302), rated_row),
    Row(
        "matrix-meeting",
        of_matrix(),
        only(*MANAGERS),
        only(*MANAGERS, status=302),
        rating_sent,
        lambda stage: "?from=i1&to=i2",
    ),
    Row("matrix-data", of_matrix(lambda stage: "json"), READ, NO_POST),
    # Without a file the page is shown again: it is the right to get so far that counts here.
    Row("matrix-import", of_matrix(), only(*MANAGERS), only(*MANAGERS)),
    # Whoever holds the link answers, signed in or not.
    Row("matrix-join", lambda stage: [TOKEN], PUBLIC, same(302)),
    Row(
        "matrix-mine",
        lambda stage: [f"back-{TOKEN}"],
        PUBLIC,
        same(302),
        rating_sent,
        lambda stage: "?from=i1&to=i2",
    ),
    Row("matrix-mine-table", lambda stage: [f"back-{TOKEN}"], PUBLIC, same(302), rated_row),
)
