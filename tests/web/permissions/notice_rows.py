"""What each role gets on the pages of notices and of the backup: one row an address name."""

from tests.web.permissions.expected import NO_GET, NO_POST, Row, same
from tests.web.permissions.sent import nothing

SIGNED_IN = same(200, visitor=302)
STEWARD = same(404, steward=200, visitor=302)
RHYTHMS = {
    "answers-due": "daily",
    "sent-back": "daily",
    "reviews": "weekly",
    "evidence-aged": "weekly",
    "actions-due": "never",
    "decisions-expire": "never",
    "ratings-asked": "daily",
}

NOTICES = (
    Row("notices", nothing, SIGNED_IN, NO_POST),
    Row("notices-read", nothing, NO_GET, same(302)),
    Row("notice-settings", nothing, SIGNED_IN, same(302), lambda stage: RHYTHMS),
    Row("calendar-new", nothing, NO_GET, same(302)),
    Row("calendar-stop", nothing, NO_GET, same(302)),
    # What a secret or a signed link opens is tested with the notices; others open nothing.
    Row("calendar", lambda stage: ["no-such-secret"], same(404), NO_POST),
    Row("letters-stop", lambda stage: ["no-such-link"], same(404), same(404)),
    # Sent, it asks for the password once more, which nobody of the cast has.
    Row("backup", nothing, STEWARD, same(404, steward=403, visitor=302)),
)
