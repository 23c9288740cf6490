"""How often something may be tried: limits as data, the reasons beside them (docs/decisions)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` within any `window`, counted by name and key. A name belongs to one purpose and is never reused."""

    name: str
    times: int
    window: timedelta

    def __post_init__(self) -> None:
        if self.times < 1 or self.window < timedelta(seconds=1):
            raise ValueError("a limit lets something through, within a second or more")


_QUARTER: Final = timedelta(minutes=15)
_HOUR: Final = timedelta(hours=1)

LOGIN_BY_DEVICE: Final = Limit("login-device", 10, _QUARTER)
"""Failures of one name from one device that has logged in with it before. Nobody else can use these up."""
LOGIN_BY_NAME_AND_ADDRESS: Final = Limit("login-name-address", 10, _QUARTER)
"""Failures of one name from one address: about a thousand guesses a day, of passwords that are on no list."""
LOGIN_BY_NAME: Final = Limit("login-name", 60, _HOUR)
"""Failures of one name from all strange devices together: what a thousand addresses may try between them."""
LOGIN_BY_ADDRESS: Final = Limit("login-address", 100, timedelta(minutes=10))
"""Failures of any names from one address: room for a campus behind one, too little to try one password on everybody."""
PASSWORD_CHANGE: Final = Limit("password-change", 10, _QUARTER)
"""Wrong present passwords when one is to be changed, by account: a stolen access token must not become a way to guess."""
ACTIVATION_BY_NAME: Final = Limit("activation-name", 10, _HOUR)
"""Codes tried on one account, whatever comes of it; a code has 75 random bits, so this keeps noise off the database and no more."""
ACTIVATION_BY_ADDRESS: Final = Limit("activation-address", 3000, _HOUR)
"""Codes tried from one address: a school is one address, and all its graduates may activate their accounts on one morning."""
REGISTRATION_BY_ADDRESS: Final = Limit("registration-address", 10, _HOUR)
"""Employers registered from one address, or refused a name that is taken; a form that is wrong is not counted."""
PROVIDER_BY_ADDRESS: Final = Limit("provider-address", 600, timedelta(minutes=1))
"""Steps of logging in through an outside provider, from one address: each makes us ask the provider."""
REVEAL_BY_ACCOUNT: Final = Limit("reveal", 60, _HOUR)
"""Identity numbers shown in full to one account: more than any clerk compares by hand, and far from a roster an hour."""
SEARCH_BY_ACCOUNT: Final = Limit("number-search", 60, timedelta(days=1))
"""Identity numbers that one account looks for. The masked text hides a day of birth, and the check character leaves about 130 numbers
for it where four years of birth come into question: without a limit two requests would try them all."""
INVITEE_BY_EMPLOYER: Final = Limit("invitee", 20, _HOUR)
"""Invitations of one employer that found nobody: room for misspelling, not for finding out who of a list studies where."""
MISSED_BY_SYSTEM: Final = Limit("inbound-missed", 60, timedelta(days=1))
"""Imported records that name a graduate by an identity number that is not its own, by account: as many as numbers that are looked
for, since an answer tells as much. Whoever has to try more of them names graduates by exam number."""
VERIFICATION_BY_ADDRESS: Final = Limit("verification-address", 30, _QUARTER)
"""Verifications from one address that found nothing: room for misreading; a transfer number has seven random digits behind its school."""
VERIFICATION_BY_SERIES: Final = Limit("verification-series", 200, timedelta(days=1))
"""Verifications of one name by transfer numbers of one school and class year that found nothing, from anywhere: ten million numbers would
take a century. Nobody finds a verification number by trying; counting those by name would only let a stranger shut out a common name."""
UPLOAD_BY_ACCOUNT: Final = Limit("upload", 60, _HOUR)
"""Files of one account, taken or not: room for an employer with its scans on a table, each of which costs us a process and a disk."""
UPLOAD_BY_ACCOUNT_A_DAY: Final = Limit("upload-day", 300, timedelta(days=1))
"""Files of one account in the time that one which nothing names is kept: at most 600 MB of them."""
