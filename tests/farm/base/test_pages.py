from __future__ import annotations

import pytest

from foxsubmit.farm.base.pages import MOST, cut_list


@pytest.mark.parametrize(("entries", "size", "pages"), [
    (0, 3, 0), (1, 3, 1), (2, 3, 1), (3, 3, 1), (4, 3, 2), (6, 3, 2), (7, 3, 3), (5, 1, 5)])
def test_a_page_that_is_not_full_is_a_page(entries, size, pages):
    shown = [cut_list(range(entries), {"pageNum": number, "pageSize": size}) for number in range(1, pages + 2)]
    assert [page["pageCount"] for page in shown] == [pages] * (pages + 1)
    assert [entry for page in shown for entry in page["items"]] == list(range(entries))
    assert shown[-1]["items"] == [], "there is nothing behind the last page"


def test_a_page_has_an_end_whatever_is_asked_for():
    page = cut_list(range(MOST + 1), {"pageSize": MOST + 1})
    assert (len(page["items"]), page["size"], page["pageCount"]) == (MOST, MOST, 2)
