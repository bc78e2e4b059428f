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

    how, handed, *address = sys.argv[1:]
    kept = []


    def calls(api, number):
        # The number of ids tells whose answer it is.
        api = api or kept[0]
        asked = [api.task.create_task(count=number)["taskIdList"] for _try in range(20) if api.query.platforms()]
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
        assert len(set(found)) == len(found) == 200, found
        kept[0].query.platforms()
        print("all right")
""")


@pytest.mark.parametrize(("how", "api"), [
    ("fork", "inherited"), ("fork", "handed"), ("spawn", "handed"), ("forkserver", "handed")])
def test_every_process_of_a_pool_gets_its_own_answers_and_is_never_refused(tmp_path, farm, how, api):
    if how not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system has no {how}")
    path = tmp_path / "calls.py"
    path.write_text(MANY_CALLS, encoding="utf-8")
    done = subprocess.run([sys.executable, str(path), how, api, farm.domain, farm.access_id, farm.access_key],
                          capture_output=True, text=True, check=False)
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
