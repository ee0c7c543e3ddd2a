"""Compiles each file named: Cython makes C of it, and the C compiler a library beside it."""

import shlex
import subprocess
import sys
from pathlib import Path
from sysconfig import get_config_var, get_path

LINK = shlex.split(get_config_var("LDSHARED"))
FLAGS = ["-O3", "-fPIC", "-fwrapv", f"-I{get_path('include')}"]

for source in map(Path, sys.argv[1:]):
    subprocess.run([sys.executable, "-m", "cython", "-3", source], check=True)
    library = source.with_suffix(get_config_var("EXT_SUFFIX"))
    subprocess.run(
        [*LINK, *FLAGS, source.with_suffix(".c"), "-o", library], check=True
    )
    print(library)
