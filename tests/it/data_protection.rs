//! The generated tables of the data protection page: what is stored, what is closed how, what is kept how long. They are
//! compared with the committed page, so that a change of what is stored shows in review. `MEDSPIL_UPDATE_MATRICES=1 cargo
//! test` writes them anew.

use std::fmt::Write as _;

use medspil::{
    core::{Actor, Credential, Identity, Role, SENSITIVE_SCOPE},
    inventory::tables::TABLES,
    retention::rules::SPANS,
    rights::{
        classes::{Class, may_read},
        registry,
    },
};
use uuid::Uuid;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/DATA-PROTECTION.md");

/// The page with what stands between two marks replaced.
fn with(page: &str, name: &str, table: &str) -> String {
    let (begin, end) = (format!("<!-- {name}: generated -->\n"), format!("<!-- {name}: end -->"));
    let (before, rest) = page.split_once(&begin).unwrap_or_else(|| panic!("the page has no {begin}"));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("the page has no {end}"));
    format!("{before}{begin}\n{table}\n{end}{after}")
}

fn stored() -> String {
    let mut table = String::from(
        "| table | what it holds | why | class | kept | when a person is anonymised |\n|---|---|---|---|---|---|\n",
    );
    for row in TABLES {
        let class = format!("{:?}", row.class).to_uppercase();
        writeln!(
            table,
            "| `{}` | {} | {} | {class} | {} | {} |",
            row.name, row.holds, row.why, row.kept, row.erased
        )
        .unwrap();
    }
    table
}

/// Who reads a class, of somebody else: roles alone, or with the scope.
fn readers(class: Class) -> String {
    let reads = |role: Role, scope: bool| {
        let scopes =
            if scope { [SENSITIVE_SCOPE.to_owned()].into() } else { std::collections::BTreeSet::new() };
        let identity = Identity {
            subject: "somebody".to_owned(),
            client: None,
            credential: Credential::SignIn,
            authority_id: Uuid::from_u128(1),
            roles: [role].into(),
            scopes,
            person_id: None,
            unit_scope: None,
        };
        may_read(&Actor::User(Box::new(identity)), class, Some(Uuid::from_u128(2)))
    };
    let mut names = Vec::new();
    for role in Role::ALL {
        match (reads(*role, false), reads(*role, true)) {
            (true, _) => names.push(role.name().to_owned()),
            (false, true) => names.push(format!("{} with the scope `{SENSITIVE_SCOPE}`", role.name())),
            (false, false) => {}
        }
    }
    names.join(", ")
}

fn classes() -> String {
    let mut table =
        String::from("| class | fields | who reads them of others | logged |\n|---|---|---|---|\n");
    for (class, logged) in [
        (Class::Personal, "every read of another person, in batches"),
        (Class::Sensitive, "every read, with its purpose, before it is shown"),
    ] {
        let mut fields = Vec::new();
        for of in registry::FIELDS.iter().copied().flatten() {
            let names =
                of.fields.iter().filter(|(of_class, _)| *of_class == class).flat_map(|(_, names)| *names);
            fields.extend(names.map(|field| format!("`{}.{field}`", of.name)));
        }
        writeln!(
            table,
            "| {} | {} | {} | {logged} |",
            format!("{class:?}").to_uppercase(),
            fields.join(", "),
            readers(class)
        )
        .unwrap();
    }
    table
}

fn kept() -> String {
    let mut table = String::from(
        "| what | input field | days by default | from | to | why |\n|---|---|---|---|---|---|\n",
    );
    for span in SPANS {
        writeln!(
            table,
            "| {:?} | `{}` | {} | {} | {} | {} |",
            span.kept, span.field, span.default, span.minimum, span.maximum, span.note_en
        )
        .unwrap();
    }
    table
}

#[test]
fn the_page_says_what_the_code_does() {
    let committed = std::fs::read_to_string(PAGE).unwrap();
    let mut page = committed.clone();
    for (name, table) in [("stored", stored()), ("classes", classes()), ("kept", kept())] {
        page = with(&page, name, &table);
    }
    if crate::support::setting("MEDSPIL_UPDATE_MATRICES").is_some() {
        std::fs::write(PAGE, &page).unwrap();
        return;
    }
    assert!(
        committed == page,
        "docs/DATA-PROTECTION.md: run MEDSPIL_UPDATE_MATRICES=1 cargo test -- data_protection"
    );
}
