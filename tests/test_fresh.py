"""The settings of a machine that a bare tree gets, read from planted ones."""

from __future__ import annotations

import configparser

from tests.fresh import carried


def test_pips_settings_become_a_file_that_pip_reads_the_same(tmp_path):
    listing = ("global.cert='/etc/own.crt'\nglobal.extra-index-url='https://a.invalid/simple\\nhttps://b.invalid/simple'\n"
               "install.no-binary='x'\n:env:.timeout='9'\nglobal.cache-dir='/root/cache'\nglobal.target='/root/t'\n")
    with (tmp_path / "pip.conf").open("w", encoding="utf-8") as file:
        carried.pip_settings(listing).write(file)
    read = configparser.RawConfigParser()
    read.read(tmp_path / "pip.conf", encoding="utf-8")
    assert read["global"]["cert"] == "/etc/own.crt"
    assert read["global"]["extra-index-url"].split() == ["https://a.invalid/simple", "https://b.invalid/simple"]
    assert read["install"]["no-binary"] == "x"
    assert set(read["global"]) == {"cert", "extra-index-url"}


def test_variables_that_reach_out_are_carried_and_no_others(monkeypatch):
    monkeypatch.setattr(carried.os, "environ", {
        "PIP_CERT": "/a.crt", "PIP_CACHE_DIR": "/c", "HTTPS_PROXY": "p", "no_proxy": "n", "SSL_CERT_FILE": "/a.crt",
        "HOME": "/root", "SECRET_TOKEN": "t", "PIP_TARGET": "/t"})
    assert set(carried.variables()) == {"PIP_CERT", "HTTPS_PROXY", "no_proxy", "SSL_CERT_FILE"}


def test_an_index_on_disk_is_carried_with_the_files_beside_it(tmp_path):
    (tmp_path / "index" / "simple").mkdir(parents=True)
    (tmp_path / "wheels").mkdir()
    values = [f"file://{tmp_path}/index/simple https://a.invalid/simple", str(tmp_path / "wheels"), "/no/such", "60"]
    assert list(carried.places(values)) == [tmp_path / "index", tmp_path / "wheels"]


def test_the_mirror_is_the_one_that_this_debian_uses(tmp_path):
    sources = tmp_path / "etc" / "apt" / "sources.list.d"
    sources.mkdir(parents=True)
    (tmp_path / "etc" / "os-release").write_text('ID=debian\nVERSION_CODENAME="bookworm"\n', encoding="utf-8")
    assert carried.mirror(tmp_path) is None
    (sources / "other.list").write_text("deb https://other.invalid/ stable main\n", encoding="utf-8")
    (sources / "debian.sources").write_text(
        "Types: deb\nURIs: https://security.invalid/debian\nSuites: bookworm-security\n\n"
        "Types: deb\nURIs: https://mirror.invalid/debian\nSuites: bookworm bookworm-updates\n", encoding="utf-8")
    assert carried.mirror(tmp_path) == "https://mirror.invalid/debian"
    (tmp_path / "etc" / "apt" / "sources.list").write_text(
        "deb [signed-by=/k.gpg] https://old.invalid/debian bookworm main\n", encoding="utf-8")
    assert carried.mirror(tmp_path) == "https://old.invalid/debian"


def test_another_system_than_debian_has_no_mirror_of_it(tmp_path):
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "os-release").write_text("ID=fedora\n", encoding="utf-8")
    assert carried.mirror(tmp_path) is None
