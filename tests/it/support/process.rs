//! The program as a process of its own, started by its real command line, so that it can be killed or asked to stop.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread::JoinHandle,
    time::Duration,
};

use medspil::access::KeySource;
use serde_json::Value;

use super::{
    logs,
    world::{AUDIENCE, Issuer},
};

/// How long the program may take to start or to end before the test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// `medspil serve`. Killed when dropped.
pub struct Process {
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
    /// Reads the program's log to its end.
    log: Option<JoinHandle<()>>,
    _folder: tempfile::TempDir,
}

impl Process {
    /// Starts a server on a database and waits until it takes requests. It trusts one issuer.
    pub fn serve(database: &str, issuer: &Issuer, settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("medspil.toml");
        std::fs::write(&file, configuration(issuer)).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_medspil-under-test"))
            .arg("serve")
            .env_clear()
            .env("DATABASE_URL", database)
            .env("MEDSPIL_CONFIG", &file)
            .env("MEDSPIL_HTTP__LISTEN", "127.0.0.1:0")
            .env("MEDSPIL_STORAGE__URL", format!("file:{}", folder.path().join("files").display()))
            .env("MEDSPIL_LOG__FILTER", logs::FILTER)
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().expect("stderr is piped")).lines();
        let (send, log) = mpsc::channel();
        // Reads on to the end: a log that nobody reads stops the program.
        let log_of = std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                logs::keep(&line);
                drop(send.send(line));
            }
        });
        let mut seen = String::new();
        let address = loop {
            let line =
                log.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("the server did not start:\n{seen}"));
            if let Some(address) = address_in(&line) {
                break address;
            }
            seen = seen + &line + "\n";
        };
        Self { address, child, log: Some(log_of), _folder: folder }
    }

    /// Kills the program: it cannot do anything about it.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The most memory that it has held so far, in bytes.
    pub fn highest_memory(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().split(' ').next().unwrap().parse::<usize>().unwrap() * 1_024
    }

    /// Asks the program to stop, as an operator or a container engine does.
    pub fn terminate(&self) {
        let asked = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(asked.success());
    }

    /// Waits for the end of the program, and of its log.
    pub async fn wait(mut self) -> ExitStatus {
        let ended = async {
            loop {
                if let Some(status) = self.child.try_wait().unwrap() {
                    return status;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let status = tokio::time::timeout(PATIENCE, ended).await.expect("the program did not end");
        self.log.take().expect("nobody else waits").join().unwrap();
        status
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The address in the line that says that the server takes requests.
fn address_in(line: &str) -> Option<SocketAddr> {
    let line: Value = serde_json::from_str(line).ok()?;
    line.get("url")?.as_str()?.strip_prefix("http://")?.parse().ok()
}

fn configuration(issuer: &Issuer) -> String {
    let config = issuer.issuer.config("test");
    let KeySource::Pem { pem, kid } = config.keys else { panic!("the issuer has one key") };
    format!(
        "[[issuers]]\nname = \"test\"\nissuer = \"{}\"\naudience = [\"{AUDIENCE}\"]\nalgorithm = \"RS256\"\n\
         development = true\n[issuers.keys]\nkid = \"{}\"\npem = '''\n{pem}'''\n",
        config.issuer,
        kid.unwrap_or_default()
    )
}
