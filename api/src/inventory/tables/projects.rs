//! The tables of development projects and their parts.

use super::{NOBODY, STAYS, Table};
use crate::rights::classes::Class;

/// Development projects.
pub(super) const DEVELOPMENT_PROJECT: Table = Table {
    name: "development_project",
    holds: "Projects in which managers, employees and others develop something, with who backs them; who reads each follows from its visibility.",
    why: "From a problem to practice, and what leadership gave to it.",
    class: Class::Public,
    kept: STAYS,
    erased: "stays; the leader who backs it has no name",
    person: &["sponsor_id"],
    others: &[
        "authority_id",
        "id",
        "title",
        "sort_key",
        "search_key",
        "summary",
        "aim",
        "themes",
        "tags",
        "origin",
        "committee_id",
        "org_unit_id",
        "sponsor_level",
        "sponsor_title",
        "backing_statement",
        "backing_hours",
        "backing_dkk",
        "visibility",
        "kle",
        "phase",
        "phase_on",
        "started_on",
        "ended_on",
        "version",
    ],
};

/// Development spaces.
pub(super) const DEVELOPMENT_SPACE: Table = Table {
    name: "development_space",
    holds: "Room to do things in another way for a time: mandate, rules set aside, money.",
    why: "What may be tried, and until when.",
    class: Class::Public,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &[
        "authority_id",
        "id",
        "project_authority_id",
        "project_id",
        "sharing",
        "title",
        "mandate",
        "rules_set_aside",
        "budget_dkk",
        "begun_on",
        "until",
        "closed_on",
        "outcome",
        "version",
    ],
};

/// Lessons.
pub(super) const LESSON: Table = Table {
    name: "lesson",
    holds: "What projects taught.",
    why: "Failure is learning.",
    class: Class::Public,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &[
        "authority_id",
        "id",
        "project_authority_id",
        "project_id",
        "sharing",
        "kind",
        "text",
        "begun_on",
        "version",
    ],
};

/// Problem statements.
pub(super) const PROBLEM_STATEMENT: Table = Table {
    name: "problem_statement",
    holds: "Problem statements of projects, with who owns the problem.",
    why: "What a project is to solve.",
    class: Class::Public,
    kept: STAYS,
    erased: "stays; its owner has no name",
    person: &["owner_id"],
    others: &[
        "authority_id",
        "id",
        "project_authority_id",
        "project_id",
        "sharing",
        "text",
        "context",
        "owner_side",
        "owner_organisation",
        "begun_on",
        "version",
    ],
};

/// Labels of projects.
pub(super) const PROJECT_LABEL: Table = Table {
    name: "project_label",
    holds: "An index over the themes and reforms of projects.",
    why: "To find projects by them.",
    class: Class::Public,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &["authority_id", "project_id", "label"],
};

/// Partners of projects.
pub(super) const PROJECT_PARTNER: Table = Table {
    name: "project_partner",
    holds: "Authorities and organisations that take part in projects.",
    why: "Who develops something together, and who may read it.",
    class: Class::Public,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &[
        "authority_id",
        "project_id",
        "number",
        "partner_authority_id",
        "name",
        "actor",
        "role",
        "joined_on",
        "left_on",
    ],
};

/// Logs of projects.
pub(super) const PROJECT_PHASE: Table = Table {
    name: "project_phase",
    holds: "Which phase each project entered when, and who took part, as counts.",
    why: "How a project went, and with whom.",
    class: Class::Public,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &["authority_id", "project_id", "number", "phase", "entered_on", "note", "participants"],
};

/// Steering of projects.
pub(super) const PROJECT_STEERING: Table = Table {
    name: "project_steering",
    holds: "How projects are steered: instruments, who sets the goal and the method.",
    why: "The balance between central steering and professional autonomy.",
    class: Class::Public,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &[
        "authority_id",
        "project_id",
        "number",
        "instruments",
        "goal_set_by",
        "method_set_by",
        "note",
        "valid_from",
        "valid_to",
    ],
};

/// Prototypes.
pub(super) const PROTOTYPE: Table = Table {
    name: "prototype",
    holds: "Prototypes of projects.",
    why: "What is made to be tried.",
    class: Class::Public,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &[
        "authority_id",
        "id",
        "project_authority_id",
        "project_id",
        "sharing",
        "title",
        "begun_on",
        "version",
    ],
};

/// Versions of prototypes.
pub(super) const PROTOTYPE_VERSION: Table = Table {
    name: "prototype_version",
    holds: "Versions of prototypes, and what was learned from each.",
    why: "What was made, and what it taught.",
    class: Class::Public,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &["authority_id", "prototype_id", "number", "description", "learning", "made_on"],
};

/// Trials.
pub(super) const TRIAL: Table = Table {
    name: "trial",
    holds: "Trials of technologies and ways of working; who takes part, as counts.",
    why: "What was expected, seen and decided, and when the MED system was involved.",
    class: Class::Public,
    kept: STAYS,
    erased: NOBODY,
    person: &[],
    others: &[
        "authority_id",
        "id",
        "project_authority_id",
        "project_id",
        "sharing",
        "title",
        "kind",
        "area",
        "hypothesis",
        "org_unit_id",
        "site",
        "begun_on",
        "ended_on",
        "participants",
        "result",
        "verdict",
        "med_involved_on",
        "decided_on",
        "version",
    ],
};
