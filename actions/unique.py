"""Where the database's unique indexes decide between writers: which conflict is which refusal, and which one is tried again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from tortoise.exceptions import IntegrityError


@dataclass(frozen=True, slots=True)
class Unique:
    """One unique index, as the engines speak of it: PostgreSQL by its name, SQLite by its columns."""

    name: str
    columns: str

    def is_met_in(self, conflict: IntegrityError) -> bool:
        """Tell whether the conflict is with a row that this index already has, and not with another index or check."""
        said = str(conflict)
        return f'"{self.name}"' in said or said.endswith(f"UNIQUE constraint failed: {self.columns}")


ONE_SLOT: Final = Unique("destination_slot_pkey", "destination_slot.graduate_id")
ONE_CONFIRMATION: Final = Unique("confirmation_one_in_force", "confirmation.graduate_id")
ONE_TRANSFER_NUMBER: Final = Unique("confirmation_transfer_number_key", "confirmation.transfer_number")
ONE_VERIFICATION_NUMBER: Final = Unique("verification_grant_number_key", "verification_grant.number")
ONE_REPORT_OF_PLACE: Final = Unique("report_graduate_id_seq_key", "report.graduate_id, report.seq")
ONE_OPEN_ARCHIVE: Final = Unique("archive_record_one_open", "archive_record.graduate_id")
ONE_OPEN_HUKOU: Final = Unique("hukou_record_one_open", "hukou_record.graduate_id")
ONE_LIVE_INVITATION: Final = Unique("agreement_one_live_invitation", "agreement.graduate_id, agreement.employer_id")
ONE_OPEN_DISPUTE: Final = Unique("dispute_one_open", "dispute.record_id")
ONE_NUMBER: Final = Unique("agreement_number_key", "agreement.number")
ONE_NUMBER_EVER: Final = Unique("issued_number_pkey", "issued_number.number")
ONE_UNUSED_TOKEN: Final = Unique("refresh_token_one_unused", "refresh_token.session_id")
ONE_OPEN_OF_AGREEMENT: Final = Unique("termination_one_open_of_agreement", "termination.agreement_id")
ONE_OPEN_OF_SUPPLEMENT: Final = Unique("termination_one_open_of_supplement", "termination.supplement_id")
ONE_CLASS_YEAR: Final = Unique("class_year_pkey", "class_year.year")
ONE_SWITCH: Final = Unique("feature_switch_province_code_feature_key", "feature_switch.province_code, feature_switch.feature")
ONE_EMPLOYER_OF_CODE: Final = Unique("employer_one_of_code", "employer.uscc")
ONE_IDENTITY: Final = Unique("person_identity_index_key", "person.identity_index")
ONE_ACCOUNT_OF_PERSON: Final = Unique("account_one_of_person", "account.person_id")
ONE_LINK_OF_SUBJECT: Final = Unique("identity_link_issuer_subject_key", "identity_link.issuer, identity_link.subject")
ONE_LINK_OF_ACCOUNT: Final = Unique("identity_link_account_id_issuer_key", "identity_link.account_id, identity_link.issuer")
ONE_ACT_OF_KEY: Final = Unique("idempotency_key_account_id_key_digest_key", "idempotency_key.account_id, idempotency_key.key_digest")
ONE_IMPORT_UNDER_WAY: Final = Unique("roster_import_one_under_way", "roster_import.school_id, roster_import.class_year")
ONE_IMPORT_OF_SOURCE: Final = Unique(
    "imported_record_province_code_source_system_source_id_key",
    "imported_record.province_code, imported_record.source_system, imported_record.source_id",
)
ONE_USERNAME: Final = Unique("account_username_key", "account.username")
ONE_USERNAME_IN_ANY_CASE: Final = Unique("account_one_of_name_in_any_case", "index 'account_one_of_name_in_any_case'")


class TryAgain(Exception):
    """A collision by chance (an agreement number drawn twice) that a second try of the whole action does not meet."""


@contextmanager
def refused_by(unique: Unique, refusal: Exception) -> Iterator[None]:
    """Raise `refusal` where the statement inside meets a row that the index already has; every other conflict is a fault."""
    try:
        yield
    except IntegrityError as conflict:
        if unique.is_met_in(conflict):
            raise refusal from conflict
        raise
