"""What an agreement's form needs of the API, and the form out of what the API answered, for whoever asked."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from documents.agreement_form import AgreementForm, EmployerParty, GraduateParty, PassedReview, SchoolParty, Terms
from rules.acts import ActName
from rules.agreement import Initiator, ReviewLevel, Status
from rules.gate import AgreementType, ReviewLevels

AGREEMENT: Final = """
query AgreementForm($id: ID!) {
  node(id: $id) {
    ... on Agreement {
      agreementNumber status statusLabel initiator agreementType reviewLevels classYear createdAt updatedAt
      employerName employerUscc employerContact employerPhone
      employer { uscc registration { address contactName contactPhone } }
      inviteeName
      graduate { name idNumber sexLabel mobile studentNumber majorName degreeLabel department { name } }
      school { code name province { name } }
      position monthlyPay workAddress startDate
      reviews(first: 20) { edges { node { level isPassed reviewedAt } } }
      timeline(first: 20) { edges { node { action at } } }
    }
  }
}
"""
"""What whoever asks may not see of it is answered with null, and printed as what is not there."""


def form_of(agreement: Mapping[str, Any], check_url: str | None) -> AgreementForm | None:
    """Return the form of an agreement as it was answered; None before it has a number.

    `check_url` is where its number is checked, with `{number}` in it; without one the QR code says the number alone.
    """
    number = agreement["agreementNumber"]
    if number is None:
        return None
    accepted = [event["at"] for event in nodes(agreement["timeline"]) if event["action"] == ActName.AGREEMENT_ACCEPT]
    passed = [each for each in nodes(agreement["reviews"]) if each["isPassed"]]
    school = agreement["school"]
    return AgreementForm(
        number=number,
        class_year=agreement["classYear"],
        agreement_type=AgreementType(agreement["agreementType"]),
        initiator=Initiator(agreement["initiator"]),
        review_levels=ReviewLevels(agreement["reviewLevels"]),
        status=Status(agreement["status"]),
        status_label=agreement["statusLabel"],
        employer=employer_of(agreement),
        graduate=graduate_of(agreement),
        school=SchoolParty(school["name"], school["code"], school["province"]["name"]),
        terms=Terms(agreement["position"], agreement["monthlyPay"], agreement["workAddress"], day(agreement["startDate"])),
        qr=number if check_url is None else check_url.replace("{number}", number),
        as_of=moment(agreement["updatedAt"]),
        offered_at=moment(agreement["createdAt"]),
        accepted_at=moment(accepted[0]) if accepted else None,
        reviews=tuple(PassedReview(ReviewLevel(each["level"]), moment(each["reviewedAt"])) for each in passed),
    )


def employer_of(agreement: Mapping[str, Any]) -> EmployerParty:
    """Return 甲方: what the graduate typed of it, else what it says of itself to whoever may read that."""
    employer = agreement["employer"] or {}
    registration = employer.get("registration") or {}
    return EmployerParty(
        name=agreement["employerName"],
        uscc=agreement["employerUscc"] or employer.get("uscc"),
        contact=agreement["employerContact"] or registration.get("contactName"),
        phone=agreement["employerPhone"] or registration.get("contactPhone"),
        address=registration.get("address"),
    )


def graduate_of(agreement: Mapping[str, Any]) -> GraduateParty:
    """Return 乙方; of one that the reader does not see, the name that the agreement bears."""
    graduate = agreement["graduate"]
    if graduate is None:
        return GraduateParty(agreement["inviteeName"])
    return GraduateParty(
        name=graduate["name"],
        id_number_masked=graduate["idNumber"],
        sex=graduate["sexLabel"],
        phone=graduate["mobile"],
        student_number=graduate["studentNumber"],
        department=graduate["department"]["name"],
        major=graduate["majorName"],
        degree=graduate["degreeLabel"],
    )


def nodes(connection: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    """Return the rows of a page."""
    return [edge["node"] for edge in connection["edges"]] if connection else []


def moment(text: str) -> datetime:
    """Return a moment as the API writes it."""
    return datetime.fromisoformat(text)


def day(text: str | None) -> date | None:
    """Return a day as the API writes it."""
    return date.fromisoformat(text) if text else None
