"""The acts on archives and household registrations as they would be done on the stage, and as a rule refuses them."""

from collections.abc import Iterator
from typing import Any, Final

from tests.access.stage import Stage

Tried = tuple[str, dict[str, Any], dict[str, Any], frozenset[str]]
"""As `tests.access.acts.Act` has it."""
_SHARED: Final = ("submit", "resubmit", "cancel", "register", "review")
TRANSFERS: Final = {
    **{
        f"{act}{kind}": f"{act}{kind}(input: $input) {{ record {{ id status }} userErrors {{ code }} }}"
        for kind, acts_of in (("Archive", (*_SHARED, "send", "receive", "return")), ("Hukou", _SHARED))
        for act in acts_of
    },
    "sendArchives": "sendArchives(input: $input) { results { id record { id status } } userErrors { code } }",
}
"""Mutation -> the field of its document."""
ENTRIES: Final = {
    "Archive": {
        "transferType": "ORIGIN",
        "receiverName": "测试市档案馆",
        "receiverDivision": "110108",
        "receiverAddress": "测试路5号",
        "receiverPerson": "测试联系人",
        "receiverPhone": "010-00000000",
    },
    "Hukou": {
        "migrationType": "BACK_TO_ORIGIN",
        "migrationReason": "GRADUATION",
        "destinationDivision": "110108",
        "destinationAddress": "测试路6号",
    },
}


def transfer_acts(stage: Stage) -> Iterator[Tried]:
    """Yield the acts on archives and household registrations."""
    stale = {"version": 999}
    codes = frozenset({"CHANGED_MEANWHILE", "NOT_FOUND", "MOVE_NOT_ALLOWED", "INVALID_INPUT"})
    graduate, idle = {"graduate": f"Graduate:{stage.world.graduate.id}"}, {"graduate": f"Graduate:{stage.cast.idle.id}"}
    for kind, records in (("Archive", stage.cast.archives), ("Hukou", stage.cast.hukou)):
        entry, bad = {"entry": ENTRIES[kind]}, {"entry": ENTRIES[kind] | {next(iter(list(ENTRIES[kind])[2:])): "x"}}
        rejected = {"id": f"{kind}Record:{records.rejected.id}", "version": 1}
        waiting = {"id": f"{kind}Record:{records.waiting.id}", "version": 1, "decision": "PASS"}
        yield (f"submit{kind}", graduate | entry, graduate | bad, codes)
        yield (f"resubmit{kind}", rejected | entry, rejected | entry | stale, codes)
        yield (f"cancel{kind}", rejected, rejected | stale, codes)
        yield (f"register{kind}", idle | entry, idle | bad, codes)
        yield (f"review{kind}", waiting, waiting | stale, codes)
    approved, sent = stage.cast.archives.approved.id, {"id": f"ArchiveRecord:{stage.cast.archives.sent.id}", "version": 1}
    parcel = {"id": f"ArchiveRecord:{approved}", "version": 1, "mode": "EMS", "trackingNo": "EX2"}
    yield ("sendArchive", parcel, parcel | stale, codes)
    yield ("sendArchives", {"archives": [parcel]}, {"archives": []}, codes)
    yield ("receiveArchive", sent, sent | stale, codes)
    yield ("returnArchive", sent | {"reason": "查无此人"}, sent | {"reason": "查无此人"} | stale, codes)
