"""The SBOM and the list of licences of a release, of libraries in folders, wheels and archives of them."""

from __future__ import annotations

import email
import importlib.metadata
import io
import json
import zipfile
from pathlib import Path

import jsonschema
import pytest
from tools.release import licences, sbom

SCHEMAS = Path(__file__).parents[1] / "data" / "cyclonedx"
EPOCH = 1_795_953_600


def wheel(name, version, head, **files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        folder = f"{name}-{version}.dist-info"
        file.writestr(f"{folder}/METADATA", f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{head}\n")
        for path, text in files.items():
            file.writestr(f"{folder}/{path}", text)
        file.writestr(f"{name}/licenses_of_us.py", "")
    return packed.getvalue()


ONE = wheel("One_lib", "1.0", "License-Expression: MIT\nRequires-Dist: two>=1\nRequires-Dist: x; extra == 'y'",
            LICENSE="Take it.\r\n")
TWO = wheel("two", "2.0.1", "License: Apache-2.0", NOTICE="By two.", COPYING="As it is.")
THREE = wheel("three", "3", "Classifier: License :: OSI Approved :: BSD License")


@pytest.fixture
def release(tmp_path):
    """A wheel, an archive with a wheel inside and one unpacked, and a folder with a library that is there already."""
    (tmp_path / "one.whl").write_bytes(ONE)
    with zipfile.ZipFile(tmp_path / "extension.zip", "w") as file:
        file.writestr("wheels/two.whl", TWO)
        with zipfile.ZipFile(io.BytesIO(THREE)) as inner:
            for name in inner.namelist():
                file.writestr(f"bundle/vendor/{name}", inner.read(name))
    (tmp_path / "vendor").mkdir()
    with zipfile.ZipFile(io.BytesIO(ONE)) as inner:
        inner.extractall(tmp_path / "vendor")
    return tmp_path


def test_every_library_is_found_once_wherever_it_lies(release):
    found = licences.distributions([release])
    assert [(each.name, each.version, each.licence) for each in found] == [
        ("One_lib", "1.0", "MIT"), ("three", "3", "BSD License"), ("two", "2.0.1", "Apache-2.0")]
    assert [each.known for each in found] == [True, False, True]
    assert found[0].needs == ("two",)


def test_the_list_of_licences_has_each_text(release):
    text = licences.text(licences.distributions([release]))
    assert text.startswith("What others wrote")
    assert "\nOne_lib 1.0: MIT\nthree 3: BSD License\ntwo 2.0.1: Apache-2.0\n" in text
    assert "Take it.\n" in text
    assert text.index("two 2.0.1, COPYING") < text.index("two 2.0.1, NOTICE") < text.index("By two.")
    assert "\r" not in text


@pytest.mark.parametrize(("head", "licence"), [
    ("License-Expression: Apache-2.0 OR BSD-2-Clause\nLicense: other", "Apache-2.0 OR BSD-2-Clause"),
    ("License: LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"),
    ("License: A licence, as follows\nClassifier: License :: OSI Approved :: MIT License", "MIT"),
    ("License: A licence of one's own", "A licence of one's own"),
    ("Summary: nothing said", licences.UNKNOWN),
])
def test_a_licence_is_what_the_metadata_says(head, licence):
    assert licences.licence_of(email.message_from_string(head)) == licence


@pytest.mark.parametrize("name", ["requests", "urllib3", "qtpy", "jsonschema", "platformdirs", "rich"])
def test_what_the_package_needs_says_its_licence(name):
    said = email.message_from_string(importlib.metadata.distribution(name).read_text("METADATA"))
    found = licences.Distribution(name, "1", licences.licence_of(said), ())
    assert found.known


def valid(document):
    """Whether the schema of CycloneDX takes it: the schema itself, and those to which it leads."""
    schema, *others = (json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
                       for name in ("bom-1.6", "spdx", "jsf-0.82"))
    store = {each["$id"].replace(".schema.json", ".SNAPSHOT.schema.json"): each for each in others}
    jsonschema.Draft7Validator(schema, resolver=jsonschema.RefResolver(schema["$id"], schema, store)).validate(document)


def test_the_sbom_is_one_that_the_schema_takes(release):
    document = sbom.make(licences.distributions([release]), "0.1.0", [("CPython", "3.13.9", "PSF-2.0")], EPOCH)
    valid(document)
    assert [each["name"] for each in document["components"]] == ["One_lib", "three", "two", "CPython"]
    assert document["metadata"]["timestamp"] == "2026-11-29T12:00:00Z"
    depends = {each["ref"]: each["dependsOn"] for each in document["dependencies"]}
    assert depends["pkg:pypi/one-lib@1.0"] == ["pkg:pypi/two@2.0.1"]
    assert depends["pkg:pypi/foxsubmit@0.1.0"] == ["CPython@3.13.9", "pkg:pypi/one-lib@1.0", "pkg:pypi/three@3"]


def test_the_schema_refuses_what_is_none(release):
    document = sbom.make(licences.distributions([release]), "0.1.0")
    document["components"][0]["type"] = "thing"
    with pytest.raises(jsonschema.ValidationError):
        valid(document)


def test_the_sbom_is_the_same_bytes_in_whatever_order_files_are_found(release):
    first = sbom.text(sbom.make(licences.distributions([release]), "0.1.0", epoch=EPOCH))
    places = [release / "vendor", release / "extension.zip", release / "one.whl"]
    assert sbom.text(sbom.make(licences.distributions(places), "0.1.0", epoch=EPOCH)) == first
    other = sbom.text(sbom.make(licences.distributions([release / "one.whl"]), "0.1.0", epoch=EPOCH))
    assert json.loads(other)["serialNumber"] != json.loads(first)["serialNumber"]
