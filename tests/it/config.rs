//! The configuration: where values come from, and how every fault is told.

use std::{
    fmt::Write,
    path::{Path, PathBuf},
    time::Duration,
};

use medspil::{
    access::{AuthorityRule, KeyKind, KeySource, Signing},
    config::{BudgetConfig, Config, ConfigError, ForwardedHeader, HttpConfig, LogFormat, Sources},
    core::{Role, TokenLimits},
    storage::{Place, StorageOptions},
};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/medspil.example.toml");

fn sources(file: Option<PathBuf>, env: &[(&str, &str)]) -> Sources {
    let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Sources { file, env, ..Sources::default() }
}

fn from_env(env: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let mut all = vec![("DATABASE_URL", "sqlite:/tmp/medspil.db")];
    all.extend(env);
    Config::load(&sources(None, &all))
}

fn from_toml(text: &str) -> Result<Config, ConfigError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("medspil.toml");
    std::fs::write(&path, text).unwrap();
    Config::load(&sources(Some(path), &[("DATABASE_URL", "sqlite:/tmp/medspil.db")]))
}

fn keys_of(err: &ConfigError) -> Vec<&str> {
    err.0.iter().map(|fault| fault.key.as_str()).collect()
}

/// A whole issuer with one line replaced.
fn issuer(from: &str, to: &str) -> String {
    let whole = r#"
        [[issuers]]
        name = "a"
        issuer = "https://a.example"
        audience = ["medspil"]
        algorithm = "ES256"
        [issuers.keys]
        url = "https://a.example/keys"
        [issuers.claims.authority]
        cvr = "58271713"
    "#;
    assert!(whole.contains(from), "{from}");
    whole.replace(from, to)
}

/// With a database and nothing else, everything has its default.
#[test]
fn a_database_is_enough() {
    let config = from_env(&[]).unwrap();
    assert_eq!(config.http, HttpConfig::default());
    assert_eq!(config.http.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.database.url, "sqlite:/tmp/medspil.db");
    assert!(config.issuers.is_empty());
    assert_eq!((config.log.filter.as_str(), config.log.format), ("info", LogFormat::Auto));
}

/// The example is read without a fault, its uncommented values are the defaults, and it names every key: whatever key
/// the reader lists as known stands in the file.
#[test]
fn the_example_file_is_right_and_complete() {
    let config = Config::load(&sources(Some(EXAMPLE.into()), &[])).unwrap();
    assert_eq!(config.http, HttpConfig { workers: 2, ..HttpConfig::default() });
    assert_eq!(config.tokens, TokenLimits::default());
    assert_eq!(config.budget, BudgetConfig::default());
    assert_eq!(format!("{:?}", config.storage), format!("{:?}", StorageOptions::default()));
    let issuer = &config.issuers[0];
    assert_eq!(issuer.signing, Signing::Rs256);
    assert_eq!(issuer.refresh, Duration::from_mins(15));
    assert!(matches!(&issuer.keys, KeySource::Url { ca_file: None, .. }));
    let AuthorityRule::Fixed { by: KeyKind::Cvr, key } = &issuer.claims.authority else { panic!() };
    assert_eq!(key, "58271713");
    assert_eq!(issuer.claims.roles.always, [Role::Employee]);
    assert_eq!(issuer.claims.roles.values["med-sekretaer"], Role::Secretary);
    assert_eq!(issuer.claims.roles.claim.as_ref().unwrap().0, ["realm_access", "roles"]);
    assert_eq!(issuer.claims.client.as_ref().unwrap().0, ["azp"]);

    let example = std::fs::read_to_string(EXAMPLE).unwrap();
    let mut unknown = String::from("zz = 1\n");
    for table in ["http", "budget", "tokens", "database", "storage", "log"] {
        writeln!(unknown, "[{table}]\nzz = 1").unwrap();
    }
    unknown += "[[issuers]]\nzz = 1\n[issuers.keys]\nzz = 1\n[issuers.claims]\nzz = 1\n";
    for table in ["authority", "roles", "scopes", "person", "unit"] {
        writeln!(unknown, "[issuers.claims.{table}]\nzz = 1").unwrap();
    }
    let err = from_toml(&unknown).unwrap_err();
    let told: Vec<_> = err.0.iter().filter(|fault| fault.key.ends_with("zz")).collect();
    assert_eq!(told.len(), 15);
    for fault in told {
        let known = fault.remedy.split("Keys here: ").nth(1).unwrap().trim_end_matches('.');
        for key in known.split(", ") {
            let named = example.lines().any(|line| {
                let line = line.trim_start_matches(['#', ' ', '[']);
                line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(['=', ']']))
                    || line.trim_end_matches([']', ' ']).rsplit(['.', '[']).next() == Some(key)
            });
            assert!(named, "the example does not name {} ({})", key, fault.key);
        }
    }
}

/// Every fault is told in one go: with its key, its place, what is wrong and what to do, and without its value.
#[test]
fn all_faults_are_told_at_once() {
    let err = Config::load(&sources(
        None,
        &[
            ("DATABASE_URL", "mysql://root:hemmeligt@db/medspil"),
            ("MEDSPIL_HTTP__BODY_LIMIT", "big"),
            ("MEDSPIL_HTTP__LISTEN", "localhost"),
            ("MEDSPIL_HTTP__DEADLINE", "10 parsecs"),
            ("MEDSPIL_HTTP__CORS_ORIGINS", "https://a.example,https://b.example/path"),
            ("MEDSPIL_HTTP__EXPLORER", "perhaps"),
            ("MEDSPIL_HTP__LISTEN", "127.0.0.1:1"),
            ("MEDSPIL_LOG__FILTER", "==="),
            ("MEDSPIL_LOG__FORMAT", "xml"),
        ],
    ))
    .unwrap_err();
    let mut keys = keys_of(&err);
    keys.sort_unstable();
    let expected = [
        "database.url",
        "htp",
        "http.body_limit",
        "http.cors_origins",
        "http.deadline",
        "http.explorer",
        "http.listen",
        "log.filter",
        "log.format",
    ];
    assert_eq!(keys, expected);
    let text = err.to_string();
    assert!(text.contains("http.body_limit (environment variable MEDSPIL_HTTP__BODY_LIMIT) is not usable."));
    assert!(text.contains("Write a whole number from 1024 to 16777216."));
    assert!(text.contains("Keys here: http, budget, database, issuers, storage, tokens, log."));
    assert!(!text.contains("hemmeligt") && !text.contains("parsecs"));
}

/// Files lie in a folder unless a bucket is named, with the keys that lead there; what does not fit together is told at
/// once, and the secret never is.
#[test]
fn files_lie_where_the_settings_say() {
    let file = from_env(&[("MEDSPIL_STORAGE__URL", "file:/var/lib/medspil/files")]).unwrap();
    assert!(matches!(file.storage.place, Place::Folder(path) if path == Path::new("/var/lib/medspil/files")));
    let bucket = from_env(&[
        ("MEDSPIL_STORAGE__URL", "s3://bilag/med/prod/"),
        ("MEDSPIL_STORAGE__ENDPOINT", "https://s3.example.dk/"),
        ("MEDSPIL_STORAGE__REGION", "eu-north-1"),
        ("MEDSPIL_STORAGE__ACCESS_KEY_ID", "id"),
        ("MEDSPIL_STORAGE__SECRET_ACCESS_KEY", "hemmeligt"),
        ("MEDSPIL_STORAGE__MAX_BYTES", "1048576"),
    ])
    .unwrap();
    assert!(!format!("{:?}", bucket.storage).contains("hemmeligt"));
    assert_eq!(bucket.storage.max_bytes, 1_048_576);
    let Place::Bucket(bucket) = bucket.storage.place else { panic!() };
    assert_eq!((bucket.name.as_str(), bucket.prefix.as_str()), ("bilag", "med/prod"));
    assert_eq!(bucket.endpoint.as_deref(), Some("https://s3.example.dk"));
    assert_eq!(
        (bucket.region.as_str(), bucket.keys.is_some(), bucket.allow_http),
        ("eu-north-1", true, false)
    );
    for (settings, faults) in [
        (vec![("URL", "/var/files")], vec!["storage.url"]),
        (vec![("URL", "file:")], vec!["storage.url"]),
        (vec![("URL", "s3://")], vec!["storage.url"]),
        (vec![("URL", "s3://bilag/../x")], vec!["storage.url"]),
        (vec![("MAX_BYTES", "12")], vec!["storage.max_bytes"]),
        (vec![("REGION", "eu-north-1")], vec!["storage.region"]),
        (vec![("URL", "file:x"), ("REGION", "eu-north-1")], vec!["storage.region"]),
        (vec![("URL", "s3://b"), ("ACCESS_KEY_ID", "id")], vec!["storage"]),
        (vec![("URL", "s3://b"), ("ENDPOINT", "http://s3.example.dk")], vec!["storage.endpoint"]),
        (vec![("URL", "s3://b"), ("ENDPOINT", "http://10.0.0.1:9000"), ("ALLOW_HTTP", "true")], vec![]),
        (vec![("URL", "s3://b"), ("ENDPOINT", "https://id:key@s3.example.dk/x")], vec!["storage.endpoint"]),
        (
            vec![("URL", "x"), ("MAX_BYTES", "y"), ("ALLOW_HTTP", "z")],
            vec!["storage.max_bytes", "storage.url", "storage.allow_http"],
        ),
    ] {
        let named: Vec<(String, &str)> =
            settings.iter().map(|(key, value)| (format!("MEDSPIL_STORAGE__{key}"), *value)).collect();
        let named: Vec<(&str, &str)> = named.iter().map(|(key, value)| (key.as_str(), *value)).collect();
        let told: Option<Vec<String>> =
            from_env(&named).err().map(|err| keys_of(&err).into_iter().map(str::to_owned).collect());
        assert_eq!(told.unwrap_or_default(), faults, "{settings:?}");
    }
}

/// A server that stops must be able to finish what it accepted.
#[test]
fn the_shutdown_outlasts_a_request() {
    let err = from_env(&[("MEDSPIL_HTTP__DEADLINE", "20s")]).unwrap_err();
    assert_eq!(keys_of(&err), ["http.shutdown_timeout"]);
    assert!(
        from_env(&[("MEDSPIL_HTTP__DEADLINE", "20s"), ("MEDSPIL_HTTP__SHUTDOWN_TIMEOUT", "30s")]).is_ok()
    );
}

/// The environment wins over the file, and `MEDSPIL_DATABASE__URL` over `DATABASE_URL`.
#[test]
fn the_environment_wins_over_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("medspil.toml");
    std::fs::write(&path, "[http]\nqueue = 1\nmax_executions = 2\n[database]\nurl = \"sqlite:file.db\"\n")
        .unwrap();
    let named = [("MEDSPIL_CONFIG", path.to_str().unwrap()), ("MEDSPIL_HTTP__QUEUE", "3")];
    let config = Config::load(&sources(None, &named)).unwrap();
    assert_eq!((config.http.queue, config.http.max_executions), (3, 2));
    assert_eq!(config.database.url, "sqlite:file.db");
    let env = [("DATABASE_URL", "sqlite:a.db"), ("MEDSPIL_DATABASE__URL", "postgres://h/b")];
    assert_eq!(Config::load(&sources(Some(path), &env)).unwrap().database.url, "postgres://h/b");
}

/// A file that is missing or no TOML is a fault with its name, and the line where it has one.
#[test]
fn an_unreadable_file_is_a_fault() {
    let err = Config::load(&sources(Some("/nowhere/medspil.toml".into()), &[])).unwrap_err();
    assert_eq!(keys_of(&err), ["file /nowhere/medspil.toml", "database.url"]);
    let err = from_toml("[http]\nqueue = 1\nqueue == 2\n").unwrap_err();
    assert!(err.0[0].problem.contains("is not TOML at line 3"), "{}", err.0[0].problem);
}

/// Values of every type are understood in the environment, in the units that people write.
#[test]
fn values_are_read_from_text() {
    let config = from_env(&[
        ("MEDSPIL_HTTP__LISTEN", "[::1]:0"),
        ("MEDSPIL_HTTP__DEADLINE", "1500ms"),
        ("MEDSPIL_HTTP__HEAD_TIMEOUT", "2"),
        ("MEDSPIL_HTTP__SHUTDOWN_TIMEOUT", "1 m"),
        ("MEDSPIL_HTTP__CORS_ORIGINS", " https://a.example , http://127.0.0.1:3000,"),
        ("MEDSPIL_HTTP__TRUSTED_PROXIES", "10.1.2.3/8, 192.0.2.7"),
        ("MEDSPIL_HTTP__FORWARDED_HEADER", "forwarded"),
        ("MEDSPIL_TOKENS__MAX_DAYS", "30"),
        ("MEDSPIL_DATABASE__MAX_CONNECTIONS", "7"),
        ("MEDSPIL_LOG__FORMAT", "json"),
    ])
    .unwrap();
    assert_eq!(config.http.listen.to_string(), "[::1]:0");
    assert_eq!(config.http.deadline, Duration::from_millis(1_500));
    assert_eq!(config.http.head_timeout, Duration::from_secs(2));
    assert_eq!(config.http.shutdown_timeout, Duration::from_mins(1));
    assert_eq!(config.http.cors_origins, ["https://a.example", "http://127.0.0.1:3000"]);
    let proxies: Vec<String> = config.http.trusted_proxies.iter().map(ToString::to_string).collect();
    assert_eq!(proxies, ["10.0.0.0/8", "192.0.2.7/32"]);
    assert_eq!(config.http.forwarded_header, ForwardedHeader::Forwarded);
    assert_eq!(config.tokens.lifetime.num_days(), 30);
    assert_eq!((config.database.max_connections, config.log.format), (7, LogFormat::Json));
}

/// What other programs put into the environment under our prefix is no setting: the tests, the benchmark, and what
/// Kubernetes adds for a service called medspil.
#[test]
fn foreign_variables_are_left_alone() {
    let foreign = [
        ("MEDSPIL_TEST_POSTGRES_URL", "postgres://x"),
        ("MEDSPIL_BENCH_SECONDS", "1"),
        ("MEDSPIL_ENV_FILE", "your.env"),
        ("MEDSPIL_PORT", "tcp://10.0.0.1:8080"),
        ("MEDSPIL_PORT_8080_TCP_ADDR", "10.0.0.1"),
        ("MEDSPIL_SERVICE_HOST", "10.0.0.1"),
        ("MEDSPIL_SERVICE_PORT_HTTP", "8080"),
    ];
    assert!(from_env(&foreign).is_ok());
}

/// A password in the database address shows up in no message and no debug text.
#[test]
fn the_database_password_is_never_shown() {
    let url = "postgres://medspil:hemmeligt@db/medspil";
    let config = from_env(&[("MEDSPIL_DATABASE__URL", url)]).unwrap();
    assert!(!format!("{config:?}").contains("hemmeligt"));
}

/// An in-memory SQLite would be another database for every connection.
#[test]
fn only_databases_that_can_be_shared_are_accepted() {
    for good in
        ["sqlite:a.db", "sqlite:///var/a.db", "postgres://h/d", "postgresql://u:p@h:1/d?sslmode=require"]
    {
        assert!(from_env(&[("MEDSPIL_DATABASE__URL", good)]).is_ok(), "{good}");
    }
    for bad in
        ["", "sqlite:", "sqlite::memory:", "sqlite:x?mode=memory", "mysql://h/d", "a.db", "postgres://"]
    {
        assert_eq!(
            keys_of(&from_env(&[("MEDSPIL_DATABASE__URL", bad)]).unwrap_err()),
            ["database.url"],
            "{bad}"
        );
    }
}

/// Every fault of an issuer is told, and nothing dangerous passes.
#[test]
fn issuers_are_checked() {
    assert_eq!(from_toml(&issuer("name", "name")).unwrap().issuers.len(), 1);
    let private = include_str!("auth/ec.pem").trim().replace('\n', "\\n");
    for (from, to, key) in [
        ("name = \"a\"", "", "issuers[0].name"),
        ("\"https://a.example\"", "\"\"", "issuers[0].issuer"),
        ("\"https://a.example\"", "\"medspil-demo\"", "issuers[0].issuer"),
        ("name = \"a\"", "name = \"medspil-demo\"", "issuers[0].issuer"),
        ("[\"medspil\"]", "[]", "issuers[0].audience"),
        ("audience = [\"medspil\"]", "", "issuers[0].audience"),
        ("\"ES256\"", "\"HS256\"", "issuers[0].algorithm"),
        ("\"ES256\"", "\"none\"", "issuers[0].algorithm"),
        ("algorithm = \"ES256\"", "", "issuers[0].algorithm"),
        ("\"ES256\"", "\"ES256\"\nrefresh = \"1s\"", "issuers[0].refresh"),
        ("https://a.example/keys", "http://a.example/keys", "issuers[0].keys.url"),
        ("url = \"https://a.example/keys\"", "", "issuers[0].keys"),
        ("url = \"https://a.example/keys\"", "url = \"https://a.example\"\nfile = \"x\"", "issuers[0].keys"),
        ("url = \"https://a.example/keys\"", &format!("pem = \"{private}\""), "issuers[0].keys.pem"),
        ("cvr = \"58271713\"", "cvr = \"5827171\"", "issuers[0].claims.authority.cvr"),
        ("cvr = \"58271713\"", "", "issuers[0].claims.authority"),
        ("cvr = \"58271713\"", "claim = \"cvr\"", "issuers[0].claims.authority.by"),
        ("cvr = \"58271713\"", "claim = \"x\"\nby = \"external\"", "issuers[0].claims.authority.system"),
        (
            "cvr = \"58271713\"",
            "claim = \"x\"\nby = \"id\"\nsystem = \"S\"",
            "issuers[0].claims.authority.system",
        ),
        (
            "[issuers.claims.authority]",
            "[issuers.claims.person]\nclaim = \"p\"\nby = \"cvr\"\n[issuers.claims.authority]",
            "issuers[0].claims.person.by",
        ),
        (
            "[issuers.claims.authority]",
            "[issuers.claims.roles.values]\nx = \"BOSS\"\n[issuers.claims.authority]",
            "issuers[0].claims.roles.values.x",
        ),
        (
            "[issuers.claims.authority]",
            "[issuers.claims.roles]\nclaim = \"\"\n[issuers.claims.authority]",
            "issuers[0].claims.roles.claim",
        ),
        ("[issuers.keys]", "kid = \"k\"\n[issuers.keys]", "issuers[0].kid"),
    ] {
        let err = from_toml(&issuer(from, to)).expect_err(to);
        assert!(keys_of(&err).contains(&key), "{to}: {err}");
    }
}

/// Two issuers may not share a name or an issuer, and a development issuer stands alone.
#[test]
fn issuers_do_not_contradict_each_other() {
    let other = |name: &str, from: &str, to: &str| {
        let second = issuer("name = \"a\"", &format!("name = \"{name}\"")).replace(from, to);
        from_toml(&(issuer("name", "name") + &second))
    };
    assert!(other("b", "\"https://a.example\"", "\"https://b.example\"").is_ok());
    assert_eq!(
        keys_of(&other("a", "\"https://a.example\"", "\"https://b.example\"").unwrap_err()),
        ["issuers"]
    );
    assert_eq!(
        keys_of(&other("b", "\"https://a.example\"", "\"https://a.example\"").unwrap_err()),
        ["issuers"]
    );
    let development = "\"https://b.example\"\ndevelopment = true";
    assert_eq!(keys_of(&other("b", "\"https://a.example\"", development).unwrap_err()), ["issuers"]);
}

/// Issuers fit into one environment variable, and a path with dots in its names into a list.
#[test]
fn issuers_can_stand_in_the_environment() {
    let text = r#"[{name = "a", issuer = "https://a.example", audience = "medspil,other", algorithm = "EdDSA",
        keys = {file = "/etc/jwks.json"},
        claims = {authority = {claim = ["https://a.example/cvr"], by = "cvr"}}}]"#;
    let config = from_env(&[("MEDSPIL_ISSUERS", &text.replace('\n', " "))]).unwrap();
    let issuer = &config.issuers[0];
    assert_eq!(issuer.keys, KeySource::File("/etc/jwks.json".into()));
    assert_eq!(issuer.audience.len(), 2);
    let AuthorityRule::Claim(rule) = &issuer.claims.authority else { panic!() };
    assert_eq!(rule.claim.0, ["https://a.example/cvr"]);
}

/// A development issuer needs no mapping: it uses our own spelling.
#[test]
fn a_development_issuer_needs_no_mapping() {
    let text = issuer("audience", "development = true\naudience");
    let text = text.split("[issuers.claims.authority]").next().unwrap();
    let config = from_toml(text).unwrap();
    assert!(config.issuers[0].development);
    assert_eq!(config.issuers[0].claims, medspil::access::own_claims());
}
