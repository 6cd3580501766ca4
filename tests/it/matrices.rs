//! Who may do what, as tables that are generated from the code and committed: a change of the policy shows in review.
//! `MEDSPIL_UPDATE_MATRICES=1 cargo test` writes them anew.

use std::fmt::Write as _;

use medspil::{
    core::{Actor, Credential, Identity, Role, SENSITIVE_SCOPE},
    rights::{
        Office,
        classes::{Class, may_read},
        registry,
    },
};
use uuid::Uuid;

fn actor(role: Role, scope: bool, person: Option<Uuid>) -> Actor {
    Actor::User(Box::new(Identity {
        subject: "somebody".to_owned(),
        client: None,
        authority_id: Uuid::from_u128(1),
        roles: [role].into(),
        scopes: if scope { [SENSITIVE_SCOPE.to_owned()].into() } else { std::collections::BTreeSet::new() },
        person_id: person,
        unit_scope: None,
        credential: Credential::SignIn,
    }))
}

/// Compares a table with the committed one.
pub fn compare(name: &str, table: &str) {
    let path = format!("{}/matrices/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if crate::support::setting("MEDSPIL_UPDATE_MATRICES").is_some() {
        std::fs::write(&path, table).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == table,
        "{name} changed; if you mean it, run MEDSPIL_UPDATE_MATRICES=1 cargo test\n{table}"
    );
}

fn row(table: &mut String, head: &str, cells: impl Iterator<Item = bool>) {
    write!(table, "{head:<34}").unwrap();
    for cell in cells {
        write!(table, " {:<16}", if cell { "yes" } else { "-" }).unwrap();
    }
    let length = table.trim_end().len();
    table.truncate(length);
    table.push('\n');
}

fn heading(table: &mut String, head: &str, columns: impl Iterator<Item = String>) {
    write!(table, "{head:<34}").unwrap();
    for column in columns {
        write!(table, " {column:<16}").unwrap();
    }
    let length = table.trim_end().len();
    table.truncate(length);
    table.push('\n');
}

#[test]
fn actor_by_action() {
    let mut table = String::from("Who may do what, by role or by an office in the committee concerned.\n\n");
    let columns = || {
        let roles = Role::ALL.iter().map(|role| role.name().to_owned());
        let offices = Office::ALL.iter().map(|office| format!("office {office:?}"));
        std::iter::once("anonymous".to_owned()).chain(roles).chain(offices)
    };
    heading(&mut table, "action", columns());
    for action in registry::actions() {
        let roles = Role::ALL.iter().map(|role| actor(*role, false, None).has_any(action.allowed.roles));
        let offices = Office::ALL.iter().map(|office| action.allowed.offices.contains(office));
        let anonymous = Actor::Anonymous.has_any(action.allowed.roles);
        row(&mut table, &action.name, std::iter::once(anonymous).chain(roles).chain(offices));
    }
    compare("actor-by-action", &table);
}

#[test]
fn actor_by_field_class() {
    let mut table = String::from("Who may read a field of a class, in a row that the caller sees.\n\n");
    heading(&mut table, "actor", Class::ALL.iter().map(|class| format!("{class:?}").to_uppercase()));
    let me = Uuid::from_u128(7);
    row(&mut table, "anonymous", Class::ALL.iter().map(|class| may_read(&Actor::Anonymous, *class, None)));
    for role in Role::ALL {
        let may =
            |actor: Actor, subject| Class::ALL.iter().map(move |class| may_read(&actor, *class, subject));
        row(&mut table, role.name(), may(actor(*role, false, Some(me)), None));
        row(&mut table, &format!("{} with scope", role.name()), may(actor(*role, true, Some(me)), None));
        row(
            &mut table,
            &format!("{} about itself", role.name()),
            may(actor(*role, false, Some(me)), Some(me)),
        );
    }
    compare("actor-by-field-class", &table);
}

#[test]
fn field_by_class() {
    let mut table = String::from("The class of every field.\n\n");
    for fields in registry::FIELDS.iter().copied().flatten() {
        for (class, names) in fields.fields {
            for name in *names {
                writeln!(
                    table,
                    "{:<50} {}",
                    format!("{}.{name}", fields.name),
                    format!("{class:?}").to_uppercase()
                )
                .unwrap();
            }
        }
    }
    compare("field-by-class", &table);
}
