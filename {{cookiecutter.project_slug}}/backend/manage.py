"""Django's command line."""

import sys

from config.start import end_on_sigterm, load_settings


def main() -> None:
    """Run the command; a wrong setting ends it with one line."""
    load_settings()
    end_on_sigterm()
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except SystemExit as ended:
        sys.exit(ended.code)  # Python would print a text as it is


if __name__ == "__main__":
    main()
