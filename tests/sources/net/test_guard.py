"""Which addresses may be fetched and dialled."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import FetchError, StopError
from vedette.sources.net.guard import NONE_ALLOWED, allowed, is_metadata, listed, refusal, shown, target_of

PRIVATE = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "0.1.2.3",  # noqa: S104 - nothing is bound here
    "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.0.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1",
    "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255",
    "168.63.129.16", "100.100.100.200",
]  # fmt: skip
PRIVATE_6 = [
    "::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "ff02::1", "100::1",
    "2001:db8::1", "64:ff9b:1::1", "4000::1", "8000::1", "::2", "5f00::1",
]  # fmt: skip
PUBLIC = ["93.184.216.34", "8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a00:1450:4001:80b::200e"]


@pytest.mark.parametrize("address", [*PRIVATE, *PRIVATE_6])
def test_no_private_address_is_dialled(address):
    assert refusal(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are(address):
    assert refusal(address) is None


def wrapped(inner: str) -> list[str]:
    n = int(ipaddress.IPv4Address(inner))
    six = [
        (0xFFFF << 32) | n,
        n,
        (0x2002 << 112) | (n << 80),
        (0x64FF9B << 96) | n,
        (0x20010000 << 96) | (n ^ 0xFFFFFFFF),
    ]
    return [str(ipaddress.IPv6Address(a)) for a in six]


@pytest.mark.parametrize("inner", [a for a in PRIVATE if not a.startswith("0.")])
def test_a_private_address_within_another_is_found(inner):
    assert all(refusal(a) for a in wrapped(inner))


def test_a_public_address_within_another_is_let_through():
    mapped, _, six_to_four, nat64, _ = wrapped("93.184.216.34")
    assert [refusal(a) for a in (mapped, six_to_four, nat64)] == [None, None, None]


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_no_wrapping_hides_a_private_network(inner):
    assert all(refusal(a) for a in [str(inner), *wrapped(str(inner))])


@given(st.text(max_size=20))
def test_what_is_no_address_is_refused_not_raised(text):
    assert refusal(text) is None or isinstance(refusal(text), str)
    assert is_metadata(text) in (True, False)


@pytest.mark.parametrize("address", ["169.254.169.254", "fd00:ec2::254", "::ffff:169.254.169.254", "168.63.129.16"])
def test_the_clouds_services_are_known(address):
    assert is_metadata(address)
    assert not is_metadata("93.184.216.34")


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("file:///etc/passwd", "leads to file:, which is not read"),
        ("gopher://a.org/", "leads to gopher:"),
        ("javascript:alert(1)", "leads to javascript:"),
        ("a.org/b", "leads to no scheme"),
        ("http://me:pw@a.org/", "carries a name or a password"),
        ("http://a.org\\@b.org/", "carries a name"),
        ("http:///b", "names no host"),
        ("http://a.org:99999/", "no possible port"),
        ("http://a.org:x/", "is no address"),
        ("http://a.org/\r\nHost: b", "is no address"),
        ("http://1.2.3.999/", "is no address"),
        ("http://１２７.0.0.1/", "is no address"),
        ("http://a.org/" + "x" * 9000, "is no address"),
        ("", "leads to no scheme"),
    ],
)
def test_addresses_that_are_not_read(url, cause):
    with pytest.raises(FetchError, match=cause) as e:
        target_of(url, "it")
    assert e.value.kind == "scheme"
    assert e.value.lasting


def test_an_address_is_taken_apart_as_it_is_sent():
    target = target_of("HTTP://BÜCHER.example:8080/ä b?q=ö#part", "it")
    assert (target.host, target.port, target.path) == ("xn--bcher-kva.example", 8080, "/%C3%A4%20b?q=%C3%B6")
    assert target.url == "http://xn--bcher-kva.example:8080/%C3%A4%20b?q=%C3%B6" or target.url.startswith("http://b")
    assert target.netloc == "xn--bcher-kva.example:8080"
    assert target_of("https://[2606:4700::1]:443/", "it").origin == "https://[2606:4700::1]"
    assert target_of("/c", "it", base=target_of("https://a.org/b?c", "it")).url == "https://a.org/c"


def test_allowed_hosts_are_those_told():
    told = allowed(["10.0.0.5", "wiki.example:8080", "[::1]:80", "fd00::1", " Localhost. ", ""])
    yes = [
        "http://10.0.0.5:99/",
        "http://WIKI.example.:8080/",
        "http://[::1]/",
        "http://[fd00::1]:5/",
        "http://localhost/",
    ]
    assert all(listed(target_of(u, "it"), told) for u in yes)
    assert not any(listed(target_of(u, "it"), told) for u in ["http://wiki.example/", "http://a.wiki.example:8080/"])
    assert allowed([]) == NONE_ALLOWED


@pytest.mark.parametrize("entry", ["http://10.0.0.5/", "a b", "10.0.0.0/8", "me@a.org", "a.org:port", "[::1"])
def test_a_rule_that_is_none_is_not_guessed(entry):
    with pytest.raises(StopError, match="is no host"):
        allowed([entry])


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://a.org/b?c=d", "https://a.org/b?c=d"),
        ("https://me:secret@a.org/b", "https://***@a.org/b"),
        ("https:/me:secret@a.org/b", "https:/***@a.org/b"),
        (
            "https://a.org/b?api_key=secret&page=2;access_token=secret",
            "https://a.org/b?api_key=***&page=2;access_token=***",
        ),
        ("https://a.org/?X-Amz-Signature=secret&author=me", "https://a.org/?X-Amz-Signature=***&author=me"),
        ("https://a.org/b#token=secret", "https://a.org/b"),
        ("https://a.org/\x1b[31m", "https://a.org/�[31m"),
    ],
)
def test_secrets_are_not_shown(url, told):
    assert shown(url) == told


@given(st.sampled_from(["token", "key", "apikey", "password", "sig"]), st.text("abcXYZ019", min_size=12, max_size=30))
def test_no_secret_value_is_ever_shown(name, value):
    assert value not in shown(f"https://a.org/feed?x=1&{name}={value}&y=2")
    assert value not in shown(f"https://u:{value}@a.org/feed")
