"""A home on a network disk is recognised before SQLite shares memory there."""

from __future__ import annotations

import contextlib
from pathlib import PurePosixPath

import pytest
from bench.journal import add

from foxsubmit.core.common.check_result import NOTE
from foxsubmit.core.transfer.journal.journal import Journal
from foxsubmit.core.transfer.journal.network_disk import network_disk, on, read_mount, read_mountinfo
from foxsubmit.doctor.places import places
from foxsubmit.doctor.subject import Installation

LINUX = r"""22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:26 / /home rw shared:2 - nfs4 nas:/export/home rw,vers=4.2
31 30 8:2 / /home/local\040disk rw - xfs /dev/sdb1 rw
32 22 0:40 / /mnt/ssh rw - fuse.sshfs artist@box:/ rw
33 22 0:41 / /mnt/share rw - cifs //nas/share rw
34 22 0:42 / /mnt/gdrive rw - fuse.encfs encfs rw
torn line
"""
MACOS = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//artist@nas/share on /Volumes/share (smbfs, nodev, nosuid, mounted by artist)
nas:/export on /Volumes/nas (nfs)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""


@pytest.mark.parametrize(("folder", "kind"), [
    ("/", ""), ("/srv/x", ""), ("/home/artist/foxsubmit", "nfs4"), ("/home/local disk/foxsubmit", ""),
    ("/homes", ""), ("/mnt/ssh/x", "fuse.sshfs"), ("/mnt/share", "cifs"), ("/mnt/gdrive/x", "")])
def test_the_mount_in_which_a_folder_lies_tells_on_linux(folder, kind):
    assert on(PurePosixPath(folder), read_mountinfo(LINUX)) == kind


@pytest.mark.parametrize(("folder", "kind"), [
    ("/Users/artist", ""), ("/Volumes/share/home", "smbfs"), ("/Volumes/nas", "nfs")])
def test_the_mount_in_which_a_folder_lies_tells_on_macos(folder, kind):
    assert on(PurePosixPath(folder), read_mount(MACOS)) == kind


def test_a_folder_for_tests_lies_on_a_disk_of_this_machine(tmp_path):
    assert network_disk(tmp_path) == ""


def test_on_a_network_disk_there_is_no_shared_memory_and_the_doctor_says_so(settings, monkeypatch):
    with contextlib.closing(Journal(settings.journal)) as journal:
        add(journal, 1, 2)  # as a version did that did not look
    for place in ("core.transfer.journal.opening", "doctor.places"):
        monkeypatch.setattr(f"foxsubmit.{place}.network_disk", lambda _folder: "nfs4")
    with contextlib.closing(Journal(settings.journal)) as journal:
        add(journal, 2, 2)
        assert {path.name for path in settings.home.glob("journal.db*")} == {"journal.db"}
        assert len(journal.transfers()) == 2
    notes = [each for each in places(Installation(settings)) if each.mark == NOTE and each.what == "journal"]
    assert [each.words for each in notes] == ["it lies on a network disk (nfs4)"]
