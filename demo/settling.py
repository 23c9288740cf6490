"""The end of what is told of one graduate: confirmations, archives and household registrations, slot, reports and audit."""

from collections.abc import Callable, Iterator

from demo.chains import Chains
from demo.confirmations import ConfirmedRow, Confirmer
from demo.dossier import Dossier
from demo.record_rows import AuditRow, ConfirmationRow, DestinationSlotRow
from demo.reporting import ReportedRow, reported_rows
from demo.transfers import TransferRow, Transfers, transfer_rows

SettledRow = ConfirmedRow | TransferRow | DestinationSlotRow | ReportedRow | AuditRow


def settled_rows(
    dossier: Dossier, transfers: Transfers, confirmer: Confirmer, is_dealt: Callable[[], bool], chains: Chains
) -> Iterator[SettledRow]:
    """Yield the rows, once all agreements and registrations of the graduate are in its dossier."""
    yield from dossier.slot()
    confirmed = list(confirmer.rows(dossier, transfers.ready_at, is_dealt))
    yield from confirmed
    yield from transfer_rows(transfers, dossier, [row for row in confirmed if isinstance(row, ConfirmationRow)])
    yield from reported_rows(dossier.graduate, dossier.told, dossier.keys)
    yield from dossier.audit(chains)
