import sys

from ponte.project.cli.main import main

sys.exit(main())
