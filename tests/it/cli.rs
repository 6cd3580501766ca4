//! The command line, run as a person runs it: arguments and environment in, text and exit code out.

use std::{
    io::{self, Write},
    path::Path,
};

use medspil::{
    access::{AuthError, Authenticator, DEMO_ISSUER, DevIssuer},
    cli::{self, Console},
    core::{Actor, Clock, Db, Role, db::DbOptions},
};
use sea_orm::ConnectionTrait;
use serde_json::Value;

use crate::support::command::{Output, run as medspil};

/// A reader that went away.
struct Gone;

impl Write for Gone {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn sqlite(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("medspil.db").display())
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap().block_on(work)
}

fn execute(url: &str, sql: &str) {
    run(async {
        let db = Db::open(&DbOptions::new(url)).await.unwrap();
        db.for_migrations().execute_unprepared(sql).await.unwrap();
        db.close().await.unwrap();
    });
}

/// Help goes to stdout and is no failure; a wrong command line goes to stderr and is code 2.
#[test]
fn help_is_an_answer_and_wrong_usage_a_failure() {
    for args in [vec!["--help"], vec!["help", "demo"], vec!["serve", "--help"], vec!["--version"]] {
        let ran = medspil(&args, &[]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        assert!(ran.out.contains("edspil"));
    }
    for args in [
        vec![],
        vec!["dance"],
        vec!["serve", "--fast"],
        vec!["migrate", "down", "--steps", "0"],
        vec!["token", "--role", "BOSS"],
        vec!["token", "--role", "AUDITOR", "--person", "authority_01h455vb4pex5vsknk084sn02q"],
        vec!["token", "--role", "AUDITOR", "--hours", "25"],
        vec!["demo", "--employees", "0"],
        vec!["demo", "--listen", "8080"],
    ] {
        let ran = medspil(&args, &[]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains("Usage") || ran.err.contains("error"), "{}", ran.err);
    }
}

/// Wrong configuration is code 78, with every fault and what to do, and no debug text.
#[test]
fn wrong_configuration_has_its_own_code() {
    for command in [vec!["serve"], vec!["migrate", "up"], vec!["migrate", "status"]] {
        let ran = medspil(&command, &[("MEDSPIL_HTTP__QUEUE", "many")]);
        assert_eq!((ran.code, ran.out.as_str()), (78, ""), "{command:?}");
        assert!(ran.err.contains("database.url is missing") && ran.err.contains("http.queue"), "{}", ran.err);
        assert!(ran.err.contains("What to do") && !ran.err.contains("Error {"), "{}", ran.err);
    }
}

/// `schema` prints the schema and needs nothing; a reader that goes away is no failure and no panic.
#[test]
fn the_schema_is_printed() {
    let ran = medspil(&["schema"], &[]);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.out, medspil::graphql::sdl());
    let err = Output::default();
    let mut console = Console::new(Gone, err.clone());
    let code = cli::run(["medspil", "schema"].map(Into::into), Vec::new(), &mut console);
    assert_eq!((code, err.text().as_str()), (0, ""));
}

/// Migrations run once, are listed, and are taken back one by one.
#[test]
fn migrations_go_up_and_down() {
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite(folder.path());
    let env = [("DATABASE_URL", url.as_str())];
    let missing = medspil(&["migrate", "status"], &env);
    assert_eq!(missing.code, 1);
    assert!(missing.err.contains("There is no database at"), "{}", missing.err);

    let up = medspil(&["migrate", "up"], &env);
    assert_eq!(up.code, 0, "{}", up.err);
    let count = up.out.lines().filter(|line| line.starts_with("applied ")).count();
    assert!(count >= 3);
    assert_eq!(medspil(&["migrate", "up"], &env).out, "Nothing to do: the schema is up to date.\n");
    let status = medspil(&["migrate", "status"], &env);
    assert_eq!((status.code, status.out.lines().count()), (0, count));

    let down = medspil(&["migrate", "down"], &env);
    assert_eq!((down.code, down.out.lines().count()), (0, 1));
    let status = medspil(&["migrate", "status"], &env);
    assert_eq!(status.code, 1);
    assert_eq!(status.out.lines().filter(|line| line.starts_with("missing ")).count(), 1);
    assert!(status.err.contains("half migrated"), "{}", status.err);
    let down = medspil(&["migrate", "down", "--steps", "99"], &env);
    assert_eq!((down.code, down.out.lines().count()), (0, count - 1));
    assert_eq!(medspil(&["migrate", "up"], &env).code, 0);
}

/// A server does not start on a database that is missing, empty, half migrated or newer.
#[test]
fn serve_refuses_a_schema_that_does_not_fit() {
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite(folder.path());
    let env = [("DATABASE_URL", url.as_str())];
    let refused = |reason: &str, remedy: &str| {
        let ran = medspil(&["serve"], &env);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains(reason) && ran.err.contains(remedy), "{}", ran.err);
    };
    refused("There is no database at", "migrate up");
    assert!(!folder.path().join("medspil.db").exists());
    execute(&url, "CREATE TABLE other (x int)");
    refused("has no schema yet", "migrate up");
    assert_eq!(medspil(&["migrate", "up"], &env).code, 0);
    assert_eq!(medspil(&["migrate", "down"], &env).code, 0);
    refused("half migrated", "migrate up");
    assert_eq!(medspil(&["migrate", "up"], &env).code, 0);
    execute(&url, "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_later', 1)");
    refused("newer program: m29990101_000001_later", "Run that version");
    for command in ["up", "down"] {
        let ran = medspil(&["migrate", command], &env);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("newer program"), "{}", ran.err);
    }
}

/// A database server that is not there is named as such, without the password.
#[test]
fn an_unreachable_database_is_explained() {
    let env = [
        ("DATABASE_URL", "postgres://medspil:hemmeligt@127.0.0.1:1/medspil"),
        ("MEDSPIL_DATABASE__ACQUIRE_TIMEOUT", "300ms"),
    ];
    let ran = medspil(&["serve"], &env);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("The database cannot be opened") && ran.err.contains("DATABASE_URL"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("hemmeligt") && !ran.err.contains("Error("), "{}", ran.err);
}

/// The doctor names each fault and what to do, fails when there is one, and says the same as JSON.
#[test]
fn the_doctor_finds_faults() {
    let ran = medspil(&["doctor"], &[("MEDSPIL_HTTP__QUEUE", "many")]);
    assert_eq!(ran.code, 1);
    assert_eq!(ran.out.matches("What to do").count(), 2);
    assert!(ran.out.contains("fault") && ran.err.contains("2 checks failed"), "{}{}", ran.out, ran.err);

    let folder = tempfile::tempdir().unwrap();
    let url = sqlite(folder.path());
    let jwks = folder.path().join("jwks.json");
    let issuer = format!(
        r#"[{{name="a",issuer="https://a.example",audience="medspil",algorithm="RS256",keys={{file="{}"}},claims={{authority={{cvr="58271713"}}}}}}]"#,
        jwks.display()
    );
    let files = format!("file:{}", folder.path().join("files").display());
    let env = [
        ("DATABASE_URL", url.as_str()),
        ("MEDSPIL_ISSUERS", issuer.as_str()),
        ("MEDSPIL_STORAGE__URL", files.as_str()),
    ];
    let checks = |code: u8| -> Vec<(String, String)> {
        let ran = medspil(&["doctor", "--json"], &env);
        assert_eq!(ran.code, code, "{}{}", ran.out, ran.err);
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(report["ok"], code == 0);
        let text = |check: &Value, key: &str| check[key].as_str().unwrap().to_owned();
        let checks = report["checks"].as_array().unwrap();
        assert!(checks.iter().all(|check| (check["status"] == "ok") == check["remedy"].is_null()));
        checks.iter().map(|check| (text(check, "name"), text(check, "status"))).collect()
    };
    let of = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(name, status)| ((*name).to_owned(), (*status).to_owned())).collect()
    };
    let head = [("clock", "ok"), ("configuration", "ok"), ("data folder", "ok")];
    let mut expected = of(&head);
    expected.extend(of(&[("database", "fault"), ("files", "ok"), ("issuer a", "fault")]));
    assert_eq!(checks(1), expected);
    assert!(!folder.path().join("medspil.db").exists(), "the doctor changes nothing");
    assert!(!folder.path().join("files").exists(), "the doctor leaves nothing behind");

    assert_eq!(medspil(&["migrate", "up"], &env).code, 0);
    let key = &*crate::auth::kit::FIRST;
    std::fs::write(&jwks, crate::auth::kit::key_set(&[key.named("k1")])).unwrap();
    let mut expected = of(&head);
    expected.extend(of(&[("database", "ok"), ("schema", "ok"), ("files", "ok"), ("issuer a", "ok")]));
    assert_eq!(checks(0), expected);

    // A file stands where the folder should be.
    std::fs::write(folder.path().join("files"), "").unwrap();
    let ran = medspil(&["doctor"], &env);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("Make the folder, let this user write in it"), "{}", ran.out);
}

/// The doctor compares the clocks where the database has its own.
#[test]
fn the_doctor_reads_the_clock_of_postgres() {
    let Some(server) = run(crate::support::postgres::server()) else {
        return;
    };
    run(server.template("blank", async |_url| {}));
    let database = server.database_from("blank");
    let folder = tempfile::tempdir().unwrap();
    let files = format!("file:{}", folder.path().display());
    let env = [("DATABASE_URL", database.url.as_str()), ("MEDSPIL_STORAGE__URL", files.as_str())];
    assert_eq!(medspil(&["migrate", "up"], &env).code, 0);
    let ran = medspil(&["doctor"], &env);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("agrees within"), "{}", ran.out);
    assert!(ran.out.contains("warning  issuers"), "{}", ran.out);
}

/// A development token is what the demo's issuer signs, for whom it was asked; a server with real issuers gets none,
/// and a server without this issuer refuses it.
#[test]
fn a_development_token_is_for_development() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dev.pem");
    let issuer = DevIssuer::open_or_create(&file, DEMO_ISSUER, "medspil").unwrap();
    let world = run(crate::auth::kit::small_world());
    let authority = medspil::core::Id::new(medspil::core::Kind::Authority, world.authority).to_string();
    let args = [
        "token",
        "--role",
        "auditor",
        "--role",
        "EMPLOYEE",
        "--scope",
        "sensitive:read",
        "--authority",
        &authority,
    ];
    let args = [&args[..], &["--key", file.to_str().unwrap()]].concat();
    let ran = medspil(&args, &[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let header = format!("Bearer {}", ran.out.trim());
    let judge = |issuers| {
        run(async {
            let authenticator = Authenticator::new(issuers, &Clock::System);
            authenticator.refresh().await;
            authenticator.authenticate(Some(&header), &world.db).await
        })
    };
    let Ok(Actor::User(identity)) = judge(vec![issuer.config("dev")]) else { panic!() };
    assert_eq!(identity.roles, [Role::Employee, Role::Auditor].into());
    assert_eq!((identity.authority_id, identity.subject.as_str()), (world.authority, "developer"));
    assert!(matches!(
        judge(vec![crate::auth::kit::pem_issuer(&crate::auth::kit::FIRST)]),
        Err(AuthError::NotAccepted(_))
    ));

    let real = r#"[{name="a",issuer="https://a.example",audience="m",algorithm="RS256",keys={file="x"},claims={authority={cvr="58271713"}}}]"#;
    let refused = medspil(&args, &[("MEDSPIL_ISSUERS", real)]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert!(refused.err.contains("A real issuer is configured (a)"), "{}", refused.err);

    let lost =
        medspil(&["token", "--role", "AUDITOR", "--authority", &authority, "--key", "/nowhere.pem"], &[]);
    assert_eq!(lost.code, 1);
    assert!(lost.err.contains("--key"), "{}", lost.err);
    let nobody = medspil(&["token", "--role", "AUDITOR", "--key", file.to_str().unwrap()], &[]);
    assert_eq!(nobody.code, 2);
}

/// The key of our own issuer is made once, kept, and readable by nobody else; another file in its place is an error.
#[test]
fn the_demo_key_is_made_once_and_private() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("demo-issuer.pem");
    let first = DevIssuer::open_or_create(&file, DEMO_ISSUER, "medspil").unwrap().config("demo");
    let pem = std::fs::read(&file).unwrap();
    let again = DevIssuer::open_or_create(&file, DEMO_ISSUER, "medspil").unwrap().config("demo");
    assert_eq!((first.keys, std::fs::read(&file).unwrap()), (again.keys, pem));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    std::fs::write(&file, "x").unwrap();
    let err = DevIssuer::open_or_create(&file, DEMO_ISSUER, "medspil").unwrap_err();
    assert!(err.to_string().contains("is not an RSA private key"));
}

/// A folder in which a demo runs is not given to a second one.
#[test]
fn two_demos_do_not_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let lock = std::fs::File::create(folder.path().join("demo.lock")).unwrap();
    lock.lock().unwrap();
    let ran = medspil(&["demo", "--data", folder.path().to_str().unwrap()], &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("Another demo is running") && ran.err.contains("--data"), "{}", ran.err);
    let file = folder.path().join("demo.lock").join("x");
    let ran = medspil(&["demo", "--data", file.to_str().unwrap()], &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("cannot be used"), "{}", ran.err);
}

/// An authority is taken in at the command line, once; what is wrong with it is said, and nothing is written.
#[test]
fn an_authority_is_taken_in_once() {
    let folder = tempfile::tempdir().unwrap();
    let url = sqlite(folder.path());
    let env = [("DATABASE_URL", url.as_str())];
    let create = |more: &[&str]| {
        let own = ["authority", "create", "--name", "Prøve Kommune", "--framework", "kl"];
        medspil(&[&own[..], more].concat(), &env)
    };
    assert_eq!(medspil(&["migrate", "up"], &env).code, 0);
    for (more, said) in [
        (&["--kind", "municipality", "--code", "0101"][..], "3 digits"),
        (&["--kind", "region", "--code", "101"], "4 digits"),
        (&["--kind", "state", "--code", "101"], "Only municipalities and regions"),
        (&["--kind", "municipality", "--cvr", "1234"], "8 digits"),
        (&["--kind", "municipality", "--from", "1700-01-01"], "1900-01-01"),
    ] {
        let ran = create(more);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{more:?}");
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    assert_eq!(medspil(&["authority", "list"], &env).out, "");
    assert_eq!(create(&["--kind", "planet"]).code, 2);
    let made = create(&["--kind", "municipality", "--code", "101", "--cvr", "12345678"]);
    assert_eq!((made.code, made.err.as_str()), (0, ""));
    assert!(made.out.starts_with("authority_"));
    let list = medspil(&["authority", "list"], &env).out;
    assert_eq!(list, format!("{}  MUNICIPALITY  KL  101  Prøve Kommune\n", made.out.trim()));
    for (more, said) in [
        (&["--kind", "municipality", "--code", "101"][..], "has this code"),
        (&["--kind", "municipality", "--cvr", "12345678"], "CVR number"),
    ] {
        let again = create(more);
        assert!(again.code == 1 && again.err.contains(said), "{}", again.err);
    }
}
