"""One ``FoxAPI`` in several processes: forked ones have it from their parent, others get a copy; one has no OpenSSL."""

from __future__ import annotations

import multiprocessing
import pickle
import subprocess
import sys
import textwrap

import pytest

from foxsubmit.core.api import FoxAPI

MANY_CALLS = textwrap.dedent("""
    import multiprocessing, sys
    from foxsubmit.core.api import FoxAPI

    how, handed, times, *address = sys.argv[1:]
    kept = []


    def calls(api, number):
        # The number of ids tells whose answer it is, and so does the code that is explained.
        api, code, asked = api or kept[0], f"1501{number}", []
        for _try in range(int(times)):
            asked.append(api.task.create_task(count=number)["taskIdList"])
            assert [api.query.error_detail(code)[0]["code"] for _call in range(4)] == [code] * 4
        assert {len(ids) for ids in asked} == {number}, asked
        return [each for ids in asked for each in ids]


    if __name__ == "__main__":
        domain, access_id, access_key = address
        kept.append(FoxAPI(access_id, access_key, domain, protocol="http"))
        kept[0].query.platforms()
        with multiprocessing.get_context(how).Pool(4) as pool:
            given = kept[0] if handed == "handed" else None
            work = [pool.apply_async(calls, (given, number)) for number in (1, 2, 3, 4)]
            found = [each for answer in work for each in answer.get()]
        assert len(set(found)) == len(found) == 10 * int(times), found
        kept[0].query.platforms()
        print("all right")
""")


@pytest.mark.parametrize(("how", "api", "times"), [
    ("fork", "inherited", 10), ("fork", "handed", 5), ("spawn", "handed", 5), ("forkserver", "handed", 5)])
def test_every_process_of_a_pool_gets_its_own_answers_and_is_never_refused(tmp_path, farm, how, api, times):
    # Five calls each time, in four processes: two hundred where they are forks.
    if how not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system has no {how}")
    path = tmp_path / "calls.py"
    path.write_text(MANY_CALLS, encoding="utf-8")
    done = subprocess.run([sys.executable, str(path), how, api, str(times), farm.domain, farm.access_id,
                           farm.access_key], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "all right\n"), done.stderr


def test_a_copy_of_a_client_works_as_the_first_one_does(farm):
    api = FoxAPI(farm.access_id, farm.access_key, farm.domain, protocol="http")
    copied = pickle.loads(pickle.dumps(api))  # noqa: S301 - ours
    assert copied.query.platforms() == api.query.platforms()


NO_OPENSSL = textwrap.dedent("""
    import sys
    sys.modules["ssl"] = None  # as in a Blender that finds the library of another Python
    from foxsubmit.core.api import FoxAPI
    from foxsubmit.core.common.errors import BadInput

    domain, access_id, access_key = sys.argv[1:]
    assert FoxAPI(access_id, access_key, domain, protocol="http").query.platforms()
    try:
        FoxAPI(access_id, access_key, "task.foxrenderfarm.com")
    except BadInput as error:
        print(error)
""")


def test_a_python_without_openssl_works_with_the_local_farm_and_says_of_others_that_it_cannot(farm):
    done = subprocess.run([sys.executable, "-c", NO_OPENSSL, farm.domain, farm.access_id, farm.access_key],
                          capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The Python in ") and "has no working OpenSSL" in done.stdout
