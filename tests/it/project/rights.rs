//! Who may write what of projects: roles and offices in the authority that leads, and nothing across authorities.

use medspil::core::{Actor, Kind, Role};

use super::project;
use crate::{
    bodies::coordinator,
    desk::{being, done, fault, staffed},
    people::{CLERK, HOME, LEADER, PLAIN, REP, SCHOOL, THERE, World, id, who},
};

/// The fault of a mutation, or none: what is wrong with the input is no fault.
async fn refused(world: &World, caller: Actor, mutation: &str, input: &str) -> Option<String> {
    let document = format!("mutation {{ {mutation}(input: {{ {input} }}) {{ change {{ kind }} }} }}");
    world.ask(caller, &document).await["errors"][0]["extensions"]["code"].as_str().map(str::to_owned)
}

/// Roles and offices decide: those who lead the committee write the project, its members what they learn.
#[tokio::test]
async fn roles_and_offices_decide_about_projects() {
    for world in World::all().await {
        let committee = staffed(&world, "A").await;
        let it = project(&world, &format!(", committeeId: \"{committee}\"")).await;
        let lesson = format!("projectId: \"{it}\", kind: DRIVER, text: \"x\"");
        let lesson_id =
            done(&world, coordinator(), "lessonCreate", &lesson, "lesson { id }").await["id"].clone();
        let prototype = format!("projectId: \"{it}\", title: \"x\"");
        let prototype_id = done(&world, coordinator(), "prototypeCreate", &prototype, "prototype { id }")
            .await["id"]
            .clone();
        let of = format!("id: \"{it}\"");
        let lead = &["SECRETARY", "MED_COORDINATOR", "chair", "viceChair", "clerk"][..];
        let member = &["SECRETARY", "MED_COORDINATOR", "chair", "viceChair", "clerk", "member"][..];
        let text = "text: \"x\"";
        for (mutation, input, allowed) in [
            (
                "developmentProjectCreate",
                format!("title: \"x\", origin: JOINT, committeeId: \"{committee}\""),
                lead,
            ),
            ("developmentProjectUpdate", format!("{of}, title: \"x\", ifVersion: 99"), lead),
            ("developmentProjectMove", format!("{of}, to: PROBLEM, ifVersion: 99"), lead),
            ("projectPartnerAdd", format!("{of}, name: \"x\", actor: USER, ifVersion: 99"), lead),
            ("projectPartnerEnd", format!("{of}, number: 1, ifVersion: 99"), lead),
            (
                "projectSteeringSet",
                format!("{of}, instruments: [GOAL], goalSetBy: JOINT, methodSetBy: JOINT, ifVersion: 99"),
                lead,
            ),
            ("problemStatementCreate", format!("projectId: \"{it}\", {text}"), member),
            ("prototypeCreate", prototype, member),
            ("prototypeVersionAdd", format!("id: {prototype_id}, description: \"x\", ifVersion: 99"), member),
            (
                "trialCreate",
                format!("projectId: \"{it}\", title: \"x\", kind: WORK_PRACTICE, hypothesis: \"x\""),
                member,
            ),
            ("lessonCreate", lesson, member),
            ("lessonUpdate", format!("id: {lesson_id}, {text}, ifVersion: 99"), member),
            (
                "developmentSpaceCreate",
                format!("projectId: \"{it}\", title: \"x\", mandate: \"x\", until: \"2026-12-31\""),
                member,
            ),
        ] {
            let roles = Role::ALL.iter().map(|role| (role.name(), Actor::from(who(&[*role]))));
            let offices = [("chair", LEADER), ("viceChair", REP), ("clerk", CLERK), ("member", PLAIN)];
            let offices = offices.into_iter().map(|(name, person)| (name, Actor::from(being(person))));
            for (name, caller) in roles.chain(offices) {
                let may = allowed.contains(&name);
                let fault = refused(&world, caller, mutation, &input).await;
                assert_eq!(fault, (!may).then(|| "FORBIDDEN".to_owned()), "{name} {mutation}");
            }
            let nobody = refused(&world, Actor::Anonymous, mutation, &input).await;
            assert_eq!(nobody.as_deref(), Some("UNAUTHENTICATED"), "{mutation}");
        }
    }
}

/// A secretary for a unit writes the projects of that unit, and no others.
#[tokio::test]
async fn a_unit_scope_reaches_its_own_projects() {
    for world in World::all().await {
        let at = |unit| format!(", orgUnitId: \"{}\"", id(Kind::OrgUnit, unit));
        let (school, home, whole) =
            (project(&world, &at(SCHOOL)).await, project(&world, &at(HOME)).await, project(&world, "").await);
        let secretary = || Actor::from(who(&[Role::Secretary]).below(SCHOOL));
        for (project, expected) in [(&school, None), (&home, Some("FORBIDDEN")), (&whole, Some("FORBIDDEN"))]
        {
            let input = format!("id: \"{project}\", title: \"x\"");
            let fault = refused(&world, secretary(), "developmentProjectUpdate", &input).await;
            assert_eq!(fault.as_deref(), expected);
        }
        // Nor can it give one away to where it does not reach.
        let input = format!("id: \"{school}\"{}", at(HOME));
        assert_eq!(fault(&world, secretary(), "developmentProjectUpdate", &input).await, "FORBIDDEN");
    }
}

/// Whoever reads a project of another authority, as a partner or because it is public, changes nothing of it; and the lead
/// changes nothing that a partner recorded.
#[tokio::test]
async fn nobody_writes_in_the_rows_of_another_authority() {
    for world in World::all().await {
        let partner = id(Kind::Authority, THERE);
        let joined = project(&world, "").await;
        let add = format!("id: \"{joined}\", authorityId: \"{partner}\"");
        done(&world, coordinator(), "projectPartnerAdd", &add, super::PROJECT).await;
        let public = project(&world, ", visibility: PUBLIC").await;
        let almighty = || Actor::from(who(Role::ALL).sensitive().of(THERE));
        for it in [&joined, &public] {
            for (mutation, input) in [
                ("developmentProjectUpdate", "title: \"x\""),
                ("developmentProjectMove", "to: PROBLEM"),
                ("projectPartnerAdd", "name: \"x\", actor: USER"),
                ("projectPartnerEnd", "number: 1"),
                ("projectSteeringSet", "instruments: [GOAL], goalSetBy: JOINT, methodSetBy: JOINT"),
            ] {
                let input = format!("id: \"{it}\", {input}");
                assert_eq!(fault(&world, almighty(), mutation, &input).await, "FORBIDDEN", "{mutation}");
            }
        }
        let lesson =
            |project: &str| format!("projectId: \"{project}\", kind: DRIVER, text: \"x\", sharing: PROJECT");
        assert_eq!(fault(&world, almighty(), "lessonCreate", &lesson(&public)).await, "FORBIDDEN");
        let employee = Actor::from(who(&[Role::Employee]).of(THERE));
        assert_eq!(fault(&world, employee, "lessonCreate", &lesson(&joined)).await, "FORBIDDEN");
        let theirs =
            done(&world, almighty(), "lessonCreate", &lesson(&joined), "lesson { id authority { id } }")
                .await;
        assert_eq!(theirs["authority"]["id"], partner);
        let change = format!("id: {}, text: \"y\"", theirs["id"]);
        assert_eq!(fault(&world, coordinator(), "lessonUpdate", &change).await, "FORBIDDEN");
        // What names something of the partner's own is looked up there.
        let trial = |unit| {
            format!(
                "projectId: \"{joined}\", title: \"x\", kind: WORK_PRACTICE, hypothesis: \"x\", orgUnitId: \"{}\"",
                id(Kind::OrgUnit, unit)
            )
        };
        let own = trial(crate::people::FOREIGN_UNIT);
        done(&world, almighty(), "trialCreate", &own, "trial { id orgUnit { id } }").await;
        let foreign = crate::desk::faults(&world, almighty(), "trialCreate", &trial(SCHOOL)).await;
        assert_eq!(foreign, ["NOT_FOUND orgUnitId"]);
    }
}
