"""Private places, known folders, and the files outside of both."""

from __future__ import annotations

import pytest

from foxsubmit.core.assets.found import AssetState, FoundAsset, LocalFile
from foxsubmit.core.assets.gathered import Gathered
from foxsubmit.core.assets.roots import is_below, outside, private_file, private_folder

HOME = "/srv/people/ann"


@pytest.mark.parametrize(("folder", "private", "taken"), [
    ("/home/ann/.ssh", "/home/ann/.ssh", "/home/ann/.ssh"),
    ("/home/bob/.config/blender/4.5/packs", "/home/bob/.config", "/home/bob/.config/blender"),
    ("/shows/../home/ann/./.aws", "/home/ann/.aws", "/home/ann/.aws"),
    (f"{HOME}/.gnupg", f"{HOME}/.gnupg", f"{HOME}/.gnupg"),
    ("/etc", "/etc", "/etc"),
    ("/etc/ssl/private", "/etc", "/etc/ssl"),
    ("C:\\Users\\ann\\AppData\\Roaming\\Mozilla\\a", "C:/Users/ann/AppData/Roaming",
     "C:/Users/ann/AppData/Roaming/Mozilla"),
    ("\\\\?\\C:\\Users\\ann\\.ssh", "C:/Users/ann/.ssh", "C:/Users/ann/.ssh"),
    ("/Users/ann/Library/Keychains", "/Users/ann/Library/Keychains", "/Users/ann/Library/Keychains"),
    ("/Users/ann/.SSH", "/Users/ann/.SSH", "/Users/ann/.SSH"),
])
def test_a_place_where_one_keeps_secrets_is_private(folder, private, taken):
    found = private_folder(folder, HOME)
    assert (found.place, found.folder) == (private, taken)


@pytest.mark.parametrize("folder", [
    "/home/ann/shows/.cache", "/home/ann", "/mnt/.assets", "/etcetera", "/home/ann/.local/share/fonts/noto",
    "C:/Users/ann/AppData/Local/Microsoft/Windows/Fonts", "C:/Users/ann/Pictures", f"{HOME}/shows"])
def test_a_usual_place_is_not_private(folder):
    assert private_folder(folder, HOME) is None


@pytest.mark.parametrize("path", [
    "/mnt/a/id_rsa", "/mnt/a/ID_ED25519", "D:\\a\\server.PEM", "/mnt/a/mine.kdbx", "/home/ann/.netrc", "/mnt/a/.env"])
def test_a_key_is_private_wherever_it_lies(path):
    assert private_file(path)
    assert private_file("/mnt/a/wood.png") is None


def test_a_folder_that_holds_a_private_place_does_not_make_it_known():
    private = private_folder("/home/ann/.ssh", HOME)
    assert not private.is_known(("/home/ann", "/"))
    assert private.is_known(("/home/ann/.ssh",))
    deep = private_folder("/home/ann/.config/blender/packs", HOME)
    assert deep.is_known(("/home/ann/.config/blender",))
    assert not deep.is_known(("/home/ann/.config/gcloud",))


def test_a_key_is_known_only_by_itself():
    key = private_file("/home/ann/Downloads/id_rsa")
    assert not key.is_known(("/home/ann/Downloads", "/home/ann")), "a scene may lie beside it"
    assert key.is_known(("/home/ann/Downloads/id_rsa",))


def test_a_place_that_is_offered_as_known_makes_nothing_private_known():
    """Whoever lets a font be sent, or a texture beside a key, has let nothing else be sent."""
    fonts = outside(["/home/ann/.local/share/fonts/noto", "C:/Users/ann/AppData/Local/Temp/a", "/mnt/keys"], (), HOME)
    assert list(fonts) == ["/home/ann/.local/share/fonts", "C:/Users/ann/AppData/Local/Temp", "/mnt/keys"]
    assert not private_folder("/home/ann/.local/share/keyrings", HOME).is_known(fonts)
    assert not private_folder("C:/Users/ann/AppData/Local/Google", HOME).is_known(fonts)
    assert not private_file("/mnt/keys/id_rsa").is_known(fonts)


def test_windows_does_not_tell_letters_of_either_case_apart():
    assert is_below("d:\\Lib\\a", "D:/lib")
    assert is_below("//NAS/share/a", "\\\\nas\\share")
    assert not is_below("/Lib/a", "/lib")
    assert not is_below("/library", "/lib")
    assert not is_below("/lib", "")


def test_what_is_outside_is_grouped_by_places_that_a_person_knows():
    folders = ["/mnt/assets/wood/oak", "/mnt/assets/iron", "//nas/share/x", "D:/lib/a/b", f"{HOME}/Pictures/a/b",
               "/home/bob/x/y", "/shows/a/tex", "d:/Known/a", "", "relative/a"]
    assert outside(folders, ("/shows/a", "D:/known"), HOME) == {
        "/mnt/assets": ["/mnt/assets/wood/oak", "/mnt/assets/iron"], "//nas/share": ["//nas/share/x"],
        "D:/lib": ["D:/lib/a/b"], f"{HOME}/Pictures": [f"{HOME}/Pictures/a/b"], "/home/bob/x": ["/home/bob/x/y"]}


def test_a_folder_is_looked_through_for_what_is_private_and_so_is_where_a_file_was_found():
    files = tuple(LocalFile(path, 1, 1, 1) for path in ("/home/ann/a.png", "/home/ann/.ssh/id_rsa"))
    folder = FoundAsset("/home/ann", ("bake",), "cache", AssetState.FOUND, files, folder=True)
    moved = FoundAsset("/shows/a.png", ("map",), "image", AssetState.FOUND,
                       (LocalFile("/home/ann/.aws/credentials", 1, 1, 1),), found_at="/home/ann/.aws/credentials")
    private = Gathered((folder, moved)).overview.private
    assert {(each.place, tuple(places)) for each, places in private.items()} == {
        ("/home/ann/.ssh", (0,)), ("/home/ann/.aws", (1,))}
