"""Runs a program under limits and says what it took. A process of its own, as small as can be.

Linux counts the memory of the process that starts another towards the most that the other had; so pytest must not
be the one.
"""

import json
import os
import resource
import sys
import time


def main() -> None:
    uit, fout, seconden, *opdracht = sys.argv[1:]
    begin = time.monotonic()
    kind = os.fork()
    if kind == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconden), int(seconden)))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        for greep, pad in ((1, uit), (2, fout)):
            os.dup2(os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), greep)
        os.execv(opdracht[0], opdracht)
    _, status, gebruik = os.wait4(kind, 0)
    print(
        json.dumps(
            {
                "code": os.waitstatus_to_exitcode(status),
                "cpu": gebruik.ru_utime + gebruik.ru_stime,
                "wand": time.monotonic() - begin,
                "mb": gebruik.ru_maxrss / 1024,
            }
        )
    )


main()
