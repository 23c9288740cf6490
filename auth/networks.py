"""Where a client is, as far as limits care: one IPv4 address, or one IPv6 network of the size that a household gets."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final

from rules.sessions import LONGEST_CLIENT

_HOUSEHOLD: Final = 64
"""Bits. Whoever has one address of such a network has 2^64 of them, and must not have as many tries."""
_LONGEST_ADDRESS: Final = 45


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request comes from: the client's address, and what it calls itself (User-Agent). None where nothing says so."""

    address: str | None = None
    user_agent: str | None = None

    @property
    def kept_address(self) -> str | None:
        """Return the address as a session keeps it."""
        return (self.address or "")[:_LONGEST_ADDRESS] or None

    @property
    def client(self) -> str | None:
        """Return what the client calls itself as a session keeps it: cut, and free of what no list should print."""
        printable = "".join(letter for letter in (self.user_agent or "")[:LONGEST_CLIENT] if letter.isprintable())
        return printable.strip() or None

    @property
    def network(self) -> str:
        """Return what limits count by."""
        return network_of(self.address)


def network_of(address: str | None) -> str:
    """Return the network that an address counts as: IPv4 by itself, also where it is written as IPv6; IPv6 by its first 64 bits.

    What is no address counts as itself, and all that have none count as one.
    """
    try:
        parsed = ip_address((address or "").partition("%")[0])
    except ValueError:
        return address or "-"
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped is not None else str(IPv6Network((int(parsed), _HOUSEHOLD), strict=False))
    return str(IPv4Address(parsed))
