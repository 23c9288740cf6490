"""Every filter and every order of every list, for everybody: what one may not read, one may not filter or sort by either."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pytest

from tests.access.columns import COLUMNS
from tests.access.conftest import Cells
from tests.access.expected import Denial, denial
from tests.access.oracle import Asker, needs_of, needs_of_column, refusal
from tests.access.sdl import Site, enum_values, fields_of, input_fields, named, sites, target_of
from tests.access.stage import Stage, denials

FIRST: Final = "first: 1"
PARENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "Query": (),
    "Province": (f"provinces({FIRST})", "edges", "node"),
    "School": (f"schools({FIRST})", "edges", "node"),
    "Department": (f"schools({FIRST})", "edges", "node", f"departments({FIRST})", "edges", "node"),
    "Graduate": (f"graduates({FIRST})", "edges", "node"),
    "Agreement": (f"agreements({FIRST})", "edges", "node"),
    "Supplement": (f"supplements({FIRST})", "edges", "node"),
    "Termination": (f"terminations({FIRST})", "edges", "node"),
    "DestinationRegistration": (f"registrations({FIRST})", "edges", "node"),
    "Confirmation": (f"confirmations({FIRST})", "edges", "node"),
    "Dispute": (f"disputes({FIRST})", "edges", "node"),
    "VerificationGrant": (f"confirmations({FIRST})", "edges", "node", f"grants({FIRST})", "edges", "node"),
    "Snapshot": (f"statisticsSnapshots({FIRST})", "edges", "node"),
    "RosterImport": (f"rosterImports({FIRST})", "edges", "node"),
    **{f"{of.capitalize()}Report": (f"{of}Reports({FIRST})", "edges", "node") for of in ("destination", "archive", "hukou")},
    **{f"{of.capitalize()}LedgerEntry": (f"{of}Ledger({FIRST})", "edges", "node") for of in ("destination", "archive", "hukou")},
    "Cohort": (f"classYears({FIRST})", "edges", "node"),
    "SigningStatistics": ("signingStatistics(classYear: 2023)",),
    "ArchiveRecord": (f"archiveRecords({FIRST})", "edges", "node"),
    "HukouRecord": (f"hukouRecords({FIRST})", "edges", "node"),
    "ArchiveStatistics": ("archiveStatistics(classYear: 2023)",),
    "HukouStatistics": ("hukouStatistics(classYear: 2023)",),
}
"""How a list's parent is reached from the root."""
VALUES: Final = {
    "TextFilter": '{prefix: "2"}',
    "NullableTextFilter": "{isNull: false}",
    "IdentityNumberFilter": '{in: ["11000020010203001X"]}',
    "IntFilter": "{eq: 2023}",
    "DateTimeFilter": '{gte: "2023-01-01T00:00:00Z"}',
    "NullableDateTimeFilter": "{isNull: false}",
    "AgreementStatusFilter": "{eq: EFFECTIVE}",
    "AgreementTypeFilter": "{in: [TWO_PARTY]}",
    "InitiatorFilter": "{eq: EMPLOYER}",
    "AuditActionFilter": "{eq: AGREEMENT_PASS}",
    "RecordKindFilter": "{eq: AGREEMENT}",
    "DownloadStateFilter": "{in: [DONE]}",
    "ConfirmationStateFilter": "{eq: CONFIRMED}",
    "DisputeStateFilter": "{eq: OPEN}",
    "DisputeSubjectFilter": "{in: [BASICS]}",
    "RosterImportStateFilter": "{in: [DONE]}",
    "RoleFilter": "{in: [SCHOOL]}",
    "NullableAgreementTypeFilter": "{in: [TWO_PARTY]}",
    "EnablementFilter": "{in: [SET_UP]}",
    "ClassYearStateFilter": "{eq: OPEN}",
    "NullableReviewLevelFilter": "{isNull: true}",
    "EmployerStatusFilter": "{eq: APPROVED}",
    "BooleanFilter": "{eq: true}",
    "NullableBooleanFilter": "{isNull: false}",
    "GraduateFilter": '{name: {prefix: "2"}, degreeCode: {prefix: "2"}}',
    "FeatureFilter": "{eq: DESTINATION}",
    "ReportStateFilter": "{in: [PENDING]}",
    "ReportOperationFilter": "{eq: UPSERT}",
    "LedgerStateFilter": "{eq: APPROVED}",
    "MissingStepFilter": "{in: [SETUP]}",
    "RecordStatusFilter": "{in: [APPROVED]}",
    "RecordSourceFilter": "{eq: SCHOOL}",
    "TransferTypeFilter": "{eq: ORIGIN}",
    "NullableDispatchModeFilter": "{eq: EMS}",
    "DispatchStateFilter": "{eq: SENT}",
    "MigrationTypeFilter": "{eq: KEEP}",
    "NullableMigrationReasonFilter": "{isNull: true}",
    "TerminationKindFilter": "{eq: ONLINE}",
    "DestinationGroupFilter": "{in: [FLEXIBLE]}",
    "NullableDateFilter": "{isNull: false}",
}
"""A comparison of each kind that can be made."""
COMPOSED: Final = ("{0}", "and: [{{{0}}}]", "or: [{{}}, {{{0}}}]", "not: {{{0}}}", "and: [{{or: [{{not: {{{0}}}}}]}}]")
"""Where in a filter a comparison can stand."""
SITES: Final = [site for site in sites() if site.type != "Subscription"]
FIRST_SITES: Final = list({site.target: site for site in sorted(SITES, key=lambda site: site.type == "Query")}.values())
"""Where each type of record is listed: at the root, where it is listed there."""


def uses(site: Site, ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield every use of a list's filters and orders: the coordinate used, and the arguments that use it."""
    for argument in site.field.arguments or ():
        type_ = named(argument.type)
        if argument.name.value == "filter":
            for name, kind in input_fields(type_).items():
                if name in {"and", "or", "not"}:
                    continue
                named_row = ids.get(f"{type_}.{name}") or ids.get(name[0].upper() + name[1:])
                value = f'{{eq: "{named_row}"}}' if kind.endswith("IDFilter") else VALUES[kind]
                for form in COMPOSED:
                    yield f"{type_}.{name}", f"filter: {{{form.format(f'{name}: {value}')}}}"
                yield f"{type_}.{name}", f"filter: {{{name}: null}}"
        elif argument.name.value == "orderBy":
            orders = input_fields(type_)["field"]
            first, *_ = enum_values(orders)
            for value in enum_values(orders):
                yield f"{orders}.{value}", f"orderBy: {{field: {value}}}"
                yield f"{orders}.{value}", f"orderBy: [{{field: {value}, direction: DESC}}]"
                if value != first:
                    # The first is the default, which whoever sees the list may use.
                    yield f"{orders}.{value}", f"orderBy: [{{field: {first}}}, {{field: {value}}}]"


def names_of(parent: tuple[str, ...]) -> list[str]:
    """Return the response keys on the way to a parent."""
    return [step.partition("(")[0] for step in parent]


def way_denied(asker: Asker, site: Site) -> Denial | None:
    """Return the denial of the first field on the way to a list, or of the list itself."""
    type_, path = "Query", list[str]()
    for name in [*names_of(PARENTS[site.type]), site.field.name.value]:
        path.append(name)
        if name not in {"edges", "node"}:
            target = str(target_of(fields_of(type_)[name]))
            facts = refusal(asker, needs_of(f"{type_}.{name}", target))
            if facts is not None:
                return denial(f"{type_}.{name}", facts, path)
            type_ = target
    return None


def test_the_table_speaks_of_every_filter_and_order() -> None:
    ids = dict.fromkeys(
        ("Province", "School", "Department", "Graduate", "Employer", "Snapshot", "Record", "ArchiveRecord", "HukouRecord"), ""
    )
    assert {coordinate for site in SITES for coordinate, _ in uses(site, ids)} == set(COLUMNS)
    assert all(coordinate.partition(".")[2] in fields_of(coordinate.partition(".")[0]) for coordinate in COLUMNS.values())


@dataclass(frozen=True)
class Uses:
    """A list, and uses of its filters and orders that one document asks for."""

    site: Site
    used: Sequence[tuple[str, str]]

    @property
    def documents(self) -> tuple[str, str]:
        """The query of the list with every use of it, and the query of the list alone."""
        name, parent = self.site.field.name.value, PARENTS[self.site.type]
        lists = [f"a{at}: {name}({FIRST}, {arguments}) {{ totalCount }}" for at, (_, arguments) in enumerate(self.used)]
        plain = f"{name}({FIRST}) {{ totalCount }}"
        whole, alone = ("{" + " { ".join([*parent, each]) + "}" * (len(parent) + 1) for each in (" ".join([plain, *lists]), plain))
        return whole, alone

    def expected(self, asker: Asker) -> list[Denial]:
        """Return the denials of one asker: where the list itself is out of reach that one alone, or one for each use."""
        if (refused := way_denied(asker, self.site)) is not None:
            return [refused]
        path = names_of(PARENTS[self.site.type])
        refusals = {at: refusal(asker, needs_of_column(coordinate, target(coordinate))) for at, (coordinate, _) in enumerate(self.used)}
        return sorted((denial(self.used[at][0], facts, [*path, f"a{at}"]) for at, facts in refusals.items() if facts is not None), key=repr)

    async def check(self, stage: Stage, asker: Asker, cells: Cells) -> None:
        """Check that what is denied is denied, and that the rest is answered."""
        whole, alone = self.documents
        answer = await stage.ask(asker, alone if way_denied(asker, self.site) else whole)
        assert denials(answer) == self.expected(asker), asker.name
        cells.add("filters and orders", len(self.used) + 1)

    def unlike(self, askers: Iterable[Asker]) -> list[Asker]:
        """Return one asker of each role for each set of uses that its levels deny to it."""
        denied = {(asker.role, repr([(path, facts["coordinate"]) for path, facts in self.expected(asker)])): asker for asker in askers}
        return list(denied.values())


def uses_of(stage: Stage, site: Site, *, once: bool) -> Uses:
    """Return the uses of a list: of each filter and order only the plainest, or wherever in its argument it can stand."""
    ids = {type_: stage.cast.of(type_)[0].id for type_ in ("Province", "School", "Department", "Graduate", "Employer", "Snapshot")}
    ids["Record"] = stage.cast.of("Agreement")[0].id
    ids |= {f"{kind}EventFilter.{kind.lower()}Record": stage.cast.of(f"{kind}Record")[0].id for kind in ("Archive", "Hukou")}
    used = list(uses(site, ids))
    return Uses(site, list({coordinate: (coordinate, arguments) for coordinate, arguments in reversed(used)}.values()) if once else used)


# What is denied is decided before anything is asked of a database, by the asker's role and levels and by the column alone. So everybody
# asks for each column of each list at one place; at its other places, and wherever else in its argument a column can stand, somebody
# of each role asks for each set of columns that levels deny to it.


@pytest.mark.parametrize("site", FIRST_SITES, ids=str)
async def test_a_filter_or_an_order_needs_what_its_column_needs(stage: Stage, cells: Cells, site: Site) -> None:
    uses = uses_of(stage, site, once=True)
    for asker in stage.askers:
        await uses.check(stage, asker, cells)


@pytest.mark.parametrize("site", FIRST_SITES, ids=str)
async def test_a_column_needs_the_same_wherever_it_stands_in_a_filter_or_an_order(stage: Stage, cells: Cells, site: Site) -> None:
    uses = uses_of(stage, site, once=False)
    for asker in uses.unlike(stage.askers):
        await uses.check(stage, asker, cells)


@pytest.mark.parametrize("site", [site for site in SITES if site not in FIRST_SITES], ids=str)
async def test_a_column_needs_the_same_wherever_its_list_is_reached(stage: Stage, cells: Cells, site: Site) -> None:
    uses = uses_of(stage, site, once=True)
    for asker in uses.unlike(stage.askers):
        await uses.check(stage, asker, cells)


def target(coordinate: str) -> str | None:
    """Return the type of record that the field of a filter's or an order's column leads to."""
    type_, _, field = COLUMNS[coordinate].partition(".")
    return target_of(fields_of(type_)[field])


async def test_a_refused_filter_tells_nothing_and_leaves_its_neighbours_alone(stage: Stage) -> None:
    clerk = next(asker for asker in stage.askers if asker.name == "school -r-")
    answer = await stage.ask(
        clerk,
        """{ one: graduates(first: 1, filter: {examNumber: {prefix: "23"}}) { totalCount }
             two: graduates(first: 1, orderBy: {field: EXAM_NUMBER}) { totalCount }
             all: graduates(first: 1, filter: {classYear: {eq: 2023}}, orderBy: {field: NAME}) { totalCount } }""",
    )
    assert answer["data"] == {"one": None, "two": None, "all": {"totalCount": 20}}
    assert [path for path, _ in denials(answer)] == [("one",), ("two",)]


async def test_a_refused_filter_is_refused_in_a_variable_too(stage: Stage) -> None:
    clerk = next(asker for asker in stage.askers if asker.name == "school -r-")
    query = "query($filter: GraduateFilter, $by: [GraduateOrder!]) { graduates(first: 1, filter: $filter, orderBy: $by) { totalCount } }"
    for variables, coordinate in (
        ({"filter": {"classYear": {"eq": 2023}, "examNumber": {"eq": "1"}}}, "GraduateFilter.examNumber"),
        ({"filter": {"or": [{}, {"not": {"examNumber": {"eq": "1"}}}]}}, "GraduateFilter.examNumber"),
        ({"by": {"field": "EXAM_NUMBER"}}, "GraduateOrderField.EXAM_NUMBER"),
        ({"by": [{"field": "NAME"}, {"field": "EXAM_NUMBER"}]}, "GraduateOrderField.EXAM_NUMBER"),
    ):
        answer = await stage.ask(clerk, query, **variables)
        assert answer["data"] == {"graduates": None}
        assert [error["extensions"]["coordinate"] for error in answer["errors"]] == [coordinate]
    answer = await stage.ask(clerk, query)
    assert answer["data"] == {"graduates": {"totalCount": 21}}
