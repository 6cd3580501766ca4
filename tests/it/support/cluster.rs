//! A PostgreSQL server of our own, started from the installed programs in a temporary folder.
//! It is reached only through a socket in that folder, keeps nothing safe (`fsync=off`), and ends with the process that
//! started it, however that process ends: its supervisor waits for the end of a pipe which only that process holds.

use std::fs::{self, Metadata};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, mpsc};

/// Makes and runs the server, stops and starts it as the lines of standard input say, and once standard input ends, stops
/// it at once and removes its folder. `QUIT` is repeated because a server that is just starting does not listen to it yet.
/// The trap is there so that the clean-up outlives a signal to the supervisor, and `initdb` writes to a file so that it
/// outlives the process that would have read it.
const SUPERVISOR: &str = r#"
trap : HUP INT TERM PIPE
"$0/initdb" --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync -D "$1/data" > "$1/initdb.log" 2>&1 ||
    { cat "$1/initdb.log"; rm -rf "$1"; exit 1; }
run() {
    "$0/postgres" -D "$1/data" -k "$1" -c listen_addresses= -c max_connections=200 -c fsync=off -c synchronous_commit=off \
        -c full_page_writes=off -c autovacuum=off -c log_min_messages=log 2>&1 < /dev/null &
    server=$!
}
run "$1"
while read -r order; do
    case $order in
        stop) kill -INT "$server"; wait "$server"; echo "$order: done" ;;
        start) run "$1" ;;
    esac
done
while kill -QUIT "$server" 2> /dev/null; do sleep 0.02; done
wait
rm -rf "$1"
"#;

/// The line by which the supervisor says that the server is gone.
const STOPPED: &str = "stop: done";

/// The line by which PostgreSQL says, in the C locale, that it takes connections.
const READY: &str = "database system is ready to accept connections";

/// A running server. Dropping it stops the server and waits until its folder is gone.
pub struct Cluster {
    supervisor: Child,
    /// What the server and its supervisor print.
    log: Mutex<mpsc::Receiver<String>>,
    folder: PathBuf,
}

impl Cluster {
    /// Makes and starts a server with the programs in `programs`. An error holds what they printed.
    pub fn start(programs: &Path) -> Result<Self, String> {
        let folder = tempfile::Builder::new()
            .prefix("medspil-postgres-")
            .tempdir()
            .map_err(|error| format!("cannot make a temporary folder: {error}"))?;
        let path = folder.path();
        let account = Account::for_server(path)?;
        let mut supervisor = account
            .command(Path::new("sh"), path)
            .args(["-c", SUPERVISOR])
            .args([programs, path])
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot start the shell that runs postgres: {error}"))?;
        // From here on the supervisor removes the folder.
        let folder = folder.keep();
        let output = BufReader::new(supervisor.stdout.take().expect("stdout is piped"));
        let (lines, log) = mpsc::channel();
        std::thread::spawn(move || {
            output.lines().map_while(Result::ok).try_for_each(|line| lines.send(line))
        });
        let cluster = Self { supervisor, log: Mutex::new(log), folder };
        cluster.wait_for(READY)?;
        Ok(cluster)
    }

    /// Reads what is printed up to a line.
    fn wait_for(&self, line: &str) -> Result<(), String> {
        let mut seen = String::new();
        let log = self.log.lock().unwrap();
        while let Ok(next) = log.recv() {
            seen = seen + &next + "\n";
            if next.contains(line) {
                return Ok(());
            }
        }
        Err(format!("postgres ended before it said \"{line}\":\n{seen}"))
    }

    /// Stops the server, cutting its connections off, and waits until it is gone. Its data stays.
    pub fn stop(&mut self) -> Result<(), String> {
        self.order("stop")?;
        self.wait_for(STOPPED)
    }

    /// Starts the server that was stopped, and waits until it takes connections.
    pub fn start_again(&mut self) -> Result<(), String> {
        self.order("start")?;
        self.wait_for(READY)
    }

    fn order(&mut self, order: &str) -> Result<(), String> {
        let stdin = self.supervisor.stdin.as_mut().ok_or("the supervisor is gone")?;
        writeln!(stdin, "{order}").map_err(|error| format!("the supervisor does not listen: {error}"))
    }

    /// The address of the database `postgres` in this server.
    pub fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.folder.display())
    }

    /// The folder that the server lives in, gone once it has stopped.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.supervisor.stdin.take());
        self.supervisor.wait().ok();
    }
}

/// The folder of the newest installed PostgreSQL that has both `initdb` and `postgres`; none where none is installed.
pub fn installed_programs(search_path: &str) -> Option<PathBuf> {
    let on_path = std::env::split_paths(search_path);
    let mut packaged: Vec<PathBuf> = ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt", "/usr"]
        .iter()
        .filter_map(|parent| fs::read_dir(parent).ok())
        .flat_map(Iterator::flatten)
        .filter(|entry| version(&entry.path()).is_some())
        .map(|entry| entry.path().join("bin"))
        .collect();
    packaged.sort_by_key(|bin| bin.parent().and_then(version));
    on_path
        .chain(packaged.into_iter().rev())
        .find(|bin| bin.join("initdb").is_file() && bin.join("postgres").is_file())
}

/// `17` of `17`, `postgresql@17` and `pgsql-17`.
fn version(folder: &Path) -> Option<u32> {
    let name = folder.file_name()?.to_str()?;
    name.trim_start_matches("postgresql@").trim_start_matches("pgsql-").parse().ok()
}

/// Who runs the server: PostgreSQL refuses the superuser.
struct Account {
    other: Option<(u32, u32)>,
}

impl Account {
    /// Ourselves, or for root another account of this machine, which then owns `folder`.
    fn for_server(folder: &Path) -> Result<Self, String> {
        let us = fs::metadata(folder).as_ref().map(Metadata::uid).map_err(ToString::to_string)?;
        if us != 0 {
            return Ok(Self { other: None });
        }
        let accounts = fs::read_to_string("/etc/passwd").map_err(|error| format!("/etc/passwd: {error}"))?;
        let (user, group) =
            unprivileged(&accounts).ok_or("this machine has no account but root to run postgres as")?;
        chown(folder, Some(user), Some(group))
            .map_err(|error| format!("cannot give the folder away: {error}"))?;
        Ok(Self { other: Some((user, group)) })
    }

    fn command(&self, program: &Path, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(folder).env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C");
        if let Some((user, group)) = self.other {
            command.uid(user).gid(group);
        }
        command
    }
}

/// User and group number of `postgres`, else `nobody`, else any account but root, in the text of `/etc/passwd`.
fn unprivileged(accounts: &str) -> Option<(u32, u32)> {
    let parse = |line: &str| {
        let fields: Vec<&str> = line.split(':').collect();
        let rank = match *fields.first()? {
            "postgres" => 0,
            "nobody" => 1,
            _ => 2,
        };
        Some((rank, fields.get(2)?.parse::<u32>().ok()?, fields.get(3)?.parse::<u32>().ok()?))
    };
    accounts
        .lines()
        .filter_map(parse)
        .filter(|(_, user, _)| *user != 0)
        .min()
        .map(|(_, user, group)| (user, group))
}

#[cfg(test)]
mod tests {
    use super::{installed_programs, unprivileged, version};
    use std::path::Path;

    /// The account that the package made is preferred, and root is never chosen.
    #[test]
    fn account_of_the_server_is_never_root() {
        let all =
            "root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533::/:/bin/sh\npostgres:x:101:104::/:/bin/sh\n";
        assert_eq!(unprivileged(all), Some((101, 104)));
        assert_eq!(unprivileged("root:x:0:0::/:\nnobody:x:65534:65533::/:\n"), Some((65534, 65533)));
        assert_eq!(unprivileged("root:x:0:0::/:\nmette:x:1000:1001::/:\n"), Some((1000, 1001)));
        assert_eq!(unprivileged("root:x:0:0::/:\n"), None);
    }

    /// A version is a number, alone or after the prefix that package managers use.
    #[test]
    fn versions_are_read_from_folder_names() {
        assert_eq!(version(Path::new("/usr/lib/postgresql/17")), Some(17));
        assert_eq!(version(Path::new("/opt/homebrew/opt/postgresql@16")), Some(16));
        assert_eq!(version(Path::new("/usr/lib")), None);
    }

    /// A folder without both programs is passed over.
    #[test]
    fn half_an_installation_is_not_found_on_the_search_path() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("initdb"), "").unwrap();
        let found = installed_programs(folder.path().to_str().unwrap());
        assert_ne!(found.as_deref(), Some(folder.path()));
    }
}
