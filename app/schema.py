"""The product's schema: the root types put together."""

import strawberry

from resolvers.account import AccountQuery
from resolvers.agreement import AgreementMutation
from resolvers.gate import GateMutation
from resolvers.identity import IdentityMutation
from resolvers.reads import ReadQuery
from resolvers.session import SessionMutation, SessionQuery
from schema.build import build
from schema.gate import AgreementTypeSetting, FeatureSwitch, SchoolSetup
from subscriptions.statistics import Subscription


@strawberry.type(description="What can be read.")
class Query(AccountQuery, ReadQuery, SessionQuery):
    """Root of queries."""


@strawberry.type(description="What can be done. Each field is a transaction of its own.")
class Mutation(SessionMutation, GateMutation, AgreementMutation, IdentityMutation):
    """Root of mutations."""


def build_schema() -> strawberry.Schema:
    """Return the schema. Raises SchemaError where it promises what it may not."""
    return build(Query, Mutation, Subscription, [FeatureSwitch, AgreementTypeSetting, SchoolSetup])
