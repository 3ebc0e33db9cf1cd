"""The proxies under deploy/ leave the answers to Ponte: too large, too fast, and who asks."""

import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ponte.project.supervisor.homes import CHECKOUT

DEPLOY = CHECKOUT / "deploy"
NGINX = (DEPLOY / "nginx" / "ponte.conf").read_text(encoding="utf-8")
CADDY = [DEPLOY / folder / "Caddyfile" for folder in ("caddy", "compose")]
MEGABYTE = 1024 * 1024
ANSWERED = 200 * MEGABYTE  # a body of this size must reach Ponte, which answers beside the field
FRAME = """
pid {folder}/nginx.pid;
error_log stderr;
events {{}}
http {{
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fast; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  access_log off;
  include {folder}/ponte.conf;
}}
"""


def said(text: str, name: str) -> list[str]:
    """What a file says of something, its comments left out."""
    bare = re.sub(r"#.*", "", text)
    return [value.strip() for value in re.findall(rf"(?m)^\s*{name}\s+([^;{{\n]+);?", bare)]


def test_nginx_tells_who_asks_too_fast_that_it_is_too_fast():
    assert said(NGINX, "limit_req_status") == ["429"]
    [zone] = said(NGINX, "limit_req_zone")
    [used] = said(NGINX, "limit_req")
    assert re.search(r"zone=(\w+)", zone)[1] == re.search(r"zone=(\w+)", used)[1]


def test_nginx_lets_what_is_too_large_reach_the_page_that_says_so(settings):
    [most] = said(NGINX, "client_max_body_size")
    assert int(most.removesuffix("m")) * MEGABYTE > ANSWERED > settings.UPLOAD_LIMIT


@pytest.mark.parametrize("path", CADDY, ids=lambda path: path.parent.name)
def test_caddy_lets_what_is_too_large_reach_the_page_that_says_so(settings, path):
    [most] = said(path.read_text(encoding="utf-8"), "max_size")
    assert int(most.removesuffix("MB")) * 1_000_000 > ANSWERED > settings.UPLOAD_LIMIT


def test_nginx_says_who_asked_and_how():
    headers = dict(one.split(maxsplit=1) for one in said(NGINX, "proxy_set_header"))
    assert headers["Host"] == "$host" and headers["X-Forwarded-Proto"] == "$scheme"
    assert headers["X-Forwarded-For"] == "$proxy_add_x_forwarded_for"


def test_nginx_itself_takes_the_file(tmp_path):
    """Where nginx is installed it reads a copy with paths and ports of this machine."""
    copy = rendered(tmp_path)
    assert "letsencrypt" not in copy and "listen 80;" not in copy
    (tmp_path / "ponte.conf").write_text(copy, encoding="utf-8")
    (tmp_path / "nginx.conf").write_text(FRAME.format(folder=tmp_path), encoding="utf-8")
    certificate(tmp_path)
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if nginx is None:
        return
    command = [nginx, "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "test is successful" in done.stderr


def rendered(folder) -> str:
    """The file as an administrator would write it here: own certificate, ports that are free."""
    copy = re.sub(r"(?m)^\s*listen \[::\].*\n", "", NGINX)  # not every machine speaks IPv6
    copy = copy.replace("listen 80;", "listen 127.0.0.1:8480;")
    copy = copy.replace("listen 443 ", "listen 127.0.0.1:8443 ")
    return re.sub(r"/etc/letsencrypt/live/[^/]+/", f"{folder}/", copy)


def certificate(folder) -> None:
    """Write a certificate of nobody and its key, under the names that the file asks for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ponte.example.org")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    kept = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    (folder / "privkey.pem").write_bytes(kept)
