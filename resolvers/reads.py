"""Root fields that are read by the planner: each only names its binding."""

import strawberry

import schema.supplement
import schema.termination
from schema import archive, hukou
from schema.access import EVERY_ACCOUNT, Public
from schema.account import Account
from schema.agreement import Agreement
from schema.archive import ArchiveEvent, ArchiveRecord, ArchiveRecordCount, ArchiveStatistics
from schema.audit import AuditEntry
from schema.class_year import Cohort
from schema.confirmation import Confirmation
from schema.counts import EVERY_STANDING, AgreementCount
from schema.dispute import Dispute
from schema.employer import EmployerRegistration
from schema.fields import bound, counted, lookup, lookups, many, summed
from schema.gate import SchoolEnablement, SetupGap
from schema.graduate import Graduate
from schema.hukou import HukouEvent, HukouRecord, HukouRecordCount, HukouStatistics
from schema.lists.account import AccountFilter, AccountOrder
from schema.lists.agreement import AgreementFilter, AgreementOrder
from schema.lists.archive import ArchiveEventFilter, ArchiveEventOrder, ArchiveRecordFilter, ArchiveRecordOrder
from schema.lists.audit import AuditEntryFilter, AuditEntryOrder
from schema.lists.class_year import CohortFilter, CohortOrder
from schema.lists.confirmation import ConfirmationFilter, ConfirmationOrder
from schema.lists.dispute import DisputeFilter, DisputeOrder
from schema.lists.employer import EmployerRegistrationFilter, EmployerRegistrationOrder
from schema.lists.gate import SchoolEnablementFilter, SchoolEnablementOrder, SetupGapFilter, SetupGapOrder
from schema.lists.graduate import GraduateFilter, GraduateOrder
from schema.lists.hukou import HukouEventFilter, HukouEventOrder, HukouRecordFilter, HukouRecordOrder
from schema.lists.places import ProvinceOrder, SchoolFilter, SchoolOrder
from schema.lists.registration import DestinationRegistrationFilter, DestinationRegistrationOrder
from schema.lists.roster_import import RosterImportFilter, RosterImportOrder
from schema.lists.supplement import SupplementFilter, SupplementOrder
from schema.lists.termination import TerminationFilter, TerminationOrder
from schema.places import Province, School
from schema.registration import EVERY_STATUS, DestinationRegistration, RegistrationCount
from schema.relay import Connection, Node
from schema.roster_import import RosterImport
from schema.statistics import CHOSEN, DESCRIPTION, ClassYear, InProvince, InSchool, SigningStatistics
from schema.supplement import Supplement, SupplementCount
from schema.termination import Termination, TerminationCount
from schema.worklist import WORKLIST, WorkItem

ARGUMENTS = {"class_year": (ClassYear, False), "province": (InProvince, True), "school": (InSchool, True)}


@strawberry.type
class ReadQuery:
    """Queries over bound types."""

    node: Node | None = lookup("Anything by its ID; null where it is not among the rows you may see.", Public())
    nodes: list[Node | None] | None = lookups(
        "As many by their IDs, in their order; null where one is not among the rows you may see.", Public()
    )
    provinces: Connection[Province] | None = many("Province", "Provinces (省份), by code.", order=ProvinceOrder)
    schools: Connection[School] | None = many("School", "Schools (院校), by code.", order=SchoolOrder, filters=SchoolFilter)
    graduates: Connection[Graduate] | None = many(
        "Graduate", "Graduates you may see (毕业生), by name.", order=GraduateOrder, filters=GraduateFilter
    )
    agreements: Connection[Agreement] | None = many(
        "Agreement", "Agreements you may see (毕业去向与网签信息), newest first.", order=AgreementOrder, filters=AgreementFilter
    )
    agreement_counts: list[AgreementCount] | None = counted(
        "Agreement",
        "AgreementCount",
        "How many of the agreements you may see stand where (各状态数量): every status of either way to sign, also where there are none.",
        EVERY_STANDING,
        AgreementFilter,
    )
    archive_records: Connection[ArchiveRecord] | None = many(
        "ArchiveRecord",
        "What becomes of the archives you may see (档案信息管理), newest first.",
        order=ArchiveRecordOrder,
        filters=ArchiveRecordFilter,
    )
    archive_record_counts: list[ArchiveRecordCount] | None = counted(
        "ArchiveRecord",
        "ArchiveRecordCount",
        "How many of them stand where (各状态数量): every status, also where there are none.",
        archive.EVERY_STANDING,
        ArchiveRecordFilter,
    )
    archive_events: Connection[ArchiveEvent] | None = many(
        "ArchiveEvent", "What was done to them (操作记录), newest first.", order=ArchiveEventOrder, filters=ArchiveEventFilter
    )
    hukou_records: Connection[HukouRecord] | None = many(
        "HukouRecord",
        "What becomes of the household registrations you may see (户口信息管理), newest first.",
        order=HukouRecordOrder,
        filters=HukouRecordFilter,
    )
    hukou_record_counts: list[HukouRecordCount] | None = counted(
        "HukouRecord",
        "HukouRecordCount",
        "How many of them stand where (各状态数量): every status, also where there are none.",
        hukou.EVERY_STANDING,
        HukouRecordFilter,
    )
    hukou_events: Connection[HukouEvent] | None = many(
        "HukouEvent", "What was done to them (操作记录), newest first.", order=HukouEventOrder, filters=HukouEventFilter
    )
    supplements: Connection[Supplement] | None = many(
        "Supplement", "Supplementary registrations you may see (补登管理), newest first.", order=SupplementOrder, filters=SupplementFilter
    )
    supplement_counts: list[SupplementCount] | None = counted(
        "Supplement",
        "SupplementCount",
        "How many of the supplements you may see stand where (各状态数量): every status, also where there are none.",
        schema.supplement.EVERY_STATUS,
        SupplementFilter,
    )
    terminations: Connection[Termination] | None = many(
        "Termination", "Terminations you may see (解约管理), newest first.", order=TerminationOrder, filters=TerminationFilter
    )
    termination_counts: list[TerminationCount] | None = counted(
        "Termination",
        "TerminationCount",
        "How many of the terminations you may see stand where (各状态数量): every status, also where there are none.",
        schema.termination.EVERY_STATUS,
        TerminationFilter,
    )
    class_years: Connection[Cohort] | None = many("Cohort", "Class years (届别), by year.", order=CohortOrder, filters=CohortFilter)
    school_enablements: Connection[SchoolEnablement] | None = many(
        "SchoolEnablement",
        "How far each school has come with each feature in each class year (高校开启情况), by school: whole, where `setupGaps` has what is "
        "missing in class years that take writes.",
        order=SchoolEnablementOrder,
        filters=SchoolEnablementFilter,
    )
    confirmations: Connection[Confirmation] | None = many(
        "Confirmation",
        "Confirmed destinations you may see (去向登记确认), newest first.",
        order=ConfirmationOrder,
        filters=ConfirmationFilter,
    )
    registrations: Connection[DestinationRegistration] | None = many(
        "DestinationRegistration",
        "Registrations of other destinations that you may see (去向登记管理), newest first.",
        order=DestinationRegistrationOrder,
        filters=DestinationRegistrationFilter,
    )
    registration_counts: list[RegistrationCount] | None = counted(
        "DestinationRegistration",
        "RegistrationCount",
        "How many of the registrations you may see stand where (各状态数量): every status, also where there are none.",
        EVERY_STATUS,
        DestinationRegistrationFilter,
    )
    disputes: Connection[Dispute] | None = many(
        "Dispute", "Disputes you may see (信息异议), newest first.", order=DisputeOrder, filters=DisputeFilter
    )
    setup_gaps: Connection[SetupGap] | None = many(
        "SetupGap", "What is open and not set up yet (未完成设置), by school.", order=SetupGapOrder, filters=SetupGapFilter
    )
    worklist: list[WorkItem] | None = bound(
        WORKLIST, "What waits for you (待办): every kind of work that can, of what your levels let you do.", EVERY_ACCOUNT
    )
    accounts: Connection[Account] | None = many(
        "Account", "Accounts you may see (账号管理), by username.", order=AccountOrder, filters=AccountFilter
    )
    employer_registrations: Connection[EmployerRegistration] | None = many(
        "EmployerRegistration",
        "Registrations you may see (单位注册信息), newest first: a province's own to review, an employer's its own.",
        order=EmployerRegistrationOrder,
        filters=EmployerRegistrationFilter,
    )
    roster_imports: Connection[RosterImport] | None = many(
        "RosterImport",
        "Imports of rosters that you may see (名册导入), newest first.",
        order=RosterImportOrder,
        filters=RosterImportFilter,
    )
    audit_entries: Connection[AuditEntry] | None = many(
        "AuditEntry",
        "What was done (操作记录) as far as it is yours to read, newest first.",
        order=AuditEntryOrder,
        filters=AuditEntryFilter,
    )
    signing_statistics: SigningStatistics | None = summed(CHOSEN, DESCRIPTION, ARGUMENTS)
    archive_statistics: ArchiveStatistics | None = summed(archive.CHOSEN, archive.DESCRIPTION, ARGUMENTS)
    hukou_statistics: HukouStatistics | None = summed(hukou.CHOSEN, hukou.DESCRIPTION, ARGUMENTS)
