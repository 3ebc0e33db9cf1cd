"""Whose tries are counted together: one line of a household is one place."""

import ipaddress

LINE = 64  # bits of an IPv6 address that a provider gives to one line; the rest are its own


def place_of(address: str) -> str:
    """Return what limits count by: an IPv4 address, or the /64 that an IPv6 address is in.

    >>> place_of("2001:db8:1:2:a:b:c:d"), place_of("::ffff:192.0.2.7"), place_of("192.0.2.7")
    ('2001:db8:1:2::', '192.0.2.7', '192.0.2.7')
    """
    try:
        found = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    bits = int(found) >> (128 - LINE) << (128 - LINE)
    return str(ipaddress.IPv6Address(bits)) if bits else str(found)
