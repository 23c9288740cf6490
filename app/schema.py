"""The product's schema: the root types put together."""

from functools import cache

import strawberry

from resolvers.account import AccountMutation
from resolvers.agreement import AgreementMutation
from resolvers.application import ApplicationMutation
from resolvers.archive import ArchiveMutation
from resolvers.class_year import ClassYearMutation
from resolvers.confirmation import ConfirmationMutation
from resolvers.dispute import DisputeMutation
from resolvers.download import DownloadMutation, DownloadQuery
from resolvers.drill_down import DrillDownQuery
from resolvers.employer import EmployerMutation
from resolvers.entry import EntryMutation, EntryQuery
from resolvers.gate import GateMutation
from resolvers.hukou import HukouMutation
from resolvers.identity import IdentityMutation
from resolvers.inbound import InboundMutation
from resolvers.ledger import LedgerMutation, LedgerQuery
from resolvers.permissions import PermissionQuery
from resolvers.reads import ReadQuery
from resolvers.registration import RegistrationMutation, RegistrationQuery
from resolvers.roster import RosterMutation
from resolvers.roster_import import RosterImportMutation
from resolvers.session import SessionMutation, SessionQuery
from resolvers.snapshot import SnapshotMutation, SnapshotQuery
from resolvers.supplement import SupplementMutation
from resolvers.termination import TerminationMutation
from resolvers.transfer_form import TransferFormQuery
from resolvers.viewer import ViewerQuery
from schema.build import build
from schema.gate import AgreementTypeSetting, FeatureSwitch, SchoolSetup
from schema.upload import Upload
from subscriptions.download import DownloadSubscription
from subscriptions.roster_import import RosterImportSubscription
from subscriptions.statistics import StatisticsSubscription


@strawberry.type(description="What can be read.")
class Query(
    ViewerQuery,
    EntryQuery,
    ReadQuery,
    DrillDownQuery,
    SnapshotQuery,
    PermissionQuery,
    DownloadQuery,
    LedgerQuery,
    SessionQuery,
    RegistrationQuery,
    TransferFormQuery,
):
    """Root of queries."""


@strawberry.type(description="What can be done. Each field is a transaction of its own.")
class Mutation(
    SessionMutation,
    EntryMutation,
    AccountMutation,
    ClassYearMutation,
    GateMutation,
    RosterMutation,
    RosterImportMutation,
    DownloadMutation,
    EmployerMutation,
    AgreementMutation,
    ApplicationMutation,
    ArchiveMutation,
    HukouMutation,
    SupplementMutation,
    TerminationMutation,
    RegistrationMutation,
    ConfirmationMutation,
    DisputeMutation,
    IdentityMutation,
    SnapshotMutation,
    LedgerMutation,
    InboundMutation,
):
    """Root of mutations."""


@strawberry.type(description="What can be watched: the current answer first, then a new one after every change.")
class Subscription(StatisticsSubscription, RosterImportSubscription, DownloadSubscription):
    """Root of subscriptions."""


def build_schema() -> strawberry.Schema:
    """Return the schema. Raises SchemaError where it promises what it may not."""
    return build(Query, Mutation, Subscription, [FeatureSwitch, AgreementTypeSetting, SchoolSetup, Upload])


@cache
def the_schema() -> strawberry.Schema:
    """Return the schema of this process, built once: whatever serves it shares what was compiled of its documents. Raises SchemaError."""
    return build_schema()
