"""`python -m loopmodel`."""

import sys

from loopmodel.cli import main

if __name__ == "__main__":
    sys.exit(main())
