//! Who may see and change guidelines.

use entity::{
    guideline::{self, GuidelineStatus},
    guideline_version,
    seat::Side,
};
use sea_orm::{ColumnTrait, Condition};

use crate::{
    core::{Ctx, Role},
    rights::{
        Allowed, Office,
        classes::{Class, TypeFields},
        committees::inside,
        tenant,
    },
};

/// What can be done to a guideline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Ask for one, for the management side.
    RequestForManagement,
    /// Ask for one, for the employee side.
    RequestForEmployees,
    /// Work on its title and text.
    Edit,
    /// Record what the sides came to: that they agree or not, from when it holds, that it is over.
    Conclude,
    /// Give notice, or take it back, for the management side.
    NoticeForManagement,
    /// Give notice, or take it back, for the employee side.
    NoticeForEmployees,
    /// End a rule that the employer decided.
    Repeal,
}

impl Action {
    /// What it takes to ask for a guideline for a side.
    pub const fn request(side: Side) -> Self {
        match side {
            Side::Management => Action::RequestForManagement,
            Side::Employee => Action::RequestForEmployees,
        }
    }

    /// What it takes to give notice for a side.
    pub const fn notice(side: Side) -> Self {
        match side {
            Side::Management => Action::NoticeForManagement,
            Side::Employee => Action::NoticeForEmployees,
        }
    }
}

impl crate::rights::Action for Action {
    const ALL: &'static [Self] = &[
        Action::RequestForManagement,
        Action::RequestForEmployees,
        Action::Edit,
        Action::Conclude,
        Action::NoticeForManagement,
        Action::NoticeForEmployees,
        Action::Repeal,
    ];

    fn allowed(self) -> Allowed {
        let (roles, offices): (&[Role], &[Office]) = match self {
            Action::RequestForManagement => (SECRETARIAT, &[Office::Chair, Office::Secretary]),
            Action::RequestForEmployees => (SECRETARIAT, &[Office::ViceChair, Office::Secretary]),
            Action::Edit | Action::Conclude => {
                (SECRETARIAT, &[Office::Chair, Office::ViceChair, Office::Secretary])
            }
            Action::NoticeForManagement | Action::Repeal => (&[Role::MedCoordinator], &[Office::Chair]),
            Action::NoticeForEmployees => (&[Role::MedCoordinator], &[Office::ViceChair]),
        };
        Allowed { roles, offices }
    }
}

const SECRETARIAT: &[Role] = &[Role::Secretary, Role::MedCoordinator];

/// The states from which on a guideline is open.
pub const OPEN: &[GuidelineStatus] = &[
    GuidelineStatus::Agreed,
    GuidelineStatus::InForce,
    GuidelineStatus::NoticeGiven,
    GuidelineStatus::Terminated,
];

/// What was agreed is open to every employee; what was not is the committee's own.
pub fn visible(ctx: &Ctx) -> Condition {
    use guideline::Column as C;
    let open = C::Status.is_in(OPEN.iter().copied());
    let any = Condition::any().add(open).add(inside(&ctx.actor, ctx.today(), C::CommitteeId));
    tenant(&ctx.actor, C::AuthorityId).add(any)
}

/// The same for versions: the next text of an open guideline stays inside until it is agreed.
pub fn visible_versions(ctx: &Ctx) -> Condition {
    use guideline_version::Column as C;
    let any =
        Condition::any().add(C::AgreedOn.is_not_null()).add(inside(&ctx.actor, ctx.today(), C::CommitteeId));
    tenant(&ctx.actor, C::AuthorityId).add(any)
}

/// The classes of the fields.
pub const FIELDS: &[TypeFields] = &[
    TypeFields {
        name: "Guideline",
        fields: &[(
            Class::Authority,
            &[
                "id",
                "committee",
                "kind",
                "topic",
                "title",
                "status",
                "isInForce",
                "requestedOn",
                "requestedBySide",
                "reason",
                "notAgreedOn",
                "notAgreedReason",
                "inForceFrom",
                "noticeOn",
                "noticeBySide",
                "noticeReason",
                "endsOn",
                "version",
                "versions",
                "versionOn",
                "draft",
            ],
        )],
    },
    TypeFields {
        name: "GuidelineVersion",
        fields: &[(
            Class::Authority,
            &[
                "guideline",
                "number",
                "text",
                "agreedOn",
                "inForceFrom",
                "replacedOn",
                "droppedOn",
                "dropReason",
                "managementEndorsement",
                "employeeEndorsement",
                "endorsements",
            ],
        )],
    },
    TypeFields {
        name: "ApplicableGuideline",
        fields: &[(Class::Authority, &["guideline", "committee", "inheritedFrom", "version"])],
    },
];
