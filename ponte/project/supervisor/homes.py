"""Where a checkout keeps its state: outside the repository, one folder per checkout."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ponte.project.supervisor.accounts import Account, own, server_account
from ponte.project.supervisor.say import Trouble

CHECKOUT = Path(__file__).resolve().parents[3]
SYSTEM = Path("/var/lib/ponte")
SOCKET_FOLDER_LIMIT = 80  # 107 bytes less "/.s.PGSQL.5432" and some room for macOS (103)


def short_digest(text: str) -> str:
    """Twelve hex digits that stand for a path."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def default_root(checkout: Path = CHECKOUT) -> Path:
    """PONTE_HOME, else a folder of the system (root) or of the user."""
    if given := os.environ.get("PONTE_HOME"):
        return Path(given).expanduser().resolve()
    name = short_digest(str(checkout))
    if os.geteuid() == 0:
        return SYSTEM / name
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data).expanduser().resolve() / "ponte" / name


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one installation; `postgres` is where the server's account can read."""

    root: Path
    postgres: Path
    account: Account | None

    @property
    def secrets(self) -> Path:
        return self.root / "secrets.json"

    @property
    def state(self) -> Path:
        return self.root / "state.json"

    @property
    def lock(self) -> Path:
        return self.root / "supervisor.lock"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def data(self) -> Path:
        return self.postgres / "data"

    @property
    def socket(self) -> Path:
        """Folder of the server's socket, short enough for the kernel's limit."""
        folder = self.postgres / "run"
        if len(os.fsencode(folder)) <= SOCKET_FOLDER_LIMIT:
            return folder
        name = f"ponte-{os.geteuid()}-{short_digest(str(self.postgres))}"
        return Path(tempfile.gettempdir() if os.name == "posix" else "/tmp") / name


def open_home(root: Path | None = None) -> Home:
    """Make the folders of an installation if they are missing, with the narrowest modes."""
    root = root or default_root()
    account = server_account()
    make_folder(root, 0o711 if account else 0o700)
    for name in ("logs", "files", "mail"):
        make_folder(root / name, 0o700)
    return Home(root=root, postgres=_postgres_folder(root, account), account=account)


def _postgres_folder(root: Path, account: Account | None) -> Path:
    """Beside the rest where the server's account can walk to it, else in the system's place."""
    if account is None or account.may_walk(root):
        return root / "postgres"
    return SYSTEM / short_digest(str(root)) / "postgres"


def make_postgres_folders(home: Home) -> None:
    """The server's own folders, for its account alone; only where we run the server."""
    make_folder(home.postgres.parent, 0o711)
    make_folder(home.postgres, 0o700, home.account)
    if home.account is not None and not home.account.may_walk(home.postgres):
        raise Trouble(
            f"The account {home.account.name}, which runs the database, cannot walk to "
            f"{home.postgres}. Let others pass through its parents (chmod o+x), or set PONTE_HOME."
        )
    folder = home.socket
    make_folder(folder, 0o700, home.account)
    owner = home.account.uid if home.account else os.geteuid()
    if folder.is_symlink() or folder.lstat().st_uid != owner:
        raise Trouble(
            f"The folder {folder} belongs to somebody else; set PONTE_HOME to a shorter path."
        )


def make_folder(path: Path, mode: int, account: Account | None = None) -> None:
    """A folder with this mode and owner; what is there already keeps its content."""
    fresh = not path.exists()
    try:
        for parent in reversed(path.parents):
            if not parent.exists():  # whatever the umask, others may pass but not look
                parent.mkdir(exist_ok=True)
                parent.chmod(0o711)
        path.mkdir(exist_ok=True)
    except PermissionError as refused:
        raise Trouble(f"Cannot write to {path}: set PONTE_HOME to a folder of yours.") from refused
    except FileExistsError:  # something else has its name: `ponte doctor` says so
        return
    if fresh:
        path.chmod(mode)
        own(path, account)
